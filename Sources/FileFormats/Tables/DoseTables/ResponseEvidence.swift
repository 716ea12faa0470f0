import Foundation

/// What the responses of a table say about their scale, gathered without keeping them.
struct ResponseEvidence {
  /// The responses at one curve's lowest and highest dose.
  private struct Ends {
    var lowest = Double.infinity
    var highest = -Double.infinity
    var (lowSum, lowCount) = (0.0, 0.0)
    var (highSum, highCount) = (0.0, 0.0)
  }

  /// Curves that fall from full and that rise from none, if 1 or if 100 is full.
  private struct Tally {
    var falling = 0
    var rising = 0
  }

  private var ends: [Ends] = [Ends()]
  private var asFraction = Tally()
  private var asPercent = Tally()
  /// Responses by the tenth of a decade of their magnitude, from 1e-6 to 1e12.
  private var histogram = [Int](repeating: 0, count: 180)
  private var count = 0
  private var largest = 0.0
  private var withSign = 0
  private var withoutSign: TextPosition?
  private var firstSign: TextPosition?

  mutating func expectCurves(_ count: Int) {
    ends = [Ends](repeating: Ends(), count: max(1, count))
  }

  mutating func notePercentSign(_ hasSign: Bool, _ position: @autoclosure () -> TextPosition) {
    if hasSign {
      withSign += 1
      if firstSign == nil { firstSign = position() }
    } else if withoutSign == nil {
      withoutSign = position()
    }
  }

  mutating func note(_ response: Double, dose: Double, curve: Int) {
    count += 1
    largest = max(largest, response.magnitude)
    let decade = response == 0 ? -6 : log10(response.magnitude)
    histogram[min(179, max(0, Int((decade + 6) * 10)))] += 1
    if dose < ends[curve].lowest {
      ends[curve].lowest = dose
      (ends[curve].lowSum, ends[curve].lowCount) = (0, 0)
    }
    if dose > ends[curve].highest {
      ends[curve].highest = dose
      (ends[curve].highSum, ends[curve].highCount) = (0, 0)
    }
    if dose == ends[curve].lowest {
      ends[curve].lowSum += response
      ends[curve].lowCount += 1
    }
    if dose == ends[curve].highest {
      ends[curve].highSum += response
      ends[curve].highCount += 1
    }
  }

  /// Counts the curves that are complete; to be called where others begin.
  mutating func endCurves() {
    for index in ends.indices {
      let end = ends[index]
      guard end.lowest < end.highest else { continue }
      let (low, high) = (end.lowSum / end.lowCount, end.highSum / end.highCount)
      Self.count(low, high, full: 1, &asFraction)
      Self.count(low, high, full: 100, &asPercent)
      ends[index] = Ends()
    }
  }

  private static func count(_ low: Double, _ high: Double, full: Double, _ tally: inout Tally) {
    if low >= 0.7 * full, low - high > 0.3 * full { tally.falling += 1 }
    if low.magnitude <= 0.3 * full, high - low > 0.3 * full { tally.rising += 1 }
  }

  // MARK: What it came to

  static func noteMissingScale(_ faults: FaultCollector) {
    faults.note(
      at: nil, found: "what the responses mean is not stated",
      needed: "--scale viability (full without drug), inhibition (none without drug) or signal "
        + "(an instrument's own unit)",
      hint: "or in the column's title, such as “viability (%)”")
  }

