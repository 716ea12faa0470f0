import Assays
import FileFormats
import Quantities

/// Reads the words in which drugs, doses, stocks and volumes are asked for, noting what is not
/// understood.
struct PlateDesignWords {
  private let faults: FaultCollector
  /// What a stock is where none is stated, and so is told on the sheet.
  static let usualStock = Concentration(10, .millimolar)

  init(_ faults: FaultCollector) { self.faults = faults }

  /// Stocks by drug; the empty name is for every drug.
  func stocks(_ texts: [String]) -> [String: Concentration] {
    var stocks: [String: Concentration] = [:]
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.count == 2 ? parts[0] : ""
      guard let amount = concentration(parts.last ?? "", "--stock") else { continue }
      if stocks[name] != nil {
        faults.note(at: nil, found: "--stock \(text) states a stock again", needed: "each once")
      }
      stocks[name] = amount
    }
    return stocks
  }

  func treatment(
    _ text: String, _ stocks: [String: Concentration], option: String = "--drug"
  ) -> DosingPlan.Treatment? {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      faults.note(
        at: nil, found: "\(option) \(text.quotedForPeople)", needed: "a drug, =, and its doses",
        hint: "as in AZD4320=1,3,10nM, or AZD4320=10uM:3:9 for nine doses from 10 µM by thirds")
      return nil
    }
    guard let doses = doses(parts[1], option), !doses.isEmpty else { return nil }
    let stock = stocks[parts[0]] ?? stocks[""] ?? Self.usualStock
    return DosingPlan.Treatment(drug: parts[0], doses: doses, stock: stock)
  }

  private func doses(_ text: String, _ option: String) -> [Concentration]? {
    let series = text.split(separator: ":").map(String.init)
    if series.count == 3 {
      guard let top = concentration(series[0], option) else { return nil }
      guard let fold = Double(series[1]), fold > 1, fold <= 1000, let count = Int(series[2]),
        (1...48).contains(count)
      else {
        faults.note(
          at: nil, found: "\(option) \(text.quotedForPeople)",
          needed: "top dose:fold:number of doses, such as 10uM:3:9",
          hint: "the fold is above 1, and there are at most 48 doses")
        return nil
      }
      var doses = [top]
      for _ in 1..<count {
        doses.append(Concentration(canonical: (doses.last ?? top).canonicalValue / fold))
      }
      return doses
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let unit = parts.last.map { String($0.drop { "+-.eE0123456789 ".contains($0) }) } ?? ""
    let doses = parts.compactMap { concentration(Double($0) == nil ? $0 : $0 + unit, option) }
    guard doses.count == parts.count else { return nil }
    if Set(doses).count < doses.count {
      faults.note(
        at: nil, found: "\(option) \(text.quotedForPeople) holds a dose twice",
        needed: "each dose once")
    }
    return doses
  }

  private func concentration(_ text: String, _ option: String) -> Concentration? {
    do throws(QuantityParseError) {
      let amount = try Concentration(parsing: text)
      if amount > .zero { return amount }
      faults.note(
        at: nil, found: "\(option): \(text.quotedForPeople)", needed: "a concentration above zero",
        hint: "vehicle wells are always beside the doses")
    } catch { faults.note(at: nil, found: "\(option): \(error)", needed: "a dose with its unit") }
    return nil
  }

  func volume(_ text: String, _ option: String) -> Volume? {
    do throws(QuantityParseError) {
      let amount = try Volume(parsing: text)
      if amount > .zero { return amount }
      faults.note(at: nil, found: "\(option) \(text)", needed: "a volume above zero")
    } catch { faults.note(at: nil, found: "\(option): \(error)", needed: "a volume with its unit") }
    return nil
  }

  /// Drugs that stand twice, and stocks of no drug.
  func checkNames(_ drugs: [String], stocks: [String: Concentration], control: String?) {
    for drug in Set(drugs).sorted() where drugs.count(where: { $0 == drug }) > 1 {
      faults.note(at: nil, found: "--drug \(drug) stands twice", needed: "each drug once")
    }
    let known = drugs + [control].compactMap(\.self)
    for name in stocks.keys.sorted() where !name.isEmpty && !known.contains(name) {
      faults.note(
        at: nil, found: "--stock is of \(name.quotedForPeople), which is no drug of the plate",
        needed: "a drug of --drug", hint: NameSuggestion.hint(for: name, among: known))
    }
  }
}
