import Citations
import Expressions
import Quantities
import ReactionNetworks

/// EARM 1.0, the extrinsic apoptosis reaction model, as it is distributed with PySB: 58 species and 70
/// one-way reactions, amounts in molecules of one cell.
///
/// It is restated here so that solvers can be checked without a file: the end states of a thousand
/// variants are known. For Primed's own questions use ``ApoptosisModel``.
///
/// ## References
/// [Albeck2008]; numbers as in the code that PySB carries.
///
/// ## Departures from the paper
/// None in the numbers. The flux of `2 M → M2` is written `kf/2 · M²`, as the exported file has it; with
/// its kf of 2e-6 over the membrane's share of the volume this is the paper's 1e-6 · M².
public enum EARM1 {
  public static let network: ReactionNetwork = {
    var model = EARM1Builder()
    model.receiveDeathSignal()
    model.activateCaspases()
    model.permeabiliseMitochondria()
    model.assembleApoptosome()
    return model.finishedNetwork
  }()

  /// The identifier that the exported SBML file gives a species, such as `__s12` for `Bcl2`; nil for a
  /// symbol that is no species of the model.
  ///
  /// State order is the file's order, so the number is the place in the state.
  public static func sbmlIdentifier(of species: Symbol) -> String? {
    EARM1Builder.speciesInFileOrder.firstIndex(of: species).map { "__s\($0)" }
  }
}

/// EARM 1.0 in the making. Reactions are numbered as in the paper: kf, kr and kc of step 5 are `kf5`,
/// `kr5`, `kc5`.
struct EARM1Builder {
  var builder = NetworkBuilder(name: "EARM 1.0")
  private let cell: Symbol
  private static let provenance = Provenance.seen(
    .albeck2008, at: "through the code that PySB carries")

  /// The share of the cell's volume that the mitochondrial membrane is taken to be: within it, partners
  /// meet more often by its reciprocal.
  static let membraneShare = 0.07

  init() {
    cell = builder.compartment("cell", name: "cell")
    for (symbol, molecules) in Self.initialAmounts {
      let amount = builder.parameter(
        Symbol("\(symbol)_0"), "\(symbol) at the start", Sourced(molecules, Self.provenance),
        tags: [.abundance])
      species(symbol, initial: .formula(amount.expression))
    }
  }

  mutating func species(_ symbol: Symbol, initial: Variable.InitialValue = .number(0)) {
    builder.species(symbol, in: cell, initial: initial)
  }

  /// The numbers of one step of the paper.
  struct Step {
    let on: Expression
    let off: Expression
    let turnover: Expression
  }

  /// Declares the numbers of a step; a step that binds only has no `turnover`.
  mutating func step(
    _ number: Int, on: Double, off: Double, turnover: Double? = nil
  ) -> Step {
    func rate(_ prefix: String, _ name: String, _ value: Double) -> Expression {
      builder.parameter(
        Symbol("\(prefix)\(number)"), "\(name), step \(number)", Sourced(value, Self.provenance)
      ).expression
    }
    return Step(
      on: rate("kf", "forward", on), off: rate("kr", "reverse", off),
      turnover: turnover.map { rate("kc", "catalysis", $0) } ?? 0)
  }

  /// `E + S ⇌ E:S → E + P` with the numbers of a step.
  mutating func catalyse(_ enzyme: Symbol, on substrate: Symbol, to product: Symbol, _ step: Step) {
    builder.catalyse(
      enzyme, on: substrate, to: product, on: step.on, off: step.off, turnover: step.turnover)
  }

  mutating func bind(_ first: Symbol, to second: Symbol, _ step: Step, as complex: Symbol? = nil) {
    builder.bind(first, to: second, on: step.on, off: step.off, as: complex)
  }

  /// The network in molecules, its species in the order of the exported file.
  var finishedNetwork: ReactionNetwork {
    var network = builder.network
    let place = Dictionary(
      uniqueKeysWithValues: Self.speciesInFileOrder.enumerated().map { ($1, $0) })
    network.variables.sort { (place[$0.symbol] ?? .max) < (place[$1.symbol] ?? .max) }
    for index in network.variables.indices {
      network.variables[index].kind = .species(in: cell, measure: .amount)
      network.variables[index].unit = "molecules"
    }
    for index in network.parameters.indices {
      network.parameters[index].unit = Self.unit(of: network.parameters[index].symbol)
    }
    return network
  }

  private static func unit(of parameter: Symbol) -> String {
    if parameter.name.hasSuffix("_0") { return "molecules" }
    // Forward steps that only move a molecule are first-order: 13, 22 and 26 are translocations.
    let translocations = ["kf13", "kf22", "kf26"]
    let isBimolecular =
      parameter.name.hasPrefix("kf") && !translocations.contains(parameter.name)
    return isBimolecular ? "1/(molecule·s)" : "1/s"
  }

  private static let initialAmounts: [(Symbol, Double)] = [
    ("L", 3000), ("pR", 200), ("flip", 100), ("pC8", 20_000), ("BAR", 1000), ("pC3", 10_000),
    ("pC6", 10_000), ("XIAP", 100_000), ("PARP", 1_000_000), ("Bid", 40_000), ("Bcl2c", 20_000),
    ("Bax", 100_000), ("Bcl2", 20_000), ("Mito", 500_000), ("mCytoC", 500_000),
    ("mSmac", 100_000), ("Apaf", 100_000), ("pC9", 100_000),
  ]

  static let speciesInFileOrder: [Symbol] = [
    "L", "pR", "flip", "pC8", "BAR", "pC3", "pC6", "XIAP", "PARP", "Bid", "Bcl2c", "Bax", "Bcl2",
    "Mito", "mCytoC", "mSmac", "Apaf", "pC9", "L_pR", "DISC", "flip_DISC", "DISC_pC8", "C8",
    "BAR_C8", "C8_pC3", "C8_Bid", "C3", "tBid", "C3_pC6", "XIAP_C3", "C3_PARP", "Bcl2c_tBid",
    "tBid_Bax", "C6", "C3_U", "CPARP", "aBax", "C6_pC8", "MBax", "Bcl2_MBax", "Bax2", "Bcl2_Bax2",
    "Bax4", "Bcl2_Bax4", "Bax4_Mito", "AMito", "AMito_mCytoC", "AMito_mSmac", "ACytoC", "ASmac",
    "cCytoC", "cSmac", "cCytoC_Apaf", "XIAP_cSmac", "aApaf", "Apop", "Apop_pC3", "XIAP_Apop",
  ]
}
