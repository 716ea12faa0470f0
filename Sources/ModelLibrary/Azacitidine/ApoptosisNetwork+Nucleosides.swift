import Experiments
import Expressions
import Quantities
import Simulation

/// Where the nucleoside analogues reach into the apoptosis network, and what is read of them.
extension ApoptosisNetwork {
  /// What multiplies a protein's synthesis: nothing in a cell that is given no analogue.
  ///
  /// All synthesis follows translation; NOXA's also its message, and BIM's and PUMA's the tumour
  /// suppressors.
  func synthesisFactor(of protein: Protein) -> Expression {
    guard answersNucleosides else { return 1 }
    let translation = NucleosideModule.translation.expression
    switch protein {
    case .noxa: return NucleosideModule.noxaMessage * translation
    case .bim, .puma: return (1 + "priming" * NucleosideModule.reactivation) * translation
    default: return translation
    }
  }
}

extension ApoptosisModel {
  /// AML cells that can be given both analogues, and venetoclax.
  public static var answeringNucleosides: ApoptosisModel {
    var model = ApoptosisModel(of: .genericAML, drugs: [.venetoclax])
    model.nucleosides = ModelLibrary.nucleosideAnalogues
    return model
  }

  var nucleosideMedia: [CellModel.DrugMedium] {
    nucleosides.map {
      .init(drug: $0.name, symbol: $0.medium, freeFraction: $0.freeFraction.value)
    }
  }

  var nucleosideObservables: [Readout] {
    guard !nucleosides.isEmpty else { return [] }
    let isCompensating = nucleosideResponse.pyrimidineCompensation > 0
    return NucleosideObservable.allCases.filter { $0 != .compensation || isCompensating }.map {
      Readout($0.rawValue, unit: $0.unit, $0.formula(drugs: drugs))
    }
  }
}

/// What can be read of a cell that answers nucleoside analogues, by the name that
/// `CellExperiment.observable(_:)` of the room Experiments takes.
public enum NucleosideObservable: String, CaseIterable, Sendable, Hashable {
  case inRNA = "azacitidine in RNA"
  case inDNA = "azacytosine in DNA"
  case dnmt1 = "DNMT1"
  case promoterMethylation = "promoter methylation"
  case genomeMethylation = "genome methylation"
  case suppressor = "tumour suppressor"
  case reactivation = "expression gained"
  case stress = "stress response"
  case noxaMessage = "NOXA message"
  case translation = "translation"
  case growth = "growth"
  /// What a live cell's ATP is of an untreated one's: 0.7 + 0.3 τ. [C]
  case energy = "ATP of a live cell"
  /// Only in cells that adapt.
  case compensation = "pyrimidine compensation"
  case noxa = "NOXA, all"
  case mcl1 = "MCL-1, all"
  case bcl2 = "BCL-2, all"
  case noxaOnMCL1 = "MCL-1:NOXA"
  case bimOnMCL1 = "MCL-1:BIM"

  public var unit: String {
    switch self {
    case .inRNA, .inDNA: "nM-equivalents"
    case .noxa, .mcl1, .bcl2, .noxaOnMCL1, .bimOnMCL1: "nM"
    case .noxaMessage: "fold"
    default: "fraction"
    }
  }

  func formula(drugs: [BH3Mimetic]) -> Expression {
    func complex(_ ligand: Symbol) -> Symbol { Symbol("\(ligand)_\(Protein.mcl1.rawValue)") }
    switch self {
    case .inRNA: return NucleosideModule.inRNA.expression
    case .inDNA: return NucleosideModule.inDNA.expression
    case .dnmt1: return NucleosideModule.dnmt1.expression
    case .promoterMethylation: return NucleosideModule.promoter.expression
    case .genomeMethylation: return NucleosideModule.genome.expression
    case .suppressor: return NucleosideModule.suppressor.expression
    case .reactivation: return NucleosideModule.reactivation.expression
    case .stress: return NucleosideModule.stress.expression
    case .noxaMessage: return NucleosideModule.noxaMessage.expression
    case .translation: return NucleosideModule.translation.expression
    case .growth: return NucleosideModule.growth.expression
    case .energy: return 0.7 + 0.3 * NucleosideModule.translation
    case .compensation: return NucleosideModule.compensationStages[2].expression
    case .noxa: return Protein.noxa.species + complex(Protein.noxa.species)
    case .noxaOnMCL1: return complex(Protein.noxa.species).expression
    case .bimOnMCL1: return complex(Protein.bim.species).expression
    case .mcl1: return all(.mcl1, drugs)
    case .bcl2: return all(.bcl2, drugs)
    }
  }

  /// Free and in complexes. NOXA sits on MCL-1 alone, BAD on the others.
  private func all(_ guardian: Protein, _ drugs: [BH3Mimetic]) -> Expression {
    let ligands =
      [Protein.bim.species, Protein.puma.species, ApoptosisNetwork.tBID]
      + [guardian == .mcl1 ? Protein.noxa.species : Protein.bad.species]
      + ApoptosisNetwork.effectors.map(\.active)
      + drugs.filter { $0.modelAffinity(for: guardian) != nil }.map(\.symbol)
    return ligands.reduce(guardian.species.expression) {
      $0 + Symbol("\($1)_\(guardian.rawValue)").expression
    }
  }
}
