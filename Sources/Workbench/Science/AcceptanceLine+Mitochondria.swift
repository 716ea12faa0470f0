import Experiments
import Expressions
import ModelLibrary
import Quantities

/// S3: permeabilisation, in each cell at its own time, at once and for good.
extension AcceptanceLine {
  static let mitochondria = [
    suddenRelease, shorterDelay, quietMeanCells, quietCells, irreversibleRelease,
  ]

  /// Free AZD4320 from a dose that takes half a day to one that takes half an hour.
  static let lethalDoses = [0.6, 1, 3, 10, 30, 100]
  static let watch = Time.hours(24)

  static func treatments(_ doses: [Double]) -> [Treatment] {
    doses.map { Treatment([.init("AZD4320", .nanomolar($0), .free)]) }
  }

  /// RS4;11 cells at every lethal dose for a day.
  static func rs411(
    _ bench: ScienceBench, knockouts: Set<Protein> = [],
    binding: ApoptosisModel.DrugBinding = .on, overriding overrides: [Symbol: Double] = [:]
  ) async throws -> [TreatedPopulation.Arm] {
    try await bench.arms(
      of: .init(
        ApoptosisModel(
          of: .rs411, drugs: [.azd4320], knockouts: knockouts, drugBinding: binding),
        overriding: overrides), under: treatments(lethalDoses), until: watch)
  }

  static func percent(_ fraction: Double) -> String { "\((100 * fraction).forPeople()) %" }

  private static let suddenRelease = AcceptanceLine(
    "S3.1", .membranePermeabilization,
    stated: "BAX and BAK oligomerise and release cytochrome c",
    criterion: "in every cell that completes it, release from 10 to 90 % takes at most 15 min, at "
      + "0.6 to 100 nM free"
  ) { bench in
    func durations(_ arms: [TreatedPopulation.Arm]) -> [Time] {
      arms.flatMap(\.cells).compactMap(\.releaseDuration).sorted()
    }
    func isSudden(_ times: [Time]) -> Bool { times.last.map { $0 <= .minutes(15) } ?? false }
    func told(_ times: [Time]) -> String {
      guard let longest = times.last else { return "no cell releases" }
      return "\(times.count) cells: median \(times[times.count / 2].formatted(in: .minutes)), "
        + "longest \(longest.formatted(in: .minutes))"
    }
    let times = durations(try await rs411(bench))
    guard !times.isEmpty else { return .untold("no cell released") }
    let unbound = durations(try await rs411(bench, binding: .off))
    let alone = durations(try await rs411(bench, overriding: ["k_poreActivation": 0]))
    return Judgement(
      told(times), holds: isSudden(times),
      controls: [
        .init(
          "the drug's binding off", why: "a drug that binds nothing must open nothing",
          found: told(unbound), stillHolds: isSudden(unbound)),
        .init(
          "pores activate none of their kind (R8 off)",
          why: "this feedback is what the model holds release to be sudden by",
          found: told(alone), stillHolds: isSudden(alone)),
      ])
  }

  private static let shorterDelay = AcceptanceLine(
    "S3.2", .membranePermeabilization, stated: "each cell permeabilises after a delay of its own",
    criterion:
      "the median delay to MOMP shortens with every higher dose, and cells of one dose differ"
  ) { bench in
    func judged(_ arms: [TreatedPopulation.Arm]) -> (text: String, holds: Bool)? {
      let delays = arms.map { arm in
        let times = arm.times(of: .permeabilisation)
        // The median over all cells exists only where at least half of them permeabilised.
        return times.count * 2 > arm.knownCells ? times[arm.knownCells / 2] : nil
      }
      let medians = delays.compactMap(\.self)
      let middle = arms[2].times(of: .permeabilisation)
      guard medians.count > 1, let first = medians.first, let last = medians.last,
        let soonest = middle.first, let latest = middle.last
      else { return nil }
      return (
        "median \(first.formatted(in: .hours)) at the lowest such dose, "
          + "\(last.formatted(in: .hours)) at the highest; at 3 nM from "
          + "\(soonest.formatted(in: .hours)) to \(latest.formatted(in: .hours))",
        zip(medians, medians.dropFirst()).allSatisfy { $0 > $1 }
          && Set(middle).count == middle.count && middle.count > 1
      )
    }
    guard let found = judged(try await rs411(bench)) else {
      return .untold("fewer than two doses take half the cells")
    }
    let unbound = judged(try await rs411(bench, binding: .off))
    let alike = judged(
      try await bench.arms(
        of: .mean(of: ApoptosisModel(of: .rs411, drugs: [.azd4320])),
        under: treatments(lethalDoses), until: watch))
    return Judgement(
      found.text, holds: found.holds,
      controls: [
        .init(
          "the drug's binding off", why: "without binding no dose differs from another",
          found: unbound?.text ?? "at no dose does half of the cells permeabilise",
          stillHolds: unbound?.holds ?? false),
        .init(
          "levels alike in all cells",
          why: "levels that differ are all that gives a cell a delay of its own",
          found: alike?.text ?? "at no dose does the cell permeabilise",
          stillHolds: alike?.holds ?? false),
      ])
  }

