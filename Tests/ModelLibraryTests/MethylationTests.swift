import Experiments
import ModelLibrary
import Quantities
import Testing

/// Methylation is lost at division and nowhere else: S14 and S15.
@Suite struct MethylationTests {
  private struct Followed {
    let experiment: CellExperiment
    let arm: TreatedPopulation.Arm
    let times: [Time]

    func mean(_ observable: NucleosideObservable) -> [Double] {
      let number = experiment.observable(observable.rawValue) ?? -1
      return times.indices.map { arm.mean(ofReadout: number, at: $0) }
    }

    func value(_ observable: NucleosideObservable, of cell: CellCourse, at index: Int) -> Double {
      cell.value(ofReadout: experiment.observable(observable.rawValue) ?? -1, at: index)
    }
  }

  private func follow(
    _ drug: String, micromolar: Double, hours: Double = 96, cells: Int = 24,
    _ proliferation: Proliferation? = Proliferation(doublingTime: .hours(24)),
    model change: (inout ApoptosisModel) -> Void = { _ in }
  ) async throws -> Followed {
    var model = ApoptosisModel(of: .genericAML)
    model.nucleosides = [.azacitidine, .decitabine]
    change(&model)
    let experiment = try CellExperiment(model.cellModel)
    let founders = try await FounderPopulation(
      of: experiment, size: cells, seed: 9, variability: .typical, threads: 2)
    let times = stride(from: 0.0, through: hours, by: 3).map { Time.hours($0) }
    let arm = try await founders.treated(
      with: [Treatment(micromolar > 0 ? [.init(drug, .micromolar(micromolar))] : [])],
      until: .hours(hours), reportedAt: times, proliferation: proliferation, threads: 2
    ).arms[0]
    return Followed(experiment: experiment, arm: arm, times: times)
  }

  @Test func `without division methylation stays to the last digit, with division it falls`()
    async throws
  {
    let still = try await follow("decitabine", micromolar: 1, nil)
    #expect(still.mean(.dnmt1)[8] < 0.2)
    #expect(still.mean(.genomeMethylation).allSatisfy { abs($0 - 0.70) < 1e-12 })
    let dividing = try await follow("decitabine", micromolar: 1)
    let course = dividing.mean(.genomeMethylation)
    #expect(zip(course, course.dropFirst()).allSatisfy { $0 >= $1 - 1e-12 })
    #expect((course.last ?? 1) < 0.35)
  }

  /// The formula gives 0.353 and 0.183 for a block of nothing but DNMT1; the prototype's 0.36 and 0.19
  /// are within its rounding of a block that leaves a percent.
  @Test func `a perfect block halves methylation at each division`() async throws {
    let blocked = try await follow("decitabine", micromolar: 100, hours: 120)
    var seen = 0
    for daughter in blocked.arm.cells where daughter.generation > 0 && daughter.born > .hours(26) {
      let mother = try #require(
        blocked.arm.cells.first {
          $0.lineage.founder == daughter.lineage.founder
            && $0.generation == daughter.generation - 1
        })
      guard mother.born > .hours(6),
        let before = blocked.times.indices.last(where: { mother.isReported(at: $0) }),
        let after = blocked.times.indices.first(where: { daughter.isReported(at: $0) })
      else { continue }
      let m = blocked.value(.promoterMethylation, of: mother, at: before)
      let halved = (m + 0.02 * (1 - m)) / 2
      let found = blocked.value(.promoterMethylation, of: daughter, at: after)
      #expect(found >= halved - 1e-9 && found < halved + 0.01)
      seen += 1
    }
    #expect(seen > 20)
    func halved(_ methylation: Double) -> Double { (methylation + 0.02 * (1 - methylation)) / 2 }
    let (once, twice) = (halved(0.70), halved(halved(0.70)))
    #expect((once - 0.36).magnitude < 0.01)
    #expect((twice - 0.19).magnitude < 0.01)
  }

  @Test func `expression follows the loss of methylation, never leads it`() async throws {
    let cells = try await follow("decitabine", micromolar: 1, hours: 120)
    let (methylation, gained) = (cells.mean(.promoterMethylation), cells.mean(.reactivation))
    let firstLoss = try #require(methylation.firstIndex { $0 < 0.69 })
    let firstGain = try #require(gained.firstIndex { $0 > 0.05 })
    #expect(firstLoss < firstGain)
    #expect((gained.last ?? 0) > 0.3)
    for cell in cells.arm.cells where cell.generation == 0 {
      for index in cells.times.indices where cell.isReported(at: index) {
        #expect(abs(cells.value(.reactivation, of: cell, at: index)) < 1e-9)
      }
    }
  }

  @Test func `reactivation slows growth and takes cells out of the cycle`() async throws {
    let treated = try await follow("decitabine", micromolar: 1, hours: 144, cells: 48)
    let vehicle = try await follow("decitabine", micromolar: 0, hours: 144, cells: 48)
    let (end, start) = (Time.hours(144), Double(48))
    let grown = vehicle.arm.livingCells(at: end) / (start * 64)
    #expect((grown - 1).magnitude < 0.03)
    #expect(treated.arm.livingCells(at: end) < 0.8 * vehicle.arm.livingCells(at: end))
    let left = treated.arm.cells.filter { $0.leftCycle != nil }
    #expect(!left.isEmpty)
    #expect(left.allSatisfy { $0.divided == nil })
    #expect(vehicle.arm.cells.count { $0.leftCycle != nil } <= 2)
  }

  @Test func `azacitidine slows division within a day, when expression has hardly changed`()
    async throws
  {
    let treated = try await follow("azacitidine", micromolar: 1, hours: 24, cells: 48)
    let vehicle = try await follow("azacitidine", micromolar: 0, hours: 24, cells: 48)
    let end = Time.hours(21)
    #expect(treated.arm.livingCells(at: end) < vehicle.arm.livingCells(at: end))
    #expect(treated.mean(.reactivation)[7] < 0.1)
  }

  @Test func `threads change no bit of a dividing, answering population`() async throws {
    var model = ApoptosisModel(of: .genericAML, drugs: [.venetoclax])
    model.nucleosides = [.azacitidine]
    let founders = try await FounderPopulation(
      of: CellExperiment(model.cellModel), size: 12, seed: 9, variability: .typical, threads: 2)
    var runs: [[CellCourse]] = []
    for threads in [1, 2] {
      runs.append(
        try await founders.treated(
          with: [
            Treatment(
              [.init("azacitidine", .micromolar(1))],
              then: [
                .init(at: .hours(24), .add(.init("venetoclax", .nanomolar(1), .free))),
                .init(at: .hours(40), .washOut),
              ])
          ], until: .hours(60), reportedAt: [.hours(48)],
          proliferation: Proliferation(doublingTime: .hours(24)), threads: threads
        ).arms[0].cells)
    }
    #expect(runs[0].map(\.death) == runs[1].map(\.death))
    #expect(runs[0].map(\.divided) == runs[1].map(\.divided))
    let rows = runs.map { $0.map(\.trajectory.values).map(Self.numbers) }
    #expect(rows[0] == rows[1])
  }

  /// Numbers as bits, so that one that is not there equals itself.
  private static func numbers(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }
}
