import Citations
import Quantities

/// Methylation by bisulfite sequencing, as data: LINE-1 for the genome, or one silenced promoter.
public struct MethylationProtocol: Hashable, Sendable {
  public var region: Region
  /// From the drug to the harvest. Three days are two to three divisions. [C]
  public var exposure = Time.hours(72)
  /// Reads that cover a site. [C]
  public var depth = 500
  /// Cultures of each condition. [C]
  public var replicates = 3
  /// How the cells grow meanwhile, in words: without division nothing is lost.
  public var growth = "the cells grow as their line does"
  /// The share of unmethylated cytosines that bisulfite leaves unconverted, read as methylated. [C]
  public var unconverted = 0.01
  /// The standard deviation between cultures of the fraction itself. [C]
  public var cultureDeviation = 0.01

  public init(_ region: Region = .line1) { self.region = region }

  /// Where methylation is read.
  public enum Region: String, CaseIterable, Hashable, Sendable {
    /// A repeat that stands for the genome.
    case line1 = "LINE-1"
    /// The promoter of a silenced tumour suppressor; which one is not said.
    case promoter = "promoter"
  }
}

extension MethylationProtocol: DescribedProtocol {
  public var sheet: ProtocolSheet {
    let usual = Provenance.fromMemory(nil, note: "no guide describes it; the usual steps")
    let chosen = Provenance.chosen(because: "no guide gives a number")
    return ProtocolSheet(
      "\(region.rawValue) methylation by bisulfite sequencing",
      readout: "fraction of reads methylated",
      steps: [
        .init("treatment", "drug or solvent, once unless a schedule says otherwise", chosen),
        .init(
          "growth", growth, chosen),
        .init(
          "harvest", "after the time asked, \(exposure.formatted(in: .hours)) by default", chosen),
        .init(
          "conversion", "bisulfite, \((100 * unconverted).forPeople()) % of bare cytosines left",
          chosen),
        .init("reading", "\(depth) reads a site, \(replicates) cultures a condition", chosen),
        .init(
          "noise", "counting (binomial), and SD \(cultureDeviation) between cultures", chosen),
        .init("region", "LINE-1 repeats, or one silenced promoter", usual),
      ],
      cautions: [
        "The azacitidine guide gives no methylation data: every number of this module comes from "
          + "elsewhere or is a decision.",
        "Methylation is lost at division only; cells that do not divide keep it, whatever the drug.",
        "No gene is named: the promoter is one that is silenced, in general.",
        "RNA takes most of azacitidine. The share often quoted, 80–90 %, is believed rather than "
          + "measured; the guide's first reference found 65 to 35 (RNA to DNA) at 0.3 µM.",
      ])
  }
}
