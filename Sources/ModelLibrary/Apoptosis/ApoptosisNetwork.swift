import Citations
import Expressions
import Quantities
import ReactionNetworks

/// The apoptosis network in the making: the order in which its mechanisms are written, and what they
/// share.
///
/// Each mechanism is an extension in a file of its own, and declares its own numbers.
struct ApoptosisNetwork {
  var builder: NetworkBuilder
  let levels: [Protein: Sourced<Concentration>]
  /// Whether the cell answers nucleoside analogues, which reach into synthesis.
  let answersNucleosides: Bool
  let topology: MOMPTopology
  /// The proteins of this network, in their order: all but the optional ones that have no level.
  let proteins: [Protein]

  /// Every complex of a BH3-only protein with an anti-apoptotic.
  var guardedBH3: [GuardedBH3] = []
  /// Every complex of an active effector with an anti-apoptotic.
  var guardedEffectors: [GuardedEffector] = []

  struct GuardedBH3 {
    let bh3: Symbol
    let guardian: Protein
    let complex: Symbol
  }

  struct GuardedEffector {
    let effector: Effector
    let guardian: Protein
    let complex: Symbol
  }

  /// The anti-apoptotics of this network.
  var antiApoptotics: [Protein] {
    [.bcl2, .bclXL, .mcl1, .bclW, .bfl1].filter(proteins.contains)
  }
  /// The BH3-only proteins of this network that are made as such; tBID comes from BID.
  var bh3Only: [Protein] { [.bim, .puma, .bad, .noxa, .hrk].filter(proteins.contains) }
  static let effectors = [Effector.bax, .bak]
  /// BID cut by caspase-8.
  static let tBID: Symbol = "tBID"

  /// - Parameter levels: every protein's level; one that is missing has its default.
  init(
    named name: String, levels: [Protein: Sourced<Concentration>], drugs: [BH3Mimetic],
    drugBinding: ApoptosisModel.DrugBinding, topology: MOMPTopology = .embedded,
    caspaseCleavage: ApoptosisModel.CaspaseCleavage = .off,
    nucleosides: (drugs: [NucleosideAnalogue], response: NucleosideResponse) = ([], .init())
  ) {
    builder = NetworkBuilder(name: name)
    answersNucleosides = !nucleosides.drugs.isEmpty
    self.levels = levels
    self.topology = topology
    proteins = ApoptosisModel.present(levels)
    for compartment in CellCompartment.allCases {
      builder.compartment(compartment.symbol, name: compartment.name)
    }
    declareProteins()
    bindBH3Proteins()
    turnProteinsOver()
    activateEffectors()
    retrotranslocateEffectors()
    formPores()
    permeabiliseOuterMembrane()
    assembleApoptosome()
    activateCaspases()
    inhibitByXIAP()
    feedCaspasesBack()
    if caspaseCleavage == .on { cleaveAntiApoptotics() }
    decayReleasedProteins()
    bindDrugs(drugs, binding: drugBinding)
    if answersNucleosides {
      NucleosideModule.declare(nucleosides.drugs, nucleosides.response, in: &builder)
    }
  }

  /// Each protein at its level, unbound; the cell model brings it to rest before it is used.
  private mutating func declareProteins() {
    for protein in proteins {
      builder.parameter(
        protein.level, "\(protein.name) level", levels[protein] ?? protein.defaultLevel,
        tags: [.abundance])
    }
    for protein in proteins {
      builder.species(
        protein.species, name: protein.name, in: protein.compartment.symbol,
        initial: .formula(protein.level.expression))
    }
    builder.species(Self.tBID, name: "tBID", in: CellCompartment.outerMembrane.symbol)
    for effector in Self.effectors {
      builder.species(
        effector.active, name: "\(effector.protein.name)*",
        in: CellCompartment.outerMembrane.symbol)
    }
    builder.parameter(
      Self.crowding, "crowding of the outer membrane",
      Sourced(
        1, .chosen(because: "crowding is absorbed in the effective dissociation constants"),
        range: 1...15))
  }

  private static let crowding: Symbol = "crowding"

  /// A meeting rate of two molecules, faster by the crowding factor if both are in the membrane.
  func meeting(_ rate: Symbol, inMembrane: Bool = true) -> Expression {
    inMembrane ? Self.crowding * rate : rate.expression
  }
}

/// The states of BAX or BAK: inactive, active in the membrane, and their oligomers.
struct Effector: Hashable {
  let protein: Protein
  let active: Symbol
  let dimer: Symbol
  let pore: Symbol

  static let bax = Effector(.bax)
  static let bak = Effector(.bak)

  private init(_ protein: Protein) {
    self.protein = protein
    active = Symbol("\(protein.rawValue)_active")
    dimer = Symbol("\(protein.rawValue)2")
    pore = Symbol("\(protein.rawValue)4")
  }

  var inactive: Symbol { protein.species }
  /// BAK waits in the membrane; BAX comes from the cytosol.
  var waitsInMembrane: Bool { protein.compartment == .outerMembrane }
}
