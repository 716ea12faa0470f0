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
  /// For each curve, whether fractions and percents are mixed in it.
  private var mixtures: [MixedNotation] = [MixedNotation()]
  private var mixed = MixedNotation.Tally()
  private var asFraction = Tally()
  private var asPercent = Tally()
  /// Responses by the tenth of a decade of their magnitude, from 1e-6 to 1e12.
  private var histogram = [Int](repeating: 0, count: 180)
  private var count = 0
  private var largest = 0.0
  private var range = (least: Double.infinity, most: -Double.infinity)
  private var withSign = 0
  private var withoutSign: TextPosition?
  private var firstSign: TextPosition?

  mutating func expectCurves(_ count: Int) {
    ends = [Ends](repeating: Ends(), count: max(1, count))
    mixtures = [MixedNotation](repeating: MixedNotation(), count: max(1, count))
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
    range = (min(range.least, response), max(range.most, response))
    mixtures[curve].note(response, dose: dose)
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
      mixtures[index].endCurve(&mixed)
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

  /// The scale, stated or in the header; its notation, stated or unmistakable; a fault for what is
  /// neither.
  func scale(
    _ statement: DoseTableStatement, _ plan: DoseTablePlan, noting faults: FaultCollector,
    _ notices: inout [String]
  ) -> ResponseScale? {
    if let stated = statement.kind, let titled = plan.responseHeader.kind, stated != titled,
      !statement.scaleIsSure
    {
      faults.note(.scaleContradicted(title: titled, stated: stated), at: nil, in: statement.form)
      return nil
    }
    // A number of successes is a share of its trials, whichever way it goes.
    if plan.trials != nil { return .inhibition(.fraction) }
    guard let kind = statement.kind ?? plan.responseHeader.kind else {
      faults.note(.scaleMissing, at: nil, in: statement.form)
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
      faults.note(.notationMissing(kind, largest: largest), at: nil, in: statement.form)
      return nil
    }
    if given == nil {
      notices.append(
        "Responses were read as \(kind.rawValue) "
          + (notation == .percent ? "in percent (100 is full)." : "as a fraction (1 is full)."))
    }
    guard let scale = ResponseScale(kind: kind, notation: notation) else { return nil }
    noteImpossible(scale, statement, noting: faults)
    noteMistakenScale(kind, notation, statement, noting: faults)
    noteMixedNotation(scale, statement, noting: faults, &notices)
    noteEffectThroughout(kind, notation, statement, noting: faults)
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
    faults.note(
      .scaleMistaken(kind, notation, against: against, of: against + along), at: nil,
      in: statement.form)
  }

  /// Asks where every response lies where only a full effect would be: on the other scale that is none.
  private func noteEffectThroughout(
    _ kind: ResponseScale.Kind, _ notation: ResponseScale.Notation,
    _ statement: DoseTableStatement, noting faults: FaultCollector
  ) {
    let full = notation == .percent ? 100.0 : 1
    let isThroughout =
      kind == .viability ? range.most <= 0.3 * full : range.least >= 0.7 * full
    guard isThroughout, count > 0, !statement.scaleIsSure, faults.isEmpty else { return }
    faults.note(.effectThroughout(kind, notation), at: nil, in: statement.form)
  }

  /// Asks where fractions stand among percents, in one curve of ten or more; fewer are told.
  private func noteMixedNotation(
    _ scale: ResponseScale, _ statement: DoseTableStatement, noting faults: FaultCollector,
    _ notices: inout [String]
  ) {
    let count = scale.kind == .viability ? mixed.ifFalling : mixed.ifRising
    guard scale.notation == .percent, !statement.scaleIsSure, count > 0, let example = mixed.example
    else { return }
    let fault = DoseTableFault.notationMixed(
      curves: count, of: mixed.curves, fraction: example.fraction, percent: example.percent)
    if 10 * count >= mixed.curves {
      faults.note(fault, at: nil, in: statement.form)
    } else {
      notices.append("Look at this: \(fault.found(in: statement.form)).")
    }
  }

  /// Notes responses that cannot be on the stated scale, however noisy.
  private func noteImpossible(
    _ scale: ResponseScale, _ statement: DoseTableStatement, noting faults: FaultCollector
  ) {
    let ninth = quantile(0.9)
    if scale.notation == .fraction, ninth > 5 {
      faults.note(.beyondFraction(largest: largest, scale), at: nil, in: statement.form)
    }
    if scale == .viability(.percent), ninth <= 2.1, largest > 0 {
      faults.note(.belowPercent(largest: largest, scale), at: nil, in: statement.form)
    }
  }
}
