import Experiments
import FileFormats
import Quantities
import Synergy

/// What two drugs do together beside what they would do independently, pair by pair.
///
/// The dead fraction is counted over cells, relative to vehicle, and its interval comes from
/// resampling founders; where wells were repeated, the excess of viability stands beside it with an
/// interval over repeats.
struct CombinationTable {
  private let plan: VirtualAssayPlan
  private var rows: TidyTable
  private(set) var findings: [String] = []

  init(_ plan: VirtualAssayPlan) {
    self.plan = plan
    rows = TidyTable(
      columns: [
        TidyColumn("origin", meaning: "simulated"), TidyColumn("line", meaning: "the cell line"),
        TidyColumn("time_h", unit: "h", meaning: "time since treatment"),
        TidyColumn("drug", meaning: "the first drug"),
        TidyColumn("nominal_nM", unit: "nM", meaning: "its dose as pipetted"),
        TidyColumn("free_nM", unit: "nM", meaning: "the part of it that is free to act"),
        TidyColumn("drug_2", meaning: "the second drug"),
        TidyColumn("nominal_2_nM", unit: "nM", meaning: "its dose as pipetted"),
        TidyColumn("free_2_nM", unit: "nM", meaning: "the part of it that is free to act"),
        TidyColumn("dead_1", meaning: "fraction of cells dead under the first drug alone"),
        TidyColumn("dead_2", meaning: "fraction of cells dead under the second drug alone"),
        TidyColumn("dead_both", meaning: "fraction dead under both, of those vehicle left alive"),
        TidyColumn("bliss_expected", meaning: "fraction dead if the two acted independently"),
        TidyColumn("bliss_excess", meaning: "dead_both less bliss_expected"),
        TidyColumn("excess_low", meaning: "lower 95 % bound over resampled founders"),
        TidyColumn("excess_high", meaning: "upper 95 % bound over resampled founders"),
        TidyColumn("verdict", meaning: "synergy, antagonism or no departure shown"),
        TidyColumn("signal_excess", meaning: "excess loss of the measured signal, from wells"),
        TidyColumn("signal_excess_low", meaning: "its lower 95 % bound over repeats"),
        TidyColumn("signal_excess_high", meaning: "its upper 95 % bound over repeats"),
      ])
  }

  /// nil for a single drug.
  var table: TidyTable? { plan.drugs.count == 2 ? rows : nil }

  /// - Parameter viabilities: of each condition's repeats, in the order of the plan's conditions.
  mutating func add(_ cells: VirtualCells, at time: Time, viabilities: [[Viability]]?) {
    guard plan.drugs.count == 2 else { return }
    let conditions = plan.conditions
    let place = Dictionary(
      uniqueKeysWithValues: conditions.enumerated().map { ($1, $0) })
    let fates = cells.conditions.map { Self.fates($0, time) }
    let vehicle = Self.fates(cells.vehicle, time)
    var pairs: [CombinationFates] = []
    for (index, condition) in conditions.enumerated()
    where condition.doses.allSatisfy({ $0 > .zero }) {
      guard let first = place[.init(doses: [condition.doses[0], .zero])],
        let second = place[.init(doses: [.zero, condition.doses[1]])]
      else { continue }
      let pair = CombinationFates(
        vehicle: vehicle, first: fates[first], second: fates[second], both: fates[index])
      pairs.append(pair)
      let excess = pair.excess(seed: plan.seed)
      let wells = viabilities.flatMap {
        BlissExcess(first: $0[first], second: $0[second], both: $0[index])
      }
      append(
        condition, cells.line.name, time,
        alone: [first, second].map { cells.conditions[$0].deadFraction(by: time) }, excess, wells)
    }
    if pairs.count > 1, let mean = CombinationFates.meanExcess(of: pairs, seed: plan.seed) {
      findings.append(
        "\(cells.line.name), \(time.formatted(in: .hours)): mean Bliss excess over \(pairs.count) "
          + "pairs \(mean.mean.forPeople()) (95 % over cells "
          + "\(mean.interval.lowerBound.forPeople()) to \(mean.interval.upperBound.forPeople())).")
    }
  }

  private mutating func append(
    _ condition: VirtualAssayPlan.Condition, _ line: String, _ time: Time, alone: [Double?],
    _ excess: BlissExcess?, _ wells: BlissExcess?
  ) {
    let given = plan.given(condition)
    rows.append(
      [.text("simulated"), .text(line), .number(time.hours)]
        + given.flatMap {
          [TidyValue.text($0.drug), .number($0.nominalNanomolar), .number($0.freeNanomolar)]
        } + alone.map(TidyValue.number(orMissing:)) + [
          .number(orMissing: excess?.observed.fraction),
          .number(orMissing: excess?.expected.fraction), .number(orMissing: excess?.value),
          .number(orMissing: excess?.interval?.lowerBound),
          .number(orMissing: excess?.interval?.upperBound),
          .text(orMissing: excess?.verdict.rawValue), .number(orMissing: wells?.value),
          .number(orMissing: wells?.interval?.lowerBound),
          .number(orMissing: wells?.interval?.upperBound),
        ])
  }

  private static func fates(_ arm: TreatedPopulation.Arm, _ time: Time) -> [CloneFate] {
    arm.fatesByFounder(by: time).map { CloneFate(dead: $0.dead, known: $0.known) }
  }
}
