import Quantities

extension VirtualAssayResult {
  /// What is told below every experiment: the numbers with their spread, and what they are not.
  ///
  /// - Parameter most: how many conditions are told one by one.
  public func words(most: Int = 12) -> [String] {
    let told = conditions.prefix(most).map(\.sentence)
    let rest = conditions.count - told.count
    return told
      + (rest > 0 ? ["\(rest) more conditions, each with its spread, in the companion."] : [])
      + ["Simulated: \(Self.caveat). " + (provenance["line"] == nil ? "" : Self.vectorNote)]
  }
}

extension ConditionSpread {
  /// One line: who was given what and when, the number, and how far cells and repeats differ.
  var sentence: String {
    let doses = given.map { "\($0.drug) \($0.nominalNanomolar.forPeople()) nM" }
    let place = [
      line, doses.isEmpty ? role : doses.joined(separator: " + "),
      timeHours.map { "\($0.forPeople()) h" },
    ].compactMap(\.self).joined(separator: ", ")
    var spread: [String] = []
    if let deviationOverCells {
      spread.append("SD over \(cells) cells \(deviationOverCells.forPeople(digits: 2))")
    }
    if let meanOfRepeats {
      let deviation = deviationOverRepeats.map { ", SD \($0.forPeople(digits: 2))" } ?? ""
      spread.append("\(repeats) repeats read \(meanOfRepeats.forPeople())\(deviation)")
    }
    let number = mean.map { "\($0.forPeople())" } ?? "no number"
    return "\(place): \(quantity) \(number)"
      + (spread.isEmpty ? "" : " (\(spread.joined(separator: "; ")))")
  }
}
