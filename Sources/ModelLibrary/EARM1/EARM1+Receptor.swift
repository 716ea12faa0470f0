/// Steps 1 to 4: a death ligand makes the receptor's complex, which cuts procaspase-8.
extension EARM1Builder {
  mutating func receiveDeathSignal() {
    builder.mechanism = "Death receptor"
    for symbol in ["DISC", "C8"] { species(.init(symbol)) }
    let receptor = step(1, on: 4e-7, off: 1e-3, turnover: 1e-5)
    bind("L", to: "pR", receptor)
    builder.convert(["L_pR"], to: ["DISC"], at: receptor.turnover, named: "produce_DISC")
    bind("flip", to: "DISC", step(2, on: 1e-6, off: 1e-3))
    catalyse("DISC", on: "pC8", to: "C8", step(3, on: 1e-6, off: 1e-3, turnover: 1))
    bind("BAR", to: "C8", step(4, on: 1e-6, off: 1e-3))
  }
}