  /// The scale, stated or in the header; its notation, stated or unmistakable; a fault for what is
  /// neither.
  func scale(
    _ statement: DoseTableStatement, _ plan: DoseTablePlan, noting faults: FaultCollector,
    _ notices: inout [String]
  ) -> ResponseScale? {
    if let stated = statement.kind, let titled = plan.responseHeader.kind, stated != titled,
      !statement.scaleIsSure
    {
      faults.note(
        at: nil,
        found: "the response column's title says \(titled.rawValue) and --scale \(stated.rawValue)",
        needed: "one scale", hint: "add --scale-is-right if --scale is what is meant")
      return nil
    }
    // A number of successes is a share of its trials, whichever way it goes.
    if plan.trials != nil { return .inhibition(.fraction) }
    guard let kind = statement.kind ?? plan.responseHeader.kind else {
      Self.noteMissingScale(faults)
      return nil
    }
    if kind == .signal { return .signal }
    if withSign > 0, let withoutSign {
      faults.note(
        at: withoutSign,
        found: "this response has no percent sign, and others have one",
        needed: "a percent sign at every response or at none")
      return nil
    }
    let given = statement.notation ?? (withSign > 0 ? .percent : plan.responseHeader.notation)
    guard let notation = given ?? unmistakableNotation else {
      faults.note(
        at: nil,
        found: "whether \(kind.rawValue) is in percent or a fraction is neither stated nor plain "
          + "from the responses, the largest of which is \(largest)",
        needed: "--notation percent or --notation fraction")
      return nil
    }
    if given == nil {
      notices.append(
        "Responses were read as \(kind.rawValue) "
          + (notation == .percent ? "in percent (100 is full)." : "as a fraction (1 is full)."))
    }
    guard let scale = ResponseScale(kind: kind, notation: notation) else { return nil }
    scale.noteImpossible(largest: largest, ninth: quantile(0.9), noting: faults)
    noteMistakenScale(kind, notation, statement, noting: faults)
    return scale
  }

  /// The notation that the responses leave no doubt of: nine tenths of 100 % are far from 1.
  private var unmistakableNotation: ResponseScale.Notation? {
    let usual = quantile(0.9)
    if usual > 0.2, usual <= 1.6, largest <= 4 { return .fraction }
    if usual >= 20, usual <= 160 { return .percent }
    return nil
  }

  /// The magnitude that this share of the responses does not pass, to a tenth of a decade.
  private func quantile(_ share: Double) -> Double {
    var below = 0
    for (bin, number) in histogram.enumerated() {
      below += number
      if Double(below) >= share * Double(count), below > 0 {
        return pow(10, (Double(bin) + 1) / 10 - 6)
      }
    }
    return 0
  }

  /// Asks where most curves with an effect go the other way than their scale says.
  private func noteMistakenScale(
    _ kind: ResponseScale.Kind, _ notation: ResponseScale.Notation,
    _ statement: DoseTableStatement, noting faults: FaultCollector
  ) {
    guard !statement.scaleIsSure else { return }
    let tally = notation == .percent ? asPercent : asFraction
    let against = kind == .viability ? tally.rising : tally.falling
    let along = kind == .viability ? tally.falling : tally.rising
    guard against > along else { return }
    let full = notation == .percent ? "100 %" : "1"
    let other = kind == .viability ? "inhibition" : "viability"
    faults.note(
      at: nil,
      found: "the responses are stated as \(kind.rawValue), but in \(against) of "
        + "\(against + along) curves with an effect they "
        + (kind == .viability
          ? "begin near 0 and rise with dose" : "begin near \(full) and fall with dose")
        + ", as \(other) does",
      needed: "the scale that the responses are on",
      hint: "--scale \(other), or --scale-is-right if \(kind.rawValue) is meant")
  }
}

extension ResponseScale {
  /// Notes responses that cannot be on the stated scale, however noisy.
  fileprivate func noteImpossible(
    largest: Double, ninth: Double, noting faults: FaultCollector
  ) {
    if notation == .fraction, ninth > 5 {
      faults.note(
        at: nil,
        found: "the largest response is \(largest), which as a fraction is "
          + "\((largest * 100).rounded()) %",
        needed: "responses on the stated scale, \(described)",
        hint: "--notation percent if 100 is full, or --scale signal if they are not normalised")
    }
    if self == .viability(.percent), ninth <= 2.1, largest > 0 {
      faults.note(
        at: nil, found: "no viability of the table is far above \(largest) %",
        needed: "responses on the stated scale, \(described)",
        hint: "--notation fraction if 1 is full")
    }
  }
}
