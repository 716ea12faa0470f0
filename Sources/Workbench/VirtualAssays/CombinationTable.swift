import Experiments
import FileFormats
import ModelLibrary
import Quantities
import Synergy

/// What two drugs do together beside what they would do independently, pair by pair.
///
/// The dead fraction is counted over cells, relative to vehicle, and its interval comes from
/// resampling founders; where wells were repeated, the excess of viability stands beside it with an
/// interval over repeats.
///
/// In cells that divide, a fraction counted in cells dilutes early deaths among the daughters of those
/// that lived. The surviving fraction of founders' lineages, which division leaves alone, stands beside
/// it with an excess of its own; what the dead fraction is judged by stays as it is.
struct CombinationTable {
  private let plan: VirtualAssayPlan
  private var rows: TidyTable
  private(set) var findings: [String] = []

  init(_ plan: VirtualAssayPlan) {
    self.plan = plan
    var columns = [
      TidyColumn("origin", meaning: "simulated"), TidyColumn("line", meaning: "the cell line"),
      TidyColumn("time_h", unit: "h", meaning: "time since treatment"),
      TidyColumn("drug", meaning: "the first drug"),
      TidyColumn("nominal_nM", unit: "nM", meaning: "its dose as pipetted"),
      TidyColumn("free_nM", unit: "nM", meaning: "the part of it that is free to act"),
      TidyColumn("drug_2", meaning: "the second drug"),
      TidyColumn("nominal_2_nM", unit: "nM", meaning: "its dose as pipetted"),
      TidyColumn("free_2_nM", unit: "nM", meaning: "the part of it that is free to act"),
    ]
    if plan.isScheduled {
      columns.append(TidyColumn("schedule", meaning: "every dose and wash of the pair, in order"))
    }
    columns += Self.cellColumns
    columns += Self.lineageColumns
    columns += Self.signalColumns
    rows = TidyTable(columns: columns)
  }

  private static let cellColumns = [
    TidyColumn("dead_1", meaning: "fraction of cells dead under the first drug alone"),
    TidyColumn("dead_2", meaning: "fraction of cells dead under the second drug alone"),
    TidyColumn("dead_both", meaning: "fraction dead under both, of those vehicle left alive"),
    TidyColumn("bliss_expected", meaning: "fraction dead if the two acted independently"),
    TidyColumn("bliss_excess", meaning: "dead_both less bliss_expected"),
    TidyColumn("excess_low", meaning: "lower 95 % bound over resampled founders"),
    TidyColumn("excess_high", meaning: "upper 95 % bound over resampled founders"),
    TidyColumn("verdict", meaning: "synergy, antagonism or no departure shown"),
  ]

  private static let lineageColumns = [
    TidyColumn(
      "surviving_1",
      meaning: "fraction of founders' lineages surviving under the first drug alone, of vehicle's: "
        + "a cell born after g divisions counts 2^-g"),
    TidyColumn("surviving_2", meaning: "the same under the second drug alone"),
    TidyColumn("surviving_both", meaning: "the same under both"),
    TidyColumn("surviving_expected", meaning: "surviving_1 times surviving_2: independent action"),
    TidyColumn("survival_excess", meaning: "surviving_expected less surviving_both"),
    TidyColumn("survival_excess_low", meaning: "lower 95 % bound over resampled founders"),
    TidyColumn("survival_excess_high", meaning: "upper 95 % bound over resampled founders"),
  ]

  private static let signalColumns = [
    TidyColumn("signal_excess", meaning: "excess loss of the measured signal, from wells"),
    TidyColumn("signal_excess_low", meaning: "its lower 95 % bound over repeats"),
    TidyColumn("signal_excess_high", meaning: "its upper 95 % bound over repeats"),
  ]

  /// nil for a single drug.
  var table: TidyTable? { plan.drugs.count == 2 ? rows : nil }

