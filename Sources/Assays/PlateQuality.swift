import NumericalMethods
import Quantities

/// How well an assay tells its two controls apart, and how well its replicates agree.
///
/// Each number is nil where there are too few usable wells to tell.
///
/// ## References
/// [Zhang1999] for Z′ and the limit of 0.5; [Zhang2007] for SSMD, [Zhang2011] for its robust form;
/// [ShroutFleiss1979] for the agreement of replicates.
public struct PlateQuality: Hashable, Sendable {
  public let group: ControlGroup
  /// The control with the signal, and the one with the background.
  public let signalRole: WellRole
  public let backgroundRole: WellRole
  /// Usable wells of each.
  public let signalWells: Int
  public let backgroundWells: Int
  /// 1 − 3 (σ₁ + σ₀) / |μ₁ − μ₀|.
  public let zPrime: Double?
  /// The same from medians and median absolute deviations.
  public let robustZPrime: Double?
  /// (μ₁ − μ₀) / √(σ₁² + σ₀²).
  public let strictlyStandardisedMeanDifference: Double?
  /// The same from medians and median absolute deviations.
  public let robustStrictlyStandardisedMeanDifference: Double?
  /// μ₁ / μ₀; nil where the background is not above zero.
  public let signalToBackground: Double?
  /// Standard deviation over mean of each control, as fractions.
  public let signalVariation: Double?
  public let backgroundVariation: Double?
  /// The median, over the conditions with replicates, of their standard deviation over mean.
  public let replicateVariation: Double?
  /// The part of the samples' variance that lies between conditions rather than within them: 1 where
  /// replicates agree, 0 where a replicate tells nothing of another (the intraclass correlation of one
  /// well; below 0 by chance).
  public let replicateAgreement: Double?
  public let verdict: QualityVerdict

  /// Judges one group of wells by two of its controls.
  public init(
    of observations: [PlateObservation], in group: ControlGroup, signal: WellRole,
    background: WellRole
  ) {
    self.group = group
    signalRole = signal
    backgroundRole = background
    let usable = observations.filter { $0.isUsable && group.isServed(by: $0) }
    let high = usable.filter { $0.role == signal }.map(\.value)
    let low = usable.filter { $0.role == background }.map(\.value)
    signalWells = high.count
    backgroundWells = low.count
    let highMean = OrderStatistics.mean(of: high)
    let lowMean = OrderStatistics.mean(of: low)
    let highDeviation = OrderStatistics.standardDeviation(of: high)
    let lowDeviation = OrderStatistics.standardDeviation(of: low)

    zPrime = Self.zFactor(highMean, lowMean, highDeviation, lowDeviation)
    robustZPrime =
      high.count > 1 && low.count > 1
      ? Self.zFactor(
        OrderStatistics.median(of: high), OrderStatistics.median(of: low),
        OrderStatistics.medianAbsoluteDeviation(of: high),
        OrderStatistics.medianAbsoluteDeviation(of: low)) : nil
    if let highMean, let lowMean, let highDeviation, let lowDeviation,
      highDeviation + lowDeviation > 0
    {
      strictlyStandardisedMeanDifference =
        (highMean - lowMean)
        / (highDeviation * highDeviation + lowDeviation * lowDeviation).squareRoot()
    } else {
      strictlyStandardisedMeanDifference = nil
    }
    robustStrictlyStandardisedMeanDifference = Self.robustDifference(high, low)
    if let highMean, let lowMean, lowMean > 0 {
      signalToBackground = highMean / lowMean
    } else {
      signalToBackground = nil
    }
    signalVariation = Self.variation(of: high)
    backgroundVariation = Self.variation(of: low)
    let samples = usable.filter { $0.role == .sample }
    let conditions = Dictionary(grouping: samples) { Condition(drug: $0.drug, dose: $0.dose) }
      .values.map { $0.map(\.value) }.sorted { $0.lexicographicallyPrecedes($1) }
    replicateVariation = OrderStatistics.median(
      of: conditions.compactMap(Self.variation))
    replicateAgreement = Self.agreement(within: conditions)
    verdict = QualityVerdict(zPrime: zPrime)
  }

