import Assays
import Citations
import Quantities

/// Protocol A as data: the homogeneous caspase-3/7 luminescence assay.
///
/// The guide heads this protocol "fluorometric" and names Caspase-Glo 3/7, whose signal is
/// luminescence; Primed follows the reagent.
public struct CaspaseProtocol: Hashable, Sendable {
  public var format = PlateFormat.wells96
  public var cellsPerWell = 10_000
  /// Cells rest in the plate this long before they are treated.
  public var preincubation = Time.hours(18)
  /// Drug or solvent acts this long before the reagent is added.
  public var exposure = Time.hours(6)
  /// The reagent lyses the cells and glows this long, at room temperature in the dark.
  public var development = Time.minutes(45)
  public var readout = "Caspase-Glo 3/7 luminescence, RLU"
  /// Wells of each dose.
  public var replicates = 3
  public var vehicleWells = 12
  public var positiveControlWells = 6
  public var blankWells = 6
  /// What the full effect is measured with, in the line itself.
  public var positiveControl = Treatment([
    .init("AZD4320", .micromolar(1), .free), .init("S63845", .micromolar(1), .free),
  ])
  public var signal = LuminescenceModel.caspase

  public init() {}
}

extension CaspaseProtocol: PlateProtocol {
  public var sheet: ProtocolSheet { sheet(for: .held) }

  /// - Parameter reading: how a cell that fired some time ago is read.
  public func sheet(for reading: CaspaseAssay.Reading) -> ProtocolSheet {
    let guide = Provenance.guide(.azd4320Guide, at: "Protocol A")
    return ProtocolSheet(
      "caspase-3/7 activity, homogeneous luminescence", readout: readout,
      steps: [
        .init(
          "cells",
          "\(format.wellCount)-well plate, \(cellsPerWell) cells a well, "
            + "\(preincubation.formatted(in: .hours)) before treatment", guide),
        .init(
          "treatment", "drug or DMSO (at most 0.5 %) for the time asked, 6 h in the guide", guide),
        .init(
          "reagent",
          "Caspase-Glo 3/7, a volume equal to the medium's, "
            + "\(development.formatted(in: .minutes)) of 30–60 min at room temperature in the dark",
          guide),
        .init("reading", readout, guide),
        .init(
          "layout",
          "\(replicates) wells a condition, \(vehicleWells) vehicle, "
            + "\(positiveControlWells) positive, \(blankWells) blank",
          .chosen(because: "the guide gives no layout")),
        .init(
          "positive control",
          positiveControl.doses.map { "\($0.drug) \($0.concentration) \($0.basis.rawValue)" }
            .joined(separator: " and ") + ", in the unchanged line",
          .chosen(because: "the guide names no positive control")),
        .init("noise", signal.sentence, LuminescenceModel.provenance),
        .init(
          "signal", reading.sentence,
          .chosen(because: "a bell in time: a strong dose may read lower late than early")),
        fullScale(for: reading),
      ],
      cautions: [
        "The guide heads this protocol “fluorometric”; Caspase-Glo 3/7 is read as luminescence.",
        "EC50s of this assay are relative: halfway between the fitted plateaus.",
        reading.caution,
        "The positive control is no ceiling: its cells died first and have faded longest, so that a "
          + "dose which kills later may read above it.",
      ])
  }

  private func fullScale(for reading: CaspaseAssay.Reading) -> ProtocolSheet.Step {
    switch reading {
    case .held:
      .init(
        "full scale",
        "the positive control's signal after \(exposure.formatted(in: .hours)), or at the last "
          + "reading if that is earlier, for all times: the control's own wells fade too",
        .chosen(because: "scaled to a control as faded as the samples, no fading would show"))
    case .instantaneous:
      .init(
        "full scale", "the positive control's highest signal up to the last reading, for all times",
        .chosen(because: "its caspase is gone long before the reading"))
    }
  }
}
