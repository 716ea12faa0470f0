/// Steps 23 to 25, 27 and 28: the apoptosome cuts procaspase-3; XIAP blocks it until SMAC takes XIAP.
extension EARM1Builder {
  mutating func assembleApoptosome() {
    builder.mechanism = "Apoptosome"
    species("aApaf")
    catalyse("cCytoC", on: "Apaf", to: "aApaf", step(23, on: 5e-7, off: 1e-3, turnover: 1))
    bind("aApaf", to: "pC9", step(24, on: 5e-8, off: 1e-3), as: "Apop")
    catalyse("Apop", on: "pC3", to: "C3", step(25, on: 5e-9, off: 1e-3, turnover: 1))
    bind("XIAP", to: "Apop", step(27, on: 2e-6, off: 1e-3))
    bind("XIAP", to: "cSmac", step(28, on: 7e-6, off: 1e-3))
  }
}
