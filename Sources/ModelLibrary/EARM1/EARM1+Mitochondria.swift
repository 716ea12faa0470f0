import Expressions

/// Steps 11 to 22 and 26: tBID turns BAX, which moves to the membrane, pairs twice, and opens a
/// mitochondrion that lets cytochrome c and SMAC go. BCL-2 holds BAX at each size.
extension EARM1Builder {
  mutating func permeabiliseMitochondria() {
    activateBAX()
    assemblePores()
    openMitochondria()
  }

  private mutating func activateBAX() {
    builder.mechanism = "BAX activation"
    for symbol in ["aBax", "MBax"] { species(.init(symbol)) }
    bind("Bcl2c", to: "tBid", step(11, on: 1e-6, off: 1e-3))
    catalyse("tBid", on: "Bax", to: "aBax", step(12, on: 1e-7, off: 1e-3, turnover: 1))
    move("aBax", to: "MBax", step(13, on: 1e-2, off: 1e-2))
  }

  private mutating func assemblePores() {
    builder.mechanism = "BAX pore"
    for symbol in ["Bax2", "Bax4"] { species(.init(symbol)) }
    let (held, paired) = (1e-6 / Self.membraneShare, 2e-6 / Self.membraneShare)
    bind("Bcl2", to: "MBax", step(14, on: held, off: 1e-3))
    pair("MBax", to: "Bax2", step(15, on: paired, off: 1e-3))
    bind("Bcl2", to: "Bax2", step(16, on: held, off: 1e-3))
    pair("Bax2", to: "Bax4", step(17, on: paired, off: 1e-3))
    bind("Bcl2", to: "Bax4", step(18, on: held, off: 1e-3))
  }

  private mutating func openMitochondria() {
    builder.mechanism = "Release from mitochondria"
    for symbol in ["AMito", "ACytoC", "ASmac", "cCytoC", "cSmac"] { species(.init(symbol)) }
    let opening = step(19, on: 1e-6 / Self.membraneShare, off: 1e-3, turnover: 1)
    bind("Bax4", to: "Mito", opening)
    builder.convert(["Bax4_Mito"], to: ["AMito"], at: opening.turnover, named: "produce_AMito")
    let release = 2e-6 / Self.membraneShare
    catalyse("AMito", on: "mCytoC", to: "ACytoC", step(20, on: release, off: 1e-3, turnover: 10))
    catalyse("AMito", on: "mSmac", to: "ASmac", step(21, on: release, off: 1e-3, turnover: 10))
    move("ACytoC", to: "cCytoC", step(22, on: 1e-2, off: 1e-2))
    move("ASmac", to: "cSmac", step(26, on: 1e-2, off: 1e-2))
  }

  private mutating func move(_ species: Symbol, to place: Symbol, _ step: Step) {
    builder.convert(
      [species], to: [place], at: step.on, back: step.off, named: Symbol("move_\(species)"))
  }

  private mutating func pair(_ monomer: Symbol, to dimer: Symbol, _ step: Step) {
    builder.convert(
      [monomer, monomer], to: [dimer], at: 0.5 * step.on, back: step.off,
      named: Symbol("pair_\(monomer)"))
  }
}