  /// Judges every group among the observations that has one of the two controls or a sample.
  public static func groups(
    of observations: [PlateObservation], signal: WellRole, background: WellRole
  ) -> [PlateQuality] {
    let relevant = observations.filter { [signal, background, .sample].contains($0.role) }
    // A blank has no line of its own; it makes no group where groups with lines are.
    let withLine = relevant.filter { $0.line != nil }
    let groups = Set((withLine.isEmpty ? relevant : withLine).map(ControlGroup.init))
    return groups.sorted().map {
      PlateQuality(of: observations, in: $0, signal: signal, background: background)
    }
  }

  private struct Condition: Hashable {
    let drug: String?
    let dose: NominalDose?
  }

  private static func zFactor(
    _ high: Double?, _ low: Double?, _ highSpread: Double?, _ lowSpread: Double?
  ) -> Double? {
    guard let high, let low, let highSpread, let lowSpread, high != low else { return nil }
    return 1 - 3 * (highSpread + lowSpread) / (high - low).magnitude
  }

  private static func robustDifference(_ high: [Double], _ low: [Double]) -> Double? {
    guard high.count > 1, low.count > 1, let highMedian = OrderStatistics.median(of: high),
      let lowMedian = OrderStatistics.median(of: low),
      let highSpread = OrderStatistics.medianAbsoluteDeviation(of: high),
      let lowSpread = OrderStatistics.medianAbsoluteDeviation(of: low), highSpread + lowSpread > 0
    else { return nil }
    return (highMedian - lowMedian) / (highSpread * highSpread + lowSpread * lowSpread).squareRoot()
  }

  /// The intraclass correlation of one well, from one-way mean squares with unequal groups.
  private static func agreement(within conditions: [[Double]]) -> Double? {
    let groups = conditions.filter { $0.count > 1 }
    let count = Double(groups.reduce(0) { $0 + $1.count })
    guard groups.count > 1, let mean = OrderStatistics.mean(of: groups.flatMap(\.self)) else {
      return nil
    }
    var (between, within, squares) = (0.0, 0.0, 0.0)
    for group in groups {
      let own = group.reduce(0, +) / Double(group.count)
      between += Double(group.count) * (own - mean) * (own - mean)
      within += group.reduce(0) { $0 + ($1 - own) * ($1 - own) }
      squares += Double(group.count * group.count)
    }
    let freedom = Double(groups.count - 1)
    let typical = (count - squares / count) / freedom
    let (meanBetween, meanWithin) = (between / freedom, within / (count - Double(groups.count)))
    let total = meanBetween + (typical - 1) * meanWithin
    return total > 0 ? (meanBetween - meanWithin) / total : nil
  }

  private static func variation(of values: [Double]) -> Double? {
    guard let mean = OrderStatistics.mean(of: values), mean != 0,
      let deviation = OrderStatistics.standardDeviation(of: values)
    else { return nil }
    return deviation / mean.magnitude
  }
}

/// Whether the controls are far enough apart to read potencies from the plate.
public enum QualityVerdict: String, Hashable, Sendable {
  /// Z′ of at least 0.5.
  case accept
  /// Z′ between 0 and 0.5: large effects can be told from none, finer ones not.
  case marginal
  /// Z′ below 0: the controls overlap.
  case reject
  /// Too few control wells to tell.
  case undetermined

  init(zPrime: Double?) {
    guard let zPrime else {
      self = .undetermined
      return
    }
    self = zPrime >= 0.5 ? .accept : zPrime >= 0 ? .marginal : .reject
  }
}

extension PlateQuality {
  /// The verdict as one sentence for a person.
  public var sentence: String {
    let prefix = group.name
    guard let zPrime else {
      return "\(prefix): quality unknown, with \(signalWells) \(signalRole.noun) and "
        + "\(backgroundWells) \(backgroundRole.noun) wells; two of each are needed."
    }
    let number = zPrime.forPeople(digits: 2)
    switch verdict {
    case .accept: return "\(prefix): accepted, Z′ \(number) (0.5 or more is asked for)."
    case .marginal:
      return "\(prefix): marginal, Z′ \(number) (0.5 or more is asked for); only large effects "
        + "can be told from none."
    case .reject, .undetermined:
      return "\(prefix): rejected, Z′ \(number); \(signalRole.noun) and \(backgroundRole.noun) "
        + "overlap."
    }
  }
}