  /// What holds BAX and BAK back in a cell that nothing was done to.
  private static let guardians: Set<Protein> = [.bcl2, .bclXL, .mcl1]

  private static let quietMeanCells = AcceptanceLine(
    "S3.3", .membranePermeabilization, stated: "untreated cells do not die of the mechanism",
    criterion: "the mean cell of every line lives untreated for ten days"
  ) { bench in
    func fired(_ knockouts: Set<Protein>) async throws -> [String] {
      var fired: [String] = []
      for line in ModelLibrary.cellLines {
        let arms = try await bench.arms(
          of: .mean(of: ApoptosisModel(of: line, knockouts: knockouts)), under: [.vehicle],
          until: .days(10))
        if arms[0].deadFraction(by: .days(10)) != 0 { fired.append(line.name) }
      }
      return fired
    }
    func told(_ fired: [String]) -> String {
      fired.isEmpty
        ? "all \(ModelLibrary.cellLines.count) live" : "dead: \(fired.joined(separator: ", "))"
    }
    let (found, unguarded) = (try await fired([]), try await fired(guardians))
    return Judgement(
      told(found), holds: found.isEmpty,
      controls: [
        .init(
          "BCL-2, BCL-xL and MCL-1 gone",
          why: "the guardians are what an untreated cell lives by",
          found: told(unguarded), stillHolds: unguarded.isEmpty)
      ])
  }

  private static let quietCells = AcceptanceLine(
    "S3.4", .membranePermeabilization, stated: "untreated cells do not die of the mechanism",
    criterion: "of the differing cells of every line, none that came to rest alive dies untreated "
      + "in ten days"
  ) { bench in
    func judged(_ line: CellLine, _ knockouts: Set<Protein>) async throws
      -> (dead: Int, rested: Int, asked: Int)
    {
      let cells = ScienceBench.Cells(
        ApoptosisModel(of: line, drugs: [.azd4320], knockouts: knockouts))
      let arm = try await bench.arms(of: cells, under: [.vehicle], until: .days(10))[0]
      let rested = arm.cells.filter { $0.ending != .notTreated }
      return (rested.count { $0.isDead(by: .days(10)) != false }, rested.count, arm.cells.count)
    }
    var told: [String] = []
    var holds = true
    for line in ModelLibrary.cellLines {
      let (dead, rested, asked) = try await judged(line, [])
      told.append("\(line.name) \(dead) of \(rested) (\(asked - rested) fire on the way to rest)")
      holds = holds && dead == 0 && rested > 0
    }
    let (dead, rested, asked) = try await judged(.rs411, guardians)
    return Judgement(
      "die: \(told.joined(separator: ", "))", holds: holds,
      controls: [
        .init(
          "BCL-2, BCL-xL and MCL-1 gone, RS4;11",
          why: "the guardians are what an untreated cell lives by",
          found: "\(rested) of \(asked) come to rest alive, \(dead) of them die",
          stillHolds: dead == 0 && rested > 0)
      ])
  }

  private static let irreversibleRelease = AcceptanceLine(
    "S3.5", .membranePermeabilization, stated: "permeabilisation commits the cell",
    criterion: "every RS4;11 cell that has permeabilised before the drug (100 nM free) is washed "
      + "out at 1 h has at no later reading less cytochrome c released than before, and is dead at "
      + "24 h"
  ) { bench in
    let readings = [1.0, 2, 4, 8, 12, 24].map { Time.hours($0) }
    func washed(_ nanomolar: Double) async throws -> TreatedPopulation.Arm {
      let treatment = Treatment(
        [.init("AZD4320", .nanomolar(nanomolar), .free)],
        then: [.init(at: readings[0], .washOut)])
      return try await bench.arms(
        of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320])), under: [treatment],
        until: watch, reportedAt: readings)[0]
    }
    func isCommitted(_ cell: CellCourse) -> Bool {
      let released = readings.indices.map { cell.value(of: .cytochromeReleased, at: $0) }
      // What the solver leaves open: a thousandth of all there is.
      let stays = zip(released, released.dropFirst()).allSatisfy { $1 >= $0 - 1e-3 }
      return stays && cell.isDead(by: watch) == true
    }
    func judged(_ cells: [CellCourse]) -> (text: String, holds: Bool) {
      let committed = cells.count(where: isCommitted)
      return (
        "\(committed) of \(cells.count) keep what they released and die",
        !cells.isEmpty && committed == cells.count
      )
    }
    func permeabilised(_ cell: CellCourse) -> Bool {
      cell.permeabilisation.map { $0 <= readings[0] } ?? false
    }
    let found = judged(try await washed(100).observedCells.filter(permeabilised))
    let before = judged(try await washed(1).observedCells.filter { !permeabilised($0) })
    return Judgement(
      found.text, holds: found.holds,
      controls: [
        .init(
          "washed out before permeabilisation (1 nM free for 1 h)",
          why: "what commits must be permeabilisation, not having met the drug",
          found: before.text, stillHolds: before.holds)
      ])
  }
}
