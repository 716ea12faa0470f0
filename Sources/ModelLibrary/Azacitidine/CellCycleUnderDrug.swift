import Citations
import Experiments
import Expressions
import Quantities
import ReactionNetworks

/// How far a cell is on its way to division, slowed by what the drug does to growth.
///
/// `dΦ/dt = g / Td` with `g = (1 − 0.6 ΔE)(0.5 + 0.5 τ)`: arrest by tumour suppressors, and a
/// metabolism that needs protein synthesis. A cell outside the cycle has g = 0 and no S phase.
extension NucleosideModule {
  static let progress: Symbol = "cycleProgress"
  static let age: Symbol = "cycleAge"
  static let exitHazard: Symbol = "exitHazard"
  static let exitThreshold: Symbol = "exitThreshold"
  static let cycling: Symbol = "cycling"
  static let doublingTime: Symbol = "doublingTime"
  static let growth: Symbol = "growth"
  /// φS.
  static let sPhase: Symbol = "sPhase"

  mutating func declareCycle() {
    builder.mechanism = "A8 Cell cycle"
    builder.parameter(
      Self.cycling, "in the cycle (1) or out of it (0)",
      Sourced(response.cycling.factor, .chosen(because: "a growing culture")), tags: [.condition])
    let fraction = builder.parameter(
      "sPhaseFraction", "fraction of cycling cells in S phase",
      Sourced(0.4, .chosen(because: "a fast-growing leukaemia line")))
    builder.assign(
      Self.sPhase, name: "in S phase (φS)", unit: "fraction", to: fraction * Self.cycling)
    builder.parameter(
      Self.doublingTime, "from birth to division where nothing slows it",
      Sourced(Time.hours(30), .chosen(because: "20–48 h are usual; an experiment sets its own")),
      tags: [.condition])
    builder.parameter(
      Self.exitThreshold, "the summed hazard at which this cell leaves the cycle",
      Sourced(1, .chosen(because: "an experiment draws one for each cell")), tags: [.condition])
  }

  mutating func progressThroughCycle() {
    builder.mechanism = "A8 Cell cycle"
    let metabolism = builder.parameter(
      "metabolicShare", "share of growth that follows translation",
      Sourced(
        0.5, .chosen(because: "no evidence here; the guide says only that metabolism suffers")))
    builder.assign(
      Self.growth, name: "growth relative to an untreated cell", unit: "fraction",
      to: (1 - "arrest" * Self.reactivation)
        * (1 - metabolism * (1 - Self.translation.expression)))
    builder.quantity(
      Self.progress, name: "progress through the cycle", unit: "fraction",
      rate: Self.cycling * Self.growth / Self.doublingTime.expression)
    builder.quantity(Self.age, name: "time since birth", unit: "s", rate: 1)
    let exit = rate(
      "exitRate", "leaving the cycle to differentiate, at full expression", perHour: 0.02,
      .chosen(because: "a few percent of cells a day"))
    builder.quantity(
      Self.exitHazard, name: "summed hazard of leaving the cycle", unit: "1",
      rate: exit * .maximum(Self.reactivation.expression, 0) * Self.cycling)
  }

  static func cycle(_ drugs: [NucleosideAnalogue], _ response: NucleosideResponse) -> CellCycle {
    CellCycle(
      clock: clock(drugs, response), progress: progress, age: age, exitHazard: exitHazard,
      exitThreshold: exitThreshold, cycling: cycling, doublingTime: doublingTime,
      inheritance: inheritance)
  }
}
