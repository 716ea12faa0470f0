import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R11, R12 and R13. Cytochrome c unfolds APAF-1, seven of which close into a wheel, and caspase-9
/// mounts it: the apoptosome.
///
/// The wheel grows by single molecules and holds together only once it is closed: six open steps fall
/// apart quickly, the seventh hardly at all.
extension ApoptosisNetwork {
  /// Assembled, with caspase-9, and free to cut.
  static let apoptosome: Symbol = "APOP"
  /// APAF-1 opened by cytochrome c, and its oligomers up to the closed heptamer.
  static func openAPAF(_ count: Int) -> Symbol { Symbol("A\(count)") }
  static let heptamer = openAPAF(7)

  mutating func assembleApoptosome() {
    let cytosol = CellCompartment.cytosol.symbol
    for count in 1...7 {
      builder.species(
        Self.openAPAF(count), name: count == 1 ? "APAF-1*" : "APAF-1* \(count)-mer", in: cytosol)
    }
    openAPAF1()
    closeWheel()
    mountCaspase9()
  }

  private mutating func openAPAF1() {
    builder.mechanism = "R11 Opening of APAF-1"
    func number(_ symbol: Symbol, _ name: String, _ value: Double) -> Symbol {
      builder.parameter(
        symbol, name, Sourced(FirstOrderRate.perSecond(value), .seen(.earmCode, at: "EARM 1.0")))
    }
    let on = builder.parameter(
      "kon_APAF", "association of cytochrome c with APAF-1",
      Sourced(SecondOrderRate.perNanomolarSecond(5e-4), .seen(.earmCode, at: "EARM 1.0")))
    let off = number("koff_APAF", "dissociation of cytochrome c from APAF-1", 1e-3)
    let turnover = number("kcat_APAF", "opening of APAF-1", 1)
    builder.catalyse(
      Self.released(.cytochromeC), on: Protein.apaf1.species, to: Self.openAPAF(1),
      on: on.expression, off: off.expression, turnover: turnover.expression)
  }

  private mutating func closeWheel() {
    builder.mechanism = "R12 Assembly of the heptamer"
    let on = builder.parameter(
      "kon_heptamer", "addition of one open APAF-1",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-3),
        .chosen(because: "a heptamer that closes in minutes")))
    let off = builder.parameter(
      "koff_heptamer", "loss of one APAF-1 from an open chain",
      Sourced(FirstOrderRate.perSecond(1e-1), .chosen(because: "open chains must not last")))
    let closedOff = builder.parameter(
      "koff_closedHeptamer", "opening of the closed heptamer",
      Sourced(FirstOrderRate.perSecond(1e-4), .chosen(because: "a closed wheel has no free end")))
    for count in 1...6 {
      builder.convert(
        [Self.openAPAF(1), Self.openAPAF(count)], to: [Self.openAPAF(count + 1)],
        at: on.expression, back: (count < 6 ? off : closedOff).expression,
        named: Symbol("grow_\(Self.openAPAF(count + 1))"))
    }
  }

  private mutating func mountCaspase9() {
    builder.mechanism = "R13 Caspase-9 mounts the heptamer"
    let reason = Provenance.chosen(because: "one functional unit a heptamer")
    let on = builder.parameter(
      "kon_C9", "association of caspase-9 with the heptamer",
      Sourced(SecondOrderRate.perNanomolarSecond(1e-3), reason))
    let off = builder.parameter(
      "koff_C9", "dissociation of caspase-9 from the heptamer",
      Sourced(FirstOrderRate.perSecond(1e-2), reason))
    builder.bind(
      Self.heptamer, to: Protein.caspase9.species, on: on.expression, off: off.expression,
      as: Self.apoptosome, named: "apoptosome")
  }
}
