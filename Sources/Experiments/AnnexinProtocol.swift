import Citations
import Quantities

/// Annexin V and propidium iodide by flow cytometry, as data.
///
/// The guide quotes cell death "by flow cytometry" and gives no protocol; the steps are the usual ones.
public struct AnnexinProtocol: Hashable, Sendable {
  public var cellsPerTube = 100_000
  /// How long the drug acts before staining. The guide names no time for its patient samples.
  public var exposure = Time.hours(24)
  public var staining = Time.minutes(15)
  /// Events that are counted in each tube.
  public var events = 10_000
  /// Tubes of each condition.
  public var replicates = 3
  /// From active caspase-3/7 to Annexin V positive, each cell at its own time in this range. [C]
  public var annexinDelay = Time.minutes(30)...Time.hours(1)
  /// From Annexin V positive to PI positive. [C]
  public var iodideDelay = Time.hours(3)...Time.hours(6)
  /// How quickly a cell that permeabilised without caspases stains, with both at once. [C]
  public var slowDeath = Time.hours(24)
  /// The fraction of living cells that handling makes Annexin V positive. [C]
  public var handlingEarly = 0.03
  /// The fraction of living cells that handling makes positive for both. [C]
  public var handlingLate = 0.02
  /// The coefficient of variation of the handling between tubes. [C]
  public var handlingVariation = 0.25

  public init() {}
}

extension AnnexinProtocol: DescribedProtocol {
  public var sheet: ProtocolSheet {
    let usual = Provenance.fromMemory(
      nil, note: "the guide names flow cytometry without a protocol; the usual steps")
    let chosen = Provenance.chosen(because: "the domain notes' delays; no line was measured")
    func range(_ range: ClosedRange<Time>) -> String {
      "\(range.lowerBound.hours.forSheet)–\(range.upperBound.hours.forSheet) h"
    }
    return ProtocolSheet(
      "Annexin V and PI by flow cytometry", readout: "events in the quadrants",
      steps: [
        .init("cells", "\(cellsPerTube) a tube, \(replicates) tubes a condition", usual),
        .init(
          "treatment", "drug or DMSO for the time asked, 24 h by default",
          .chosen(because: "the guide gives a median EC50 of patient samples and no time")),
        .init(
          "staining", "Annexin V and PI, \(staining.formatted(in: .minutes)) in the dark", usual),
        .init(
          "controls",
          "unstained and single-stained tubes set the quadrants; vehicle beside every drug",
          usual),
        .init("reading", "\(events) events a tube", usual),
        .init("Annexin V", "positive \(range(annexinDelay)) after caspase-3/7 is active", chosen),
        .init("PI", "positive \(range(iodideDelay)) after Annexin V", chosen),
        .init(
          "without caspases",
          "permeabilised cells stain with both, half of them within "
            + slowDeath.formatted(in: .hours), chosen),
        .init(
          "noise",
          "counting (multinomial); of the living cells handling makes "
            + "\((100 * handlingEarly).forSheet) % early and \((100 * handlingLate).forSheet) % late, "
            + "CV \(handlingVariation) between tubes", chosen),
      ],
      cautions: [
        "The EC50 of cell death is the midpoint of early and late together, corrected for vehicle.",
        "Cells that have come apart are not counted as events; late fractions of long experiments "
          + "are too low for that reason, and the simulation does not show it.",
      ])
  }
}

extension Double {
  /// A whole number without its point, for a sentence.
  fileprivate var forSheet: String {
    self == rounded() ? String(Int(self)) : String(self)
  }
}
