import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R16. Caspases cut each other in a ring, BID on the way back to mitochondria, and PARP, by which
/// death is read; BAR holds stray caspase-8.
///
/// The ring caspase-3 → -6 → -8 → -3 is why a quiet cell must be protected: in EARM its quiet state is
/// unstable, and the round-off of a solver sets it off after some hours. BAR's level and the decay of
/// R17 make it stable.
extension ApoptosisNetwork {
  static let caspase6: Symbol = "C6"
  static let caspase8: Symbol = "C8"
  static let cleavedPARP: Symbol = "cPARP"
  static let heldCaspase8: Symbol = "C8_BAR"

  mutating func feedCaspasesBack() {
    let cytosol = CellCompartment.cytosol.symbol
    builder.mechanism = "R16 Caspase feedback"
    builder.species(Self.caspase6, name: "caspase-6", in: cytosol)
    builder.species(Self.caspase8, name: "caspase-8", in: cytosol)
    builder.species(Self.cleavedPARP, name: "PARP, cleaved", in: cytosol)
    let off = firstOrder("koff_caspase", "dissociation of a caspase from its substrate", 1e-3)
    let offPARP = firstOrder("koff_PARP", "dissociation of caspase-3/7 from PARP", 1e-2)
    let turnover = firstOrder("kcat_caspase", "cutting by a caspase", 1)
    let cuts: [(enzyme: Symbol, substrate: Protein, product: Symbol, on: Double)] = [
      (Self.caspase3, .parp, Self.cleavedPARP, 1e-3),
      (Self.caspase3, .procaspase6, Self.caspase6, 1e-3),
      (Self.caspase6, .procaspase8, Self.caspase8, 3e-5),
      (Self.caspase8, .procaspase3, Self.caspase3, 1e-4),
      (Self.caspase8, .bid, Self.tBID, 1e-4),
    ]
    for cut in cuts {
      let on = secondOrder(
        Symbol("kon_\(cut.enzyme)_\(cut.substrate.rawValue)"),
        "association of \(Self.name(of: cut.enzyme)) with \(cut.substrate.name)", cut.on)
      builder.catalyse(
        cut.enzyme, on: cut.substrate.species, to: cut.product, on: on.expression,
        off: (cut.substrate == .parp ? offPARP : off).expression, turnover: turnover.expression)
    }
    let onBAR = secondOrder("kon_BAR", "association of BAR with caspase-8", 1e-3)
    builder.bind(
      Self.caspase8, to: Protein.bar.species, on: onBAR.expression, off: off.expression,
      as: Self.heldCaspase8)
  }

  private static func name(of caspase: Symbol) -> String {
    switch caspase {
    case caspase3: "caspase-3/7"
    case caspase6: "caspase-6"
    default: "caspase-8"
    }
  }

  private mutating func firstOrder(_ symbol: Symbol, _ name: String, _ value: Double) -> Symbol {
    builder.parameter(
      symbol, name, Sourced(FirstOrderRate.perSecond(value), .seen(.earmCode, at: "EARM 1.0")))
  }

  private mutating func secondOrder(_ symbol: Symbol, _ name: String, _ value: Double) -> Symbol {
    builder.parameter(
      symbol, name,
      Sourced(SecondOrderRate.perNanomolarSecond(value), .seen(.earmCode, at: "EARM 1.0")))
  }
}
