import Experiments
import ModelLibrary
import Quantities

/// S3 to S5: permeabilisation, the caspases behind it, and the effectors that it needs.
extension AcceptanceLine {
  static let mitochondria = [
    suddenRelease, shorterDelay, quietWithoutDrug, strictOrder, promptCleavage, retention,
    doubleKnockout, singleKnockout,
  ]

  /// Free AZD4320 from a dose that takes half a day to one that takes half an hour.
  private static let lethalDoses = [0.6, 1, 3, 10, 30, 100]
  private static let watch = Time.hours(24)

  private static func treatments(_ doses: [Double]) -> [Treatment] {
    doses.map { Treatment([.init("AZD4320", .nanomolar($0), .free)]) }
  }

  private static func rs411(_ bench: ScienceBench) async throws -> [TreatedPopulation.Arm] {
    try await bench.arms(
      of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320])), under: treatments(lethalDoses),
      until: watch)
  }

  private static func unboundDrug(_ bench: ScienceBench) async throws -> [TreatedPopulation.Arm] {
    try await bench.arms(
      of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320], drugBinding: .off)),
      under: treatments(lethalDoses), until: watch)
  }

  private static let suddenRelease = AcceptanceLine(
    "S3.1", .membranePermeabilization,
    stated: "BAX and BAK oligomerise and release cytochrome c",
    criterion: "in every cell that completes it, release from 10 to 90 % takes at most 15 min, at "
      + "0.6 to 100 nM free"
  ) { bench in
    func durations(_ arms: [TreatedPopulation.Arm]) -> [Time] {
      arms.flatMap(\.cells).compactMap(\.releaseDuration).sorted()
    }
    let times = durations(try await rs411(bench))
    let unbound = durations(try await unboundDrug(bench))
    guard let longest = times.last else { return Judgement("no cell released", holds: nil) }
    return Judgement(
      "\(times.count) cells: median \(times[times.count / 2].formatted(in: .minutes)), longest "
        + longest.formatted(in: .minutes), holds: longest <= .minutes(15),
      control: .init(
        "the drug's binding off", found: "\(unbound.count) cells release",
        stillHolds: !unbound.isEmpty))
  }

  private static let shorterDelay = AcceptanceLine(
    "S3.2", .membranePermeabilization, stated: "each cell permeabilises after a delay of its own",
    criterion:
      "the median delay to MOMP shortens with every higher dose, and cells of one dose differ"
  ) { bench in
    let arms = try await rs411(bench)
    let delays = arms.map { arm in
      let times = arm.times(of: .permeabilisation)
      // The median over all cells exists only where at least half of them permeabilised.
      return times.count * 2 > arm.knownCells ? times[arm.knownCells / 2] : nil
    }
    let medians = delays.compactMap(\.self)
    guard medians.count > 1, let first = medians.first, let last = medians.last else {
      return Judgement("fewer than two doses take half the cells", holds: nil)
    }
    let middle = arms[2].times(of: .permeabilisation)
    let differ = Set(middle).count == middle.count && middle.count > 1
    return Judgement(
      "median \(first.formatted(in: .hours)) at the lowest such dose, "
        + "\(last.formatted(in: .hours)) at the highest; at 3 nM from "
        + "\(middle[0].formatted(in: .hours)) to \(middle[middle.count - 1].formatted(in: .hours))",
      holds: zip(medians, medians.dropFirst()).allSatisfy { $0 > $1 } && differ)
  }

  private static let quietWithoutDrug = AcceptanceLine(
    "S3.3", .membranePermeabilization, stated: "untreated cells do not die of the mechanism",
    criterion: "the mean cell of every line lives untreated for ten days"
  ) { bench in
    var fired: [String] = []
    for line in ModelLibrary.cellLines {
      let arms = try await bench.arms(
        of: .mean(of: ApoptosisModel(of: line)), under: [.vehicle], until: .days(10))
      if arms[0].deadFraction(by: .days(10)) != 0 { fired.append(line.name) }
    }
    let spread = try await bench.founders(of: .init(ApoptosisModel(of: .rs411)))
    let early = spread.founders.count(where: \.firedUntreated)
    let aside =
      "; of \(spread.founders.count) differing RS4;11 cells \(early) fire while brought to rest"
    return Judgement(
      (fired.isEmpty
        ? "all \(ModelLibrary.cellLines.count) live" : "dead: \(fired.joined(separator: ", ")))")
        + aside, holds: fired.isEmpty)
  }

  private static let strictOrder = AcceptanceLine(
    "S4.1", .caspaseCascade,
    stated: "cytochrome c, Apaf-1 and caspase-9 activate caspase-3/7, which cuts PARP",
    criterion: "in every dead cell: release begins, then apoptosomes form, then caspase-3/7 is "
      + "active, then PARP is cut"
  ) { bench in
    let order: [CellExperiment.Moment] = [.releaseOnset, .apoptosomeFormed, .caspaseActive, .death]
    let dead = try await rs411(bench).flatMap(\.cells).filter { $0.death != nil }
    guard !dead.isEmpty else { return Judgement("no cell died", holds: nil) }
    let reversed = dead.count { cell in
      let times = order.compactMap { cell.time(of: $0) }
      return zip(times, times.dropFirst()).contains { $0 >= $1 }
    }
    return Judgement("\(reversed) of \(dead.count) dead cells out of order", holds: reversed == 0)
  }

  private static let promptCleavage = AcceptanceLine(
    "S4.2", .caspaseCascade, stated: "caspases follow release",
    criterion: "PARP is half cut 5 to 30 min after MOMP in the median cell"
  ) { bench in
    let delays = try await rs411(bench).flatMap(\.cells).compactMap { cell -> Time? in
      guard let death = cell.death, let release = cell.permeabilisation else { return nil }
      return death - release
    }.sorted()
    guard let first = delays.first, let last = delays.last else {
      return Judgement("no cell died", holds: nil)
    }
    let median = delays[delays.count / 2]
    let range = Time.minutes(5)...Time.minutes(30)
    return Judgement(
      "median \(median.formatted(in: .minutes)), \(first.formatted(in: .minutes)) to "
        + "\(last.formatted(in: .minutes)); \(delays.count { !range.contains($0) }) of "
        + "\(delays.count) cells outside", holds: range.contains(median))
  }

  private static let retention = AcceptanceLine(
    "S4.3", .caspaseCascade, stated: "release is the commitment",
    criterion: "with cytochrome c and SMAC held in the intermembrane space no cell cuts its PARP"
  ) { bench in
    let model = ApoptosisModel(of: .rs411, drugs: [.azd4320])
    let dose = treatments([100])
    let held = try await bench.arms(
      of: .init(model, overriding: ["k_release": 0]), under: dose, until: watch)[0]
    let free = try await bench.arms(of: .init(model), under: dose, until: watch)[0]
    guard let retained = held.deadFraction(by: watch), let released = free.deadFraction(by: watch)
    else { return Judgement("no cell's fate is known", holds: nil) }
    return Judgement(
      "\(percent(retained)) dead at 100 nM free after 24 h", holds: retained == 0,
      control: .init(
        "release possible", found: "\(percent(released)) dead", stillHolds: released == 0))
  }

  private static let doubleKnockout = AcceptanceLine(
    "S5.1", .doubleKnockout, .prediction,
    stated: "cells without BAX and BAK resist AZD4320-induced caspase-3/7 activation (also P1)",
    criterion:
      "at 1 µM nominal and 6 h fewer than 5 % respond and less than 5 % of cytochrome c is "
      + "released"
  ) { bench in
    func outcome(_ knockouts: Set<Protein>) async throws -> (dead: Double?, released: Double) {
      let arm = try await bench.arms(
        of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320], knockouts: knockouts)),
        under: [Treatment([.init("AZD4320", .micromolar(1))])], until: .hours(6),
        reportedAt: [.hours(6)])[0]
      return (arm.deadFraction(by: .hours(6)), arm.mean(of: .cytochromeReleased, at: 0))
    }
    let (without, with) = (try await outcome([.bax, .bak]), try await outcome([]))
    guard let dead = without.dead, let unchanged = with.dead else {
      return Judgement("no cell's fate is known", holds: nil)
    }
    return Judgement(
      "\(percent(dead)) dead, \(percent(without.released)) released",
      holds: dead < 0.05 && without.released < 0.05,
      control: .init(
        "BAX and BAK present", found: "\(percent(unchanged)) dead",
        stillHolds: unchanged < 0.05 && with.released < 0.05))
  }

  private static let singleKnockout = AcceptanceLine(
    "S5.2", .doubleKnockout, .prediction, stated: "one effector suffices",
    criterion: "in every line at least one single knockout, BAX or BAK, still dies at 1 µM free "
      + "within 24 h (mean cell)"
  ) { bench in
    var survivors: [String] = []
    for line in ModelLibrary.cellLines where line.name != CellLine.pc9BCL2.name {
      var dies = false
      for knockout in [Protein.bax, .bak] {
        let arm = try await bench.arms(
          of: .mean(of: ApoptosisModel(of: line, drugs: [.azd4320], knockouts: [knockout])),
          under: treatments([1000]), until: watch)[0]
        dies = dies || arm.deadFraction(by: watch) == 1
      }
      if !dies { survivors.append(line.name) }
    }
    return Judgement(
      survivors.isEmpty
        ? "holds in all \(ModelLibrary.cellLines.count - 1) lines"
        : "not in \(survivors.joined(separator: ", "))", holds: survivors.isEmpty)
  }

  static func percent(_ fraction: Double) -> String { "\((100 * fraction).forPeople()) %" }
}
