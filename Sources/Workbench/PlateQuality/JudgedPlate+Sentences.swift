import Assays
import Quantities

extension JudgedPlate {
  /// The verdict in one sentence: `plate 1: accepted. …`.
  public var headline: String {
    let word =
      switch verdict {
      case .accept: "accepted"
      case .marginal: "marginal"
      case .reject: "rejected"
      case .undetermined: "undetermined"
      }
    return "\(name): \(word)."
  }

  /// Every remark that the verdict rests on, most telling first.
  public var remarks: [String] {
    judged.groups.map(\.sentence) + positionRemarks + saturationRemarks + wellRemarks
  }

  private var positionRemarks: [String] {
    var remarks = PlatePattern.allCases.compactMap { remark(on: $0, in: findings.position) }
    if let corrected {
      remarks.append(correctionRemark(corrected))
    } else {
      let found = findings.position.found
      let option =
        found.contains(.stripe)
        ? "polish" : found.count == 2 ? "both" : found.first.map(\.rawValue)
      if let option {
        remarks.append(
          "\(form.stating("correct", option)) takes it out, and shows before and after.")
      }
    }
    return remarks
  }

  /// What the correction took out, what it rests on, and what it left.
  private func correctionRemark(_ corrected: Findings) -> String {
    if correction.surface != nil, surface == nil {
      return "Not corrected: fewer than twelve wells can be compared with another well."
    }
    let assumption =
      surface?.assumesMostDoNothing == true
      ? " Sample wells have no replicates and were compared with each other: this assumes that most "
        + "of them do nothing." : ""
    let left = corrected.position.found.map(\.noun)
    guard let last = left.last else {
      return "Corrected for \(correction.noun): no pattern is left.\(assumption)"
    }
    let names = (left.count > 1 ? left.dropLast().joined(separator: ", ") + " and " : "") + last
    return "Corrected for \(correction.noun): \(names) \(left.count > 1 ? "are" : "is") left."
      + assumption
  }

  private func remark(on pattern: PlatePattern, in position: PositionAnalysis) -> String? {
    guard let test = position.test(of: pattern) else { return nil }
    if case .untestable(let reason) = test.outcome {
      return "\(Self.capital(pattern.noun)): cannot be told, since \(reason)."
    }
    let p = "p \((test.pValue ?? 1).forPeople(digits: 2))"
    let untold = position.untold(of: pattern)
    guard test.isFound else {
      let size = pattern == .edge ? position.edge.map { ", \(Self.percent($0))" } ?? "" : ""
      let none = "\(Self.capital(pattern.noun)): none found"
      return untold.map { untold in
        let other = untold.direction == .columns ? "row" : "column"
        let among = pattern == .gradient ? "from \(other) to \(other)" : "among the \(other)s"
        return "\(none) \(among) (\(p)); \(untold.words)."
      } ?? "\(none) (\(p)\(size))."
    }
    let rest = untold.map { " \(Self.capital($0.words))." } ?? ""
    switch pattern {
    case .edge:
      let size = position.edge.map(Self.percent) ?? ""
      return "Edge effect: the rim reads \(size) against the inside (\(p))."
    case .gradient:
      let rows = position.rowGradient.map { "\(Self.percent($0)) from the first row to the last" }
      let columns = position.columnGradient.map {
        "\(Self.percent($0)) from the first column to the last"
      }
      return "Gradient: \([rows, columns].compactMap(\.self).joined(separator: ", ")) (\(p)); "
        + "a drift while filling or reading looks the same." + rest
    case .stripe:
      let place = position.stripe?.name ?? "one row or column"
      let size = position.stripeDeviation.map { Self.signedPercent($0) } ?? ""
      return "\(Self.capital(place)) stands out by \(size) (\(p)): look at the tip or channel that "
        + "filled it." + rest
    }
  }

  private var saturationRemarks: [String] {
    var remarks: [String] = []
    if !saturation.overflowing.isEmpty {
      remarks.append(
        "Saturation: \(Self.counted(saturation.overflowing, "well")) overflowed the reader.")
    }
    if let ceiling = saturation.ceiling {
      remarks.append(
        "Saturation: \(Self.counted(saturation.atCeiling, "well")) share the highest value, "
          + "\(ceiling.forPeople(digits: 6)); the reader may not count further.")
    }
    return remarks
  }

  private var wellRemarks: [String] {
    var remarks: [String] = []
    let flagged = leftOut.filter { !plate.unread.contains($0.well.well) }.map(\.well.well)
    if !flagged.isEmpty {
      remarks.append("Left out: \(Self.counted(flagged, "well")), each with its reason below.")
    }
    if !plate.unread.isEmpty {
      remarks.append(
        "Missing: the readings lack \(Self.counted(plate.unread, "well")) of the layout.")
    }
    if !plate.undescribed.isEmpty {
      remarks.append(
        "Not in the layout: \(Self.counted(plate.undescribed, "well")) with a value; not used.")
    }
    return remarks
  }

  /// `3 wells (A1, A2, B7)`, the first six named.
  private static func counted(_ wells: [WellAddress], _ noun: String) -> String {
    let names = wells.prefix(6).map(\.name).joined(separator: ", ")
    let rest = wells.count > 6 ? ", …" : ""
    return "\(wells.count) \(noun)\(wells.count == 1 ? "" : "s") (\(names)\(rest))"
  }

  /// `−14 % (95 % interval −18 to −10 %)`.
  static func percent(_ effect: RelativeEffect) -> String {
    let low = (100 * effect.low).forPeople(digits: 2)
    let high = (100 * effect.high).forPeople(digits: 2)
    return "\(signedPercent(effect.estimate)) (95 % interval \(low) to \(high) %)"
  }

  static func signedPercent(_ part: Double) -> String {
    let text = (100 * part).forPeople(digits: 2)
    return "\(part > 0 ? "+" : "")\(text) %"
  }

  private static func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension UntoldDirection {
  /// `from column to column it cannot be told, since …`.
  var words: String {
    let line = direction == .rows ? "row" : "column"
    let what =
      pattern == .gradient
      ? "from \(line) to \(line) it cannot be told" : "of the \(line)s it cannot be told"
    return "\(what), since \(reason)"
  }
}
