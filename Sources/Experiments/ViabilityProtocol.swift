import Assays
import Citations
import Quantities

/// Protocol B as data, with either of its readouts: what of a well still lives after three days.
///
/// The guide's protocol measures ATP, its table of potencies quotes MTT. They are different readouts
/// of the same wells, and both are here.
public struct ViabilityProtocol: Hashable, Sendable {
  public var assay: Assay
  public var format = PlateFormat.wells96
  /// Suspension cells; the guide says "a suitable density".
  public var cellsPerWell = 5_000
  /// How long the drug acts before the reagent is added.
  public var exposure = Time.hours(72)
  /// Wells of each condition.
  public var replicates = 3
  public var vehicleWells = 12
  /// Nothing is normalised to full kill: blanks stand for it.
  public var positiveControlWells = 0
  public var blankWells = 6
  public var signal: LuminescenceModel
  /// What is read, with its unit.
  public var readout: String { "\(assay.name) by \(assay.quantity), \(assay.unit)" }
  /// How the cells grow meanwhile, in words.
  public var growth = "the cells grow as their line does"

  public init(_ assay: Assay = .atp) {
    self.assay = assay
    signal = assay == .atp ? .atp : .mtt
  }

  /// What of the cells is measured.
  public enum Assay: String, CaseIterable, Hashable, Sendable {
    /// ATP by luciferase (CellTiter-Glo), RLU.
    case atp
    /// Reduction of MTT to formazan, absorbance.
    case mtt

    /// How quickly a dying cell's signal is lost, from death on. [C]
    public var dyingHalfLife: Time { self == .atp ? .hours(2) : .hours(6) }

    /// As tables and people write it.
    public var name: String { self == .atp ? "ATP" : "MTT" }
    /// The reader's quantity.
    public var quantity: String { self == .atp ? "luminescence" : "absorbance" }
    public var unit: String { self == .atp ? "RLU" : "AU" }
  }
}

extension ViabilityProtocol: PlateProtocol {
  public var sheet: ProtocolSheet {
    let guide = Provenance.guide(.azd4320Guide, at: "Protocol B")
    let unnamed = Provenance.fromMemory(
      nil, note: "the guide names MTT without a protocol; the usual steps")
    let reagent: [ProtocolSheet.Step] =
      switch assay {
      case .atp:
        [
          .init("reagent", "CellTiter-Glo, 10–15 min at room temperature", guide),
          .init("reading", "luminescence, RLU", guide),
        ]
      case .mtt:
        [
          .init("reagent", "MTT for 4 h, then solubilised", unnamed),
          .init("reading", "absorbance at 570 nm less that at 690 nm", unnamed),
        ]
      }
    let layout =
      "\(replicates) wells a condition, \(vehicleWells) vehicle, \(blankWells) blank (medium and reagent)"
    return ProtocolSheet(
      "cell viability by \(assay.name)", readout: "\(assay.quantity), \(assay.unit)",
      steps: [
        .init(
          "cells", "\(format.wellCount)-well plate, \(cellsPerWell) suspension cells a well",
          .chosen(because: "the guide says “a suitable density”")),
        .init(
          "treatment", "drug or DMSO (at most 0.5 %) for the time asked, 72 h in the guide", guide),
        .init(
          "growth", growth,
          .chosen(because: "leukaemia and lymphoma lines double in 20–48 h; no line's own was used")
        ),
      ] + reagent + [
        .init("layout", layout, .chosen(because: "the guide gives no layout")),
        .init("noise", signal.sentence, LuminescenceModel.provenance),
        .init(
          "signal",
          "each living cell counts 1; a dying one fades with a half-life of "
            + "\(assay.dyingHalfLife.formatted(in: .hours)) from death on; a cell that permeabilised "
            + "without caspases fades with one of 24 h (12–48)",
          .chosen(because: "the domain notes' rule; no line was measured")),
        .init(
          "full scale",
          "vehicle's signal after \(exposure.formatted(in: .hours)), or at the last reading if that "
            + "is earlier, for all times of an experiment; a single time is its own",
          .chosen(because: "scaled to a vehicle of its own, no time would show growth")),
      ],
      cautions: [
        "The guide's protocol B measures ATP, its Table 1 quotes MTT: the same wells read apart by "
          + "how slowly dead cells fade. Say which one a number comes from.",
        "IC50s of this assay are absolute: half of vehicle, less blank.",
      ])
  }
}
