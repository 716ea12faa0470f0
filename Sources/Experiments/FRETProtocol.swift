import Citations
import Quantities

/// A competition for the BH3 groove read by energy transfer, as data.
///
/// The guide gives two potencies from such an assay and none of what they depend on; protein, tracer
/// and the tracer's affinity are therefore asked for and have no default.
public struct FRETProtocol: Hashable, Sendable {
  public var protein: Concentration
  public var tracer: Concentration
  public var tracerDissociation: Concentration
  /// Wells of each dose.
  public var replicates = 3
  /// Wells with tracer and without protein: what is read with nothing bound. [C]
  public var backgroundWells = 6
  /// Wells without competitor. [C]
  public var vehicleWells = 6
  /// The ratio read without and with all tracer bound. [C]
  public var ratioFree = 0.2
  public var ratioBound = 1.2
  /// The coefficient of variation between equal wells. [C]
  public var wellVariation = 0.04

  public init(protein: Concentration, tracer: Concentration, tracerDissociation: Concentration) {
    self.protein = protein
    self.tracer = tracer
    self.tracerDissociation = tracerDissociation
  }
}

extension FRETProtocol: DescribedProtocol {
  public var sheet: ProtocolSheet {
    sheet(
      protein: "\(protein) of binding sites",
      tracer: "\(tracer), dissociation constant \(tracerDissociation)")
  }

  /// The course of the assay before anyone has said how much protein and tracer a well holds.
  public static var outline: ProtocolSheet {
    FRETProtocol(protein: .zero, tracer: .zero, tracerDissociation: .zero).sheet(
      protein: "binding sites, as many as are asked for: there is no default",
      tracer: "its concentration and dissociation constant, as asked for: there is no default")
  }

  private func sheet(protein: String, tracer: String) -> ProtocolSheet {
    let asked = Provenance.chosen(because: "given by the person who asked; the guide states none")
    let chosen = Provenance.chosen(because: "the guide gives no protocol")
    return ProtocolSheet(
      "FRET competition for the BH3 groove", readout: "emission ratio",
      steps: [
        .init("protein", protein, asked),
        .init("tracer", tracer, asked),
        .init("competitor", "the drug over its doses, at equilibrium", chosen),
        .init(
          "layout",
          "\(replicates) wells a dose, \(vehicleWells) without competitor, "
            + "\(backgroundWells) without protein", chosen),
        .init("reading", "ratio \(ratioFree) with free tracer, \(ratioBound) with bound", chosen),
        .init("noise", "CV \(wellVariation) between wells", chosen),
      ],
      cautions: [
        "The IC50 of this assay is neither Ki nor Kd: it depends on protein and tracer.",
        "It cannot fall below about half the protein in the well, however tightly the drug binds.",
        "Doses are of drug in buffer without serum: nominal is total, and nothing is bound elsewhere.",
      ])
  }
}
