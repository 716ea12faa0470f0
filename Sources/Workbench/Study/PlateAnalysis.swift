import Assays
import DoseResponse
import Experiments

/// A plate taken to a verdict: normalised to its controls, judged, fitted; or refused, with the reason.
public struct PlateAnalysis: Sendable {
  /// Why nothing could be fitted, in words; nil if it could.
  public let refusal: String?
  /// The fraction of positive control of each sample well, with its nominal dose in nM.
  public let points: [(dose: Double, response: Double)]
  /// The same for every well that has one.
  public let responses: [WellAddress: Double]
  public let quality: [QualityRow]
  public let curve: CurveSummary?

  /// One measure of a plate's quality, for a table.
  public struct QualityRow: Sendable, Hashable {
    public let measure: String
    /// Nil where there are too few wells to tell.
    public let value: Double?
    public let verdict: String
  }

  /// Normalises to vehicle and positive control, as protocol A names them.
  public init(of observations: [PlateObservation]) {
    quality = PlateQuality.groups(
      of: observations, signal: .positiveControl, background: .vehicle
    ).flatMap(Self.rows)
    let outcome = Self.fit(observations)
    refusal = outcome.refusal
    curve = outcome.curve
    responses = Dictionary(
      outcome.wells.map { ($0.observation.well, $0.response) },
      uniquingKeysWith: { first, _ in first })
    points = outcome.wells.compactMap { well in
      guard well.observation.role == .sample, let dose = well.observation.dose?.concentration
      else { return nil }
      return (dose: dose.nanomolar, response: well.response)
    }
  }

  private struct Outcome {
    var refusal: String?
    var curve: CurveSummary?
    /// The wells with a response.
    var wells: [NormalisedObservation] = []
  }

  /// The four-parameter log-logistic curve that the protocol names, behind the gate for no effect.
  ///
  /// Plain least squares: the noise of luminescence grows with its signal, so the many quiet wells of
  /// a plate would set a robust fit's scale and have the loud ones set aside as outlying.
  private static var options: DoseResponseFitOptions {
    var options = DoseResponseFitOptions()
    options.model = .only(.logLogistic4)
    options.loss = .leastSquares
    return options
  }

  private static func fit(_ observations: [PlateObservation]) -> Outcome {
    let normalisation = ControlNormalisation.fractionOfPositiveControl
    do {
      let normalised = try normalisation.normalise(observations)
      let series = try SeriesAssembly.series(of: normalised, scale: normalisation.responseScale)
      guard let first = series.first else {
        return Outcome(refusal: "the plate holds no sample wells")
      }
      var fitter = DoseResponseFitter(options: options)
      return Outcome(
        curve: CurveSummary(fitter.fit(first.series)),
        wells: normalised.filter(\.response.isFinite))
    } catch {
      return Outcome(refusal: "\(error)")
    }
  }

  private static func rows(_ quality: PlateQuality) -> [QualityRow] {
    [
      QualityRow(measure: "Z′", value: quality.zPrime, verdict: quality.sentence),
      QualityRow(measure: "robust Z′", value: quality.robustZPrime, verdict: ""),
      QualityRow(measure: "SSMD", value: quality.strictlyStandardisedMeanDifference, verdict: ""),
      QualityRow(measure: "signal to background", value: quality.signalToBackground, verdict: ""),
      QualityRow(
        measure: "variation of the positive control, %",
        value: quality.signalVariation.map { 100 * $0 }, verdict: ""),
      QualityRow(
        measure: "variation of the vehicle, %", value: quality.backgroundVariation.map { 100 * $0 },
        verdict: ""),
      QualityRow(
        measure: "variation of replicates, median, %",
        value: quality.replicateVariation.map { 100 * $0 }, verdict: ""),
    ]
  }
}
