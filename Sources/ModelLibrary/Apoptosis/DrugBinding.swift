import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R18 and R19. A BH3 mimetic enters the cell, fills grooves, and is set free again when the protein
/// that it sits in is lost.
///
/// That the drug survives its target is a decision: small molecules outlast the protein that the
/// proteasome takes apart. It matters at low doses, where the drug that enters would otherwise be
/// destroyed with short-lived complexes: death at 0.6 nM free AZD4320 comes at 13.7 h instead of 19.4 h
/// in RS4;11.
extension ApoptosisNetwork {
  mutating func bindDrugs(_ drugs: [BH3Mimetic], binding: ApoptosisModel.DrugBinding) {
    guard !drugs.isEmpty else { return }
    builder.mechanism = "R18 Drug uptake and binding"
    let on = builder.parameter(
      "kon_drug", "association of a BH3 mimetic with a groove",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-3), .chosen(because: "as BH3 proteins associate")),
      tags: [.drug])
    let isOn = builder.parameter(
      ApoptosisModel.drugBindingSwitch, "drug binding, off (0) or on (1)",
      Sourced(binding == .off ? 0 : 1, .chosen(because: "off in a negative control only")),
      tags: [.condition])
    for drug in drugs { give(drug, on: isOn * on) }
  }

  private mutating func give(_ drug: BH3Mimetic, on: Expression) {
    builder.mechanism = "R18 Drug uptake and binding"
    let permeability = builder.parameter(
      Symbol("permeability_\(drug.symbol)"), "uptake of \(drug.name)", drug.uptake, tags: [.drug])
    builder.species(
      drug.medium, name: "\(drug.name), free in the medium", in: CellCompartment.medium.symbol,
      behaviour: .heldConstant)
    builder.species(
      drug.symbol, name: drug.name, in: CellCompartment.cytosol.symbol)
    builder.equilibrate(
      drug.symbol, with: drug.medium.expression, permeability: permeability.expression)
    let targets = antiApoptotics.filter { drug.modelAffinity(for: $0) != nil }
    for target in targets { bind(drug, to: target, on: on) }
    builder.mechanism = "R19 Loss of drugged proteins"
    for target in targets { turnOver(target, heldBy: drug) }
  }

  private mutating func bind(_ drug: BH3Mimetic, to target: Protein, on: Expression) {
    guard let affinity = drug.modelAffinity(for: target) else { return }
    let inhibition = builder.parameter(
      Symbol("Ki_\(drug.symbol)_\(target.rawValue)"), "\(drug.name) Ki for \(target.name)",
      affinity, tags: [.drug, .dissociationConstant])
    builder.bind(drug.symbol, to: target.species, on: on, off: inhibition.expression * on)
  }

  private mutating func turnOver(_ target: Protein, heldBy drug: BH3Mimetic) {
    var rate = lossRate(of: target.species)
    if target == .mcl1, let stabilisation = drug.stabilisationOfMCL1 {
      let factor = builder.parameter(
        Symbol("stabilisation_\(drug.symbol)"), "how much more slowly \(drug.name):MCL-1 is lost",
        stabilisation, tags: [.drug])
      rate = rate / factor.expression
    }
    builder.losePartner(
      target.species, at: rate, from: Symbol("\(drug.symbol)_\(target.rawValue)"),
      freeing: drug.symbol)
  }
}
