import Citations
import Quantities

/// Co-immunoprecipitation of BCL-2 with its partners, as data.
public struct CoIPProtocol: Hashable, Sendable {
  /// How long the drug acts before the cells are lysed.
  public var exposure = Time.hours(4)
  /// How long the beads are washed, in all: 0.5–1 h. [C]
  public var washing = Time.minutes(45)
  /// The lysate's volume over the cells': what was in the cells is diluted so much. At least 10. [C]
  public var dilution = 50.0
  /// The share of the lysate that the input lane holds, of what the beads were given. [C]
  public var inputShare = 0.05
  /// The coefficient of variation of a band between blots. [C]
  public var bandVariation = 0.15
  /// The least band that can be told from the membrane, as a fraction of the vehicle's input band. [C]
  public var visibleBand = 0.02
  /// What beads with an unspecific antibody carry, as a fraction of the vehicle's input band. [C]
  public var unspecific = 0.004
  /// Blots of each lane.
  public var replicates = 3

  public init() {}
}

extension CoIPProtocol: DescribedProtocol {
  public var sheet: ProtocolSheet {
    let guide = Provenance.guide(.azd4320Guide, at: "Protocol C")
    let chosen = Provenance.chosen(because: "the guide gives no number")
    return ProtocolSheet(
      "co-immunoprecipitation of BCL-2",
      readout: "band density, AU (the vehicle's input band is 100)",
      steps: [
        .init("cells", "PC9 cells overexpressing BCL-2", guide),
        .init("treatment", "drug or DMSO, 4 h in the guide", guide),
        .init("lysis", "buffer with protease inhibitors", guide),
        .init(
          "lysis", "the cells' contents are diluted \(Int(dilution))-fold (at least 10)", chosen),
        .init("capture", "anti-BCL-2 overnight at 4 °C, then protein A/G beads for 1–2 h", guide),
        .init(
          "washing", "\(washing.formatted(in: .minutes)) in all; a complex keeps e^(−koff·t)",
          chosen),
        .init("elution", "boiled in SDS sample buffer", guide),
        .init("blot", "BCL-2, BIM, BAK, BAD; \(replicates) blots", guide),
        .init(
          "controls",
          "DMSO, IgG in place of the antibody, inputs (\(Int(100 * inputShare)) % of the lysate)",
          chosen),
        .init(
          "noise",
          "CV \(bandVariation) between blots; bands below "
            + "\(Int(100 * visibleBand)) % of the vehicle's input are not told from the membrane",
          chosen),
      ],
      cautions: [
        "BIM is an activator that BCL-2 holds, not a sensitizer as the guide calls it; BAD is one.",
        "Band density is no concentration: bands of one antibody compare with each other only.",
      ])
  }
}
