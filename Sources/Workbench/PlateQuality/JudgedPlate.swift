import Assays
import FileFormats
import NumericalMethods
import Quantities

/// One plate with everything that is said of its quality.
public struct JudgedPlate: Sendable {
  /// Numbers and patterns of one state of the readings.
  public struct Findings: Sendable {
    /// One a line, where the plate holds several.
    public let groups: [PlateQuality]
    public let position: PositionAnalysis
  }

  public let plate: LaidOutPlates.Plate
  /// As read.
  public let findings: Findings
  public let correction: PlateCorrection
  /// After the correction; nil where none was asked for.
  public let corrected: Findings?
  /// The readings as they go on: corrected where that was asked for.
  public let judgedObservations: [PlateObservation]
  public let saturation: PlateSaturation
  /// What place did, by rows and columns or smoothly; nil where the correction is another, or too few
  /// wells can be compared.
  public let surface: PlateSurface?
  /// How the person asked, by options or by keys.
  let form: StatementForm

  init(
    _ plate: LaidOutPlates.Plate, correction: PlateCorrection, seed: UInt64, permutations: Int,
    in form: StatementForm
  ) {
    self.plate = plate
    self.form = form
    self.correction = correction
    findings = Self.findings(plate.observations, plate.format, seed, permutations)
    saturation = PlateSaturation(of: plate.observations)
    let background = findings.position.background
    surface = correction.surface.flatMap {
      PlateSurface($0, of: plate.observations, background: background, format: plate.format)
    }
    judgedObservations = correction.corrected(
      plate.observations, by: findings.position, format: plate.format, surface: surface)
    corrected =
      correction == .none
      ? nil : Self.findings(judgedObservations, plate.format, seed, permutations)
  }

  public var name: String { plate.name }

  /// What holds for the readings that go on.
  public var judged: Findings { corrected ?? findings }

  /// Wells of the layout without a usable value, and why.
  public var leftOut: [(well: PlateObservation, reason: String)] {
    plate.observations.filter { !$0.isUsable }.map { ($0, $0.flag?.text ?? "no number") }
  }

  private static func findings(
    _ observations: [PlateObservation], _ format: PlateFormat, _ seed: UInt64,
    _ permutations: Int
  ) -> Findings {
    let (signal, background) = controlPair(of: observations)
    return Findings(
      groups: PlateQuality.groups(of: observations, signal: signal, background: background),
      position: PositionAnalysis(
        of: observations, format: format, permutations: permutations, seed: seed))
  }

  /// Vehicle and positive control, or vehicle and blank where there is no positive control; the one
  /// with the higher median is the signal.
  private static func controlPair(
    of observations: [PlateObservation]
  ) -> (signal: WellRole, background: WellRole) {
    func median(_ role: WellRole) -> Double? {
      OrderStatistics.median(
        of: observations.filter { $0.isUsable && $0.role == role }.map(\.value))
    }
    let other: WellRole = median(.positiveControl) == nil ? .blank : .positiveControl
    let vehicleIsHigher = (median(.vehicle) ?? 0) >= (median(other) ?? 0)
    return vehicleIsHigher ? (.vehicle, other) : (other, .vehicle)
  }

  /// Z′ decides; what place or the reader did to the plate makes it marginal at best.
  public var verdict: QualityVerdict {
    let controls = QualityVerdict.worst(of: judged.groups.map(\.verdict))
    guard controls == .accept else { return controls }
    let share = Double(leftOut.count) / Double(max(1, plate.observations.count))
    return judged.position.found.isEmpty && !saturation.isPresent && share <= 0.05
      ? .accept : .marginal
  }
}
