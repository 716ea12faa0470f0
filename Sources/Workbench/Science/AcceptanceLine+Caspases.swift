import Experiments
import ModelLibrary
import Quantities

/// S4: the caspases behind permeabilisation, in their order.
extension AcceptanceLine {
  static let caspases = [strictOrder, promptCleavage, retention, promptCleavageInEachCell]

  /// The cut that both lines of the cascade are put to.
  private static let withoutCaspase9 = (
    name: "caspase-9 gone",
    why: "it is the link from the apoptosome to caspase-3/7: without it release must lead nowhere"
  )

  private static let strictOrder = AcceptanceLine(
    "S4.1", .caspaseCascade,
    stated: "cytochrome c, Apaf-1 and caspase-9 activate caspase-3/7, which cuts PARP",
    criterion: "in every dead cell: release begins, then apoptosomes form, then caspase-3/7 is "
      + "active, then PARP is cut; and MOMP comes before both last"
  ) { bench in
    let chains: [[CellExperiment.Moment]] = [
      [.releaseOnset, .apoptosomeFormed, .caspaseActive, .death],
      [.permeabilisation, .caspaseActive], [.permeabilisation, .death],
    ]
    struct Order {
      let released: Int
      let dead: [CellCourse]
      /// Two moments in which the later stage came first.
      let reversed: Int
      /// A moment that never came is out of order too.
      let incomplete: [CellCourse]

      var holds: Bool { !dead.isEmpty && reversed == 0 && incomplete.isEmpty }
      var told: String {
        "of \(released) cells that permeabilise \(dead.count) cut their PARP; \(reversed) in another "
          + "order, \(incomplete.count) without all the steps"
      }
    }
    func judged(_ arms: [TreatedPopulation.Arm]) -> Order {
      let cells = arms.flatMap(\.cells)
      let dead = cells.filter { $0.death != nil }
      func times(_ chain: [CellExperiment.Moment], _ cell: CellCourse) -> [Time] {
        chain.compactMap { cell.time(of: $0) }
      }
      return Order(
        released: cells.count { $0.permeabilisation != nil }, dead: dead,
        reversed: dead.count { cell in
          chains.contains { chain in
            let times = times(chain, cell)
            return zip(times, times.dropFirst()).contains { $0 >= $1 }
          }
        },
        incomplete: dead.filter { cell in
          chains.contains { times($0, cell).count < $0.count }
        })
    }
    let (found, cut) = (
      judged(try await rs411(bench)), judged(try await rs411(bench, knockouts: [.caspase9]))
    )
    let levels = try await levels(in: found.incomplete, on: bench)
    return Judgement(
      found.told, holds: found.holds,
      because:
        "\(found.incomplete.count) cells cut half of their PARP without ever holding 1 nM of "
        + "active caspase-3/7, the onset that was chosen for it; \(levels)",
      controls: [
        .init(
          withoutCaspase9.name, why: withoutCaspase9.why, found: cut.told, stillHolds: cut.holds,
          moves: cut.dead.count != found.dead.count)
      ])
  }

