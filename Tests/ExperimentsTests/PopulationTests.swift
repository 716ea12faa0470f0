import Experiments
import Quantities
import Testing

@Suite struct PopulationTests {
  private func treated(
    threads: Int, guardLevel: Double = 10, cells: Int = 24
  ) async throws -> TreatedPopulation {
    let experiment = try CellExperiment(toyCell(guardLevel: guardLevel))
    let founders = try await FounderPopulation(
      of: experiment, size: cells, seed: 11, variability: .typical, threads: threads)
    return try await founders.treated(
      with: [.vehicle, Treatment([.init("poison", .nanomolar(20))])], until: .hours(12),
      reportedAt: [.zero, .hours(6), .hours(12)], threads: threads)
  }

  @Test func `threads change no bit of any cell`() async throws {
    let one = try await treated(threads: 1)
    let two = try await treated(threads: 2)
    for (left, right) in zip(one.arms, two.arms) {
      for (a, b) in zip(left.cells, right.cells) {
        #expect(a.trajectory.values == b.trajectory.values)
        #expect(a.permeabilisation == b.permeabilisation)
        #expect(a.death == b.death)
      }
    }
  }

  @Test func `cells that differ die at their own times, in the order of their guards`() async throws
  {
    let arm = try await treated(threads: 2).arms[1]
    let times = arm.cells.compactMap(\.permeabilisation)
    #expect(times.count == arm.cells.count)
    #expect(Set(times).count == times.count)
    for cell in arm.cells {
      let momp = try #require(cell.permeabilisation)
      let death = try #require(cell.death)
      #expect(momp < death)
    }
  }

  @Test func `untreated cells live`() async throws {
    let vehicle = try await treated(threads: 2).arms[0]
    #expect(vehicle.deadFraction(by: .hours(12)) == 0)
  }

  @Test func `a cell that fires before treatment is not treated and not counted as dead`()
    async throws
  {
    let population = try await treated(threads: 1, guardLevel: 0.01, cells: 4)
    for cell in population.arms[1].cells {
      #expect(cell.ending == .notTreated)
      #expect(cell.isDead(by: .hours(12)) == nil)
    }
    #expect(population.arms[1].deadFraction(by: .hours(12)) == nil)
    #expect(population.arms[1].mean(of: .parpCleaved, at: 0).isNaN)
  }

  @Test func `a nominal dose acts by its free part`() throws {
    let model = toyCell()
    #expect(model.freeConcentration(of: .init("poison", .nanomolar(8))) == .nanomolar(4))
    #expect(model.freeConcentration(of: .init("poison", .nanomolar(8), .free)) == .nanomolar(8))
  }

  @Test func `a cell keeps its levels at every dose of a seed`() {
    let variability = CellVariability.typical
    let first = variability.factors(for: ["A", "B"], seed: 3, cell: 5)
    #expect(first == variability.factors(for: ["A", "B"], seed: 3, cell: 5))
    #expect(first != variability.factors(for: ["A", "B"], seed: 3, cell: 6))
    #expect(CellVariability.none.factors(for: ["A", "B"], seed: 3, cell: 5) == [1, 1])
  }
}
