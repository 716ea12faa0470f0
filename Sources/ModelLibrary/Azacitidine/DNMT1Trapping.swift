import Citations
import Expressions
import Quantities
import ReactionNetworks

/// Azacytosine in new DNA holds DNMT1 for good, and the cell degrades what is held.
///
/// `dM/dt = 0.06 (1 − M) − 5 D φS M` per hour, with D in µM-equivalents and M = 1 in an untreated
/// cell.
extension NucleosideModule {
  static let dnmt1: Symbol = "DNMT1"
  /// The time since birth, weighed by how much DNMT1 was missing: `∫ (1 − M) dt`.
  static let missedMaintenance: Symbol = "missedMaintenance"

  mutating func trapDNMT1() {
    builder.mechanism = "A3 DNMT1 trapping"
    let renewal = rate(
      "DNMT1_renewal", "synthesis and loss of DNMT1", perHour: 0.06,
      .chosen(because: "a half-life of about 12 h"))
    let trapping = builder.parameter(
      "DNMT1_trapping", "trapping of DNMT1 by azacytosine in DNA",
      Sourced(
        SecondOrderRate.perNanomolarSecond(5e-3 / 3600),
        .chosen(because: "5 per µM and hour: DNMT1 is nearly gone a day after 1 µM")))
    builder.quantity(
      Self.dnmt1, name: "DNMT1", unit: "fraction", initial: .number(1),
      rate: renewal * (1 - Self.dnmt1.expression) - trapping * Self.inDNA * Self.sPhase * Self.dnmt1
    )
    builder.quantity(
      Self.missedMaintenance, name: "maintenance missed since birth", unit: "s",
      rate: 1 - Self.dnmt1.expression)
  }
}
