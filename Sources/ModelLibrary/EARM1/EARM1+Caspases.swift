/// Steps 5 to 10: the ring of caspases-8, -3 and -6, what XIAP does to it, and the cuts of PARP and BID.
extension EARM1Builder {
  mutating func activateCaspases() {
    builder.mechanism = "Caspases"
    for symbol in ["C3", "C6", "C3_U", "CPARP", "tBid"] { species(.init(symbol)) }
    catalyse("C8", on: "pC3", to: "C3", step(5, on: 1e-7, off: 1e-3, turnover: 1))
    catalyse("C3", on: "pC6", to: "C6", step(6, on: 1e-6, off: 1e-3, turnover: 1))
    catalyse("C6", on: "pC8", to: "C8", step(7, on: 3e-8, off: 1e-3, turnover: 1))
    catalyse("XIAP", on: "C3", to: "C3_U", step(8, on: 2e-6, off: 1e-3, turnover: 0.1))
    catalyse("C3", on: "PARP", to: "CPARP", step(9, on: 1e-6, off: 1e-2, turnover: 1))
    catalyse("C8", on: "Bid", to: "tBid", step(10, on: 1e-7, off: 1e-3, turnover: 1))
  }
}