  /// - Parameter viabilities: of each condition's repeats, in the order of the plan's conditions.
  mutating func add(_ cells: VirtualCells, at time: Time, viabilities: [[Viability]]?) {
    guard plan.drugs.count == 2 else { return }
    let conditions = plan.conditions
    let place = Dictionary(
      uniqueKeysWithValues: conditions.enumerated().map { ($1, $0) })
    let arms = [cells.vehicle] + cells.conditions
    let fates = arms.map { Self.clones($0.fatesByFounder(by: time)) }
    let lineages = arms.map { Self.clones($0.lineagesByFounder(by: time)) }
    var pairs: [CombinationFates] = []
    var lineagePairs: [CombinationFates] = []
    for (index, condition) in conditions.enumerated()
    where condition.doses.allSatisfy({ $0 > .zero }) {
      guard let first = place[.init(doses: [condition.doses[0], .zero])],
        let second = place[.init(doses: [.zero, condition.doses[1]])]
      else { continue }
      // Vehicle stands before the conditions.
      func pair(_ clones: [[CloneFate]]) -> CombinationFates {
        CombinationFates(
          vehicle: clones[0], first: clones[first + 1], second: clones[second + 1],
          both: clones[index + 1])
      }
      pairs.append(pair(fates))
      lineagePairs.append(pair(lineages))
      let wells = viabilities.flatMap {
        BlissExcess(first: $0[first], second: $0[second], both: $0[index])
      }
      append(
        condition, cells.line.name, time,
        alone: [first, second].map { cells.conditions[$0].deadFraction(by: time) },
        pair(fates).excess(seed: plan.seed),
        surviving: [first, second].map { Self.surviving(lineages[$0 + 1], of: lineages[0]) },
        pair(lineages).excess(seed: plan.seed), wells)
    }
    note(pairs, lineagePairs, of: cells.line, at: time)
  }

  private mutating func note(
    _ pairs: [CombinationFates], _ lineages: [CombinationFates], of line: CellLine, at time: Time
  ) {
    func text(_ pairs: [CombinationFates]) -> String? {
      CombinationFates.meanExcess(of: pairs, seed: plan.seed).map { mean in
        "\(mean.mean.forPeople()) (95 % over cells \(mean.interval.lowerBound.forPeople()) to "
          + "\(mean.interval.upperBound.forPeople()))"
      }
    }
    let when = "\(line.name), \(time.formatted(in: .hours))"
    if pairs.count > 1, let mean = text(pairs) {
      findings.append("\(when): mean Bliss excess over \(pairs.count) pairs \(mean).")
    }
    guard let doubling = plan.proliferation(of: line)?.doublingTime, time > doubling else { return }
    let mean = lineages.count > 1 ? text(lineages) : nil
    findings.append(
      "\(when): cells double every \(doubling.formatted(in: .hours)), so that dead fractions counted in "
        + "cells dilute early deaths among later daughters; survival_excess counts each founder's "
        + "lineage as one" + (mean.map { ", and over the pairs is \($0)." } ?? "."))
  }

  private mutating func append(
    _ condition: VirtualAssayPlan.Condition, _ line: String, _ time: Time, alone: [Double?],
    _ excess: BlissExcess?, surviving: [Double?], _ lineages: BlissExcess?, _ wells: BlissExcess?
  ) {
    var row: [TidyValue] = [.text("simulated"), .text(line), .number(time.hours)]
    for (index, grid) in plan.drugs.enumerated() {
      let nominal = plan.nominal(ofDrug: index, in: condition)?.nanomolar
      row.append(.text(grid.name))
      row.append(.number(orMissing: nominal))
      row.append(.number(orMissing: nominal.map { $0 * grid.freeFraction }))
    }
    if plan.isScheduled { row.append(.text(orMissing: plan.schedule(of: condition))) }
    row += alone.map(TidyValue.number(orMissing:))
    row += [excess?.observed.fraction, excess?.expected.fraction].map(TidyValue.number(orMissing:))
    row += Self.values(of: excess)
    row.append(.text(orMissing: excess?.verdict.rawValue))
    row += surviving.map(TidyValue.number(orMissing:))
    row.append(.number(orMissing: lineages?.observed.survivors.fraction))
    row.append(.number(orMissing: lineages?.expected.survivors.fraction))
    row += Self.values(of: lineages)
    row += Self.values(of: wells)
    rows.append(row)
  }

  /// An excess with its bounds.
  private static func values(of excess: BlissExcess?) -> [TidyValue] {
    [
      .number(orMissing: excess?.value), .number(orMissing: excess?.interval?.lowerBound),
      .number(orMissing: excess?.interval?.upperBound),
    ]
  }

  /// What of the lineages survives, of what survives under vehicle; nil if either is unknown.
  private static func surviving(_ arm: [CloneFate], of vehicle: [CloneFate]) -> Double? {
    func share(_ clones: [CloneFate]) -> Double? {
      let known = clones.reduce(0) { $0 + $1.known }
      return known > 0 ? 1 - clones.reduce(0) { $0 + $1.dead } / known : nil
    }
    guard let own = share(arm), let whole = share(vehicle), whole > 0 else { return nil }
    return own / whole
  }

  private static func clones(_ fates: [(dead: Double, known: Double)]) -> [CloneFate] {
    fates.map { CloneFate(dead: $0.dead, known: $0.known) }
  }
}
