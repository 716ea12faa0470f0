import Citations
import Quantities

/// BH3 profiling as data: peptides on permeabilised cells, read by the cytochrome c that is lost.
public struct BH3ProfileProtocol: Hashable, Sendable {
  /// How long the peptide acts.
  public var exposure = Time.minutes(60)
  /// Wells of each peptide and concentration.
  public var replicates = 3
  /// Wells with solvent, and with a pore former that empties every mitochondrion. [C]
  public var vehicleWells = 6
  public var fullReleaseWells = 6
  /// The standard deviation between wells, as a fraction of full release. [C]
  public var wellDeviation = 0.03

  public init() {}
}

extension BH3ProfileProtocol: DescribedProtocol {
  public var sheet: ProtocolSheet {
    let usual = Provenance.fromMemory(nil, note: "no guide describes it; the usual steps")
    let chosen = Provenance.chosen(because: "no guide gives a number")
    return ProtocolSheet(
      "BH3 profiling", readout: "cytochrome c lost, % of full release",
      steps: [
        .init("cells", "permeabilised, so that peptides reach the mitochondria", usual),
        .init("treatment", "one BH3 peptide at a constant concentration, caspases off", usual),
        .init("time", exposure.formatted(in: .minutes), usual),
        .init(
          "controls", "solvent (0 %) and a pore former such as alamethicin (100 %)", usual),
        .init(
          "layout",
          "\(replicates) wells a condition, \(vehicleWells) solvent, "
            + "\(fullReleaseWells) full release", chosen),
        .init(
          "noise", "SD \(Int((100 * wellDeviation).rounded())) % of full release between wells",
          chosen),
        .init(
          "model", "no protein is made or lost during the hour, and BAX of the cytosol stays",
          chosen),
      ],
      cautions: [
        "BIM, BID and PUMA activate BAX and BAK; BAD, NOXA and HRK only empty grooves.",
        "The peptides have the affinities of the model's proteins; BIM and PUMA bind more tightly in "
          + "cells than as peptides.",
      ])
  }
}