  /// What some cells have of the enzymes and of their inhibitor, beside all cells.
  private static func levels(
    in cells: [CellCourse], on bench: ScienceBench
  ) async throws -> String {
    let population = try await bench.founders(
      of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320])))
    func mean(_ protein: Protein, _ founders: [Int]) -> Double {
      guard let index = population.experiment.network.inputIndex(of: protein.level) else {
        return .nan
      }
      return founders.reduce(0) { $0 + population.founders[$1].inputs[index] }
        / Double(founders.count)
    }
    let own = cells.map(\.lineage.founder)
    return "they have "
      + [Protein.xiap, .procaspase3, .caspase9, .apaf1].map { protein in
        "\(mean(protein, own).forPeople(digits: 2)) nM of \(protein.name) on average where all have "
          + mean(protein, Array(population.founders.indices)).forPeople(digits: 2)
      }.joined(separator: ", ")
  }

  /// From MOMP to PARP half cut, of every cell that had both, ascending.
  private static func delays(_ arms: [TreatedPopulation.Arm]) -> [Time] {
    arms.flatMap(\.cells).compactMap { cell -> Time? in
      guard let death = cell.death, let release = cell.permeabilisation else { return nil }
      return death - release
    }.sorted()
  }

  private static let prompt = Time.minutes(5)...Time.minutes(30)

  private static func told(_ delays: [Time]) -> String {
    guard let first = delays.first, let last = delays.last else { return "no cell cuts its PARP" }
    return "median \(delays[delays.count / 2].formatted(in: .minutes)), "
      + "\(first.formatted(in: .minutes)) to \(last.formatted(in: .minutes)); "
      + "\(delays.count { $0 < prompt.lowerBound }) of \(delays.count) cells sooner, "
      + "\(delays.count { $0 > prompt.upperBound }) later"
  }

  private static let promptCleavage = AcceptanceLine(
    "S4.2", .caspaseCascade, stated: "caspases follow release",
    criterion: "PARP is half cut 5 to 30 min after MOMP in the median cell"
  ) { bench in
    func holds(_ delays: [Time]) -> Bool {
      !delays.isEmpty && prompt.contains(delays[delays.count / 2])
    }
    let found = delays(try await rs411(bench))
    guard !found.isEmpty else { return .untold("no cell died") }
    let cut = delays(try await rs411(bench, knockouts: [.caspase9]))
    return Judgement(
      told(found), holds: holds(found),
      controls: [
        .init(
          withoutCaspase9.name, why: withoutCaspase9.why, found: told(cut), stillHolds: holds(cut))
      ])
  }

  private static let promptCleavageInEachCell = AcceptanceLine(
    "S4.4", .caspaseCascade, stated: "caspases follow release",
    criterion: "PARP is half cut 5 to 30 min after MOMP in every cell"
  ) { bench in
    func outside(_ delays: [Time]) -> Int { delays.count { !prompt.contains($0) } }
    let found = delays(try await rs411(bench))
    guard !found.isEmpty else { return .untold("no cell died") }
    let cut = delays(try await rs411(bench, knockouts: [.caspase9]))
    let slow = try await rs411(bench).flatMap(\.cells).filter { cell in
      guard let death = cell.death, let release = cell.permeabilisation else { return false }
      return death - release > prompt.upperBound
    }
    let levels = try await levels(in: slow, on: bench)
    return Judgement(
      told(found), holds: outside(found) == 0,
      because: "levels that differ spread the time: of the later ones, \(levels)",
      controls: [
        .init(
          withoutCaspase9.name, why: withoutCaspase9.why, found: told(cut),
          stillHolds: !cut.isEmpty && outside(cut) == 0, moves: cut.count != found.count)
      ])
  }

  private static let retention = AcceptanceLine(
    "S4.3", .caspaseCascade, stated: "release is the commitment",
    criterion: "with cytochrome c and SMAC held in the intermembrane space no cell forms "
      + "apoptosomes, activates caspase-3/7 or cuts its PARP"
  ) { bench in
    let model = ApoptosisModel(of: .rs411, drugs: [.azd4320])
    func steps(_ cells: ScienceBench.Cells) async throws -> [Double]? {
      let arm = try await bench.arms(of: cells, under: treatments([100]), until: watch)[0]
      let steps = [CellExperiment.Moment.apoptosomeFormed, .caspaseActive, .death]
        .compactMap { arm.fraction(reaching: $0) }
      return steps.count == 3 ? steps : nil
    }
    func told(_ steps: [Double]) -> String {
      "\(percent(steps[0])) form apoptosomes, \(percent(steps[1])) activate caspase-3/7, "
        + "\(percent(steps[2])) die"
    }
    guard let held = try await steps(.init(model, overriding: ["k_release": 0])),
      let free = try await steps(.init(model))
    else { return .untold("no cell's fate is known") }
    return Judgement(
      "\(told(held)) at 100 nM free in 24 h", holds: held.allSatisfy { $0 == 0 },
      controls: [
        .init(
          "release possible", why: "the same dose must do all of it once release is let happen",
          found: told(free), stillHolds: free.allSatisfy { $0 == 0 })
      ])
  }
}
