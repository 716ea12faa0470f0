import Citations
import Expressions
import Quantities
import ReactionNetworks

/// A nucleoside analogue in the medium falls apart; what crosses into the cell is phosphorylated and
/// stays, until it is deaminated or used.
///
/// `dA/dt = −k A` and `dN/dt = 1.0 · hENT1 · kinase · A − 0.35 · CDA · N` per hour. The medium is
/// not emptied by the cells.
extension NucleosideModule {
  mutating func takeUp() {
    builder.mechanism = "A1 Hydrolysis, uptake and phosphorylation"
    let phosphorylation = rate(
      "phosphorylation", "uptake and phosphorylation", perHour: 1,
      .chosen(because: "sets the unit of what the cell holds"))
    let loss = rate(
      "nucleotideLoss", "loss of the nucleotides", perHour: 0.35,
      .chosen(because: "pools of hours; use and deamination lumped"))
    let transport = knob("hENT1", "hENT1 activity", response.hent1, 0...1)
    let deaminase = knob("CDA", "cytidine deaminase activity", response.cda, 1...10)
    for drug in drugs {
      builder.species(
        drug.medium, name: "\(drug.name), free in the medium", in: CellCompartment.medium.symbol)
      builder.species(
        drug.nucleotides, name: "\(drug.name) nucleotides", in: CellCompartment.cytosol.symbol)
      let hydrolysis = builder.parameter(
        Symbol("hydrolysis_\(drug.symbol)"), "hydrolysis of \(drug.name)", drug.hydrolysis,
        tags: [.drug])
      builder.degrade(drug.medium, rate: hydrolysis.expression)
      let kinase = kinase(drug.kinase)
      builder.reaction(
        Symbol("phosphorylate_\(drug.symbol)"), [], to: [.init(drug.nucleotides)],
        at: phosphorylation * transport * kinase * drug.medium)
      builder.degrade(drug.nucleotides, rate: loss * deaminase)
    }
  }

  private mutating func kinase(_ kinase: NucleosideAnalogue.Kinase) -> Symbol {
    let symbol = Symbol(kinase.rawValue)
    guard !builder.isDeclared(symbol) else { return symbol }
    let activity = kinase == .uck2 ? response.uck2 : response.dck
    return knob(symbol, "\(kinase.rawValue) activity", activity, 0...1)
  }

  private mutating func knob(
    _ symbol: Symbol, _ name: String, _ value: Double, _ range: ClosedRange<Double>
  ) -> Symbol {
    precondition(value.isFinite && value >= 0, "\(name) is \(value)")
    return builder.parameter(
      symbol, name, Sourced(value, .chosen(because: "1 is a sensitive cell"), range: range),
      tags: [.condition])
  }
}
