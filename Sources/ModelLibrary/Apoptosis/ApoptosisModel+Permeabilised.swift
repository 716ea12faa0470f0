import Citations
import Experiments
import Expressions
import Quantities
import ReactionNetworks

/// The cell opened for BH3 profiling: peptides reach the mitochondria, nothing is made or lost any
/// more, and no caspase answers.
extension ApoptosisModel {
  /// The cells at rest, permeabilised at the end of equilibration; each peptide is given as a drug by
  /// the name ``BH3Peptide/treatment``, all of it free.
  public func permeabilised(for peptides: [BH3Peptide]) -> CellModel {
    var cell = cellModel
    for peptide in peptides { add(peptide, to: &cell.network) }
    let stopped = cell.network.parameters.filter { $0.symbol.name.hasPrefix("halfLife_") }
    cell.equilibration.append(
      .init(
        "permeabilised", for: .seconds(1),
        changesAtStart: [Protein.procaspase3, .procaspase6, .procaspase8].map {
          .init(set: $0.species, to: .number(0))
        } + stopped.map { .init(set: $0.symbol, to: .number(Self.foreverInSeconds)) }))
    cell.media += peptides.map {
      .init(drug: $0.treatment, symbol: $0.symbol, freeFraction: 1)
    }
    return cell
  }

  /// A half-life so long that nothing is lost or made in an hour.
  private static let foreverInSeconds = 1e15

  /// R1 for the peptide, and R3 for an activator's, written into a finished network.
  ///
  /// The peptide's concentration is held constant, so that it is no partner in the balance: what
  /// binds it changes the protein alone.
  private func add(_ peptide: BH3Peptide, to network: inout ReactionNetwork) {
    network.variables.append(
      Variable(
        peptide.symbol, name: peptide.treatment,
        kind: .species(in: CellCompartment.cytosol.symbol, measure: .concentration),
        behaviour: .heldConstant))
    let on = Symbol("kon_groove")
    for guardian in [Protein.bcl2, .bclXL, .mcl1, .bclW, .bfl1]
    where network.variable(guardian.species) != nil {
      guard let dissociation = affinity(of: peptide, for: guardian, in: &network) else { continue }
      let complex = Symbol("\(peptide.symbol)_\(guardian.rawValue)")
      declare(complex, "\(peptide.treatment):\(guardian.name)", in: &network)
      network.reactions.append(
        Reaction(
          Symbol("bind_\(complex)"), mechanism: "BH3 profiling",
          reactants: [.init(guardian.species)], products: [.init(complex)],
          forward: on.expression * peptide.symbol.expression * guardian.species.expression,
          reverse: dissociation.expression * on.expression * complex.expression))
    }
    guard peptide.isActivator else { return }
    for effector in ApoptosisNetwork.effectors {
      let touched = Symbol("\(peptide.symbol)_\(effector.protein.rawValue)")
      declare(touched, "\(peptide.treatment):\(effector.protein.name)", in: &network)
      let meeting = Symbol("kon_activation").expression * peptide.symbol.expression
      let weakened = peptide == .puma ? Symbol("weakness_PUMA").expression * meeting : meeting
      network.reactions += [
        Reaction(
          Symbol("touch_\(touched)"), mechanism: "BH3 profiling",
          reactants: [.init(effector.inactive)], products: [.init(touched)],
          forward: weakened * effector.inactive.expression,
          reverse: Symbol("koff_activation").expression * touched.expression),
        Reaction(
          Symbol("turn_\(touched)"), mechanism: "BH3 profiling", reactants: [.init(touched)],
          products: [.init(effector.active)],
          forward: Symbol("kcat_activation").expression * touched.expression),
      ]
    }
  }

  private func declare(_ complex: Symbol, _ name: String, in network: inout ReactionNetwork) {
    network.variables.append(
      Variable(
        complex, name: name,
        kind: .species(in: CellCompartment.outerMembrane.symbol, measure: .concentration)))
  }

  /// The parameter that holds an affinity, declared if it is the peptide's own; nil for no binding.
  private func affinity(
    of peptide: BH3Peptide, for guardian: Protein, in network: inout ReactionNetwork
  ) -> Symbol? {
    if let ligand = peptide.ligand {
      let known = Symbol("Kd_\(ligand)_\(guardian.rawValue)")
      return network.parameter(known)?.symbol
    }
    guard let own = peptide.ownAffinities.first(where: { $0.0 == guardian })?.1 else { return nil }
    let symbol = Symbol("Kd_\(peptide.symbol)_\(guardian.rawValue)")
    network.parameters.append(
      Parameter(
        symbol, name: "\(peptide.treatment):\(guardian.name) dissociation constant",
        value: own.value.nanomolar, unit: ConcentrationDimension.canonicalUnit.symbol,
        provenance: own.provenance, range: own.range, tags: [.dissociationConstant]))
    return symbol
  }
}
