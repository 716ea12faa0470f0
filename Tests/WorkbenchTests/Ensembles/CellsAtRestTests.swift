import Quantities
import Testing
import Workbench

/// Cells that rest before time 0, run from the command line.
@Suite struct CellsAtRestTests {
  private func course(
    _ model: String, end: String = "2h", _ settings: [String] = [], selecting names: [String]
  ) async throws -> TimeCourseRequest.Answer {
    var request = TimeCourseRequest(model: model, end: end)
    request.settings = settings
    request.selected = names
    request.steps = 2
    return try await request.run()
  }

  @Test func `the azacitidine model begins at rest, and takes its drug at time 0`() async throws {
    let names = ["BIM_BCL2", "azacitidine_medium"]
    let resting = try await course("azacitidine", selecting: names)
    let bound = resting.course.rows.map { $0[0] }
    // Everything unbound would begin with none of it.
    #expect(bound[0] > 5 && abs(bound[2] / bound[0] - 1) < 1e-3)
    #expect(resting.notes.contains { $0.contains("cells rest 3 d without drug before time 0") })
    #expect(resting.course.rows.allSatisfy { abs($0[1]) < 1e-6 })

    let given = try await course("azacitidine", end: "8h", ["azacitidine=1uM"], selecting: names)
    let medium = given.course.rows.map { $0[1] }
    #expect(abs(medium[0] - 1000) < 1e-6)
    // A half-life of about 4 h (0.17 per hour).
    #expect(abs(medium[1] / medium[0] - 0.507) < 0.01)
  }

  @Test func `every variable can be selected, also one with a rate of its own`() async throws {
    let answer = try await course(
      "aml", end: "24h", ["azacitidine=1uM"], selecting: ["DNMT1", "NOXA", "BIM"])
    let (first, last) = (answer.course.rows[0], answer.course.rows[2])
    #expect(abs(first[0] - 1) < 1e-3)
    #expect(last[0] < 0.5)
    #expect(last[1] > first[1])
  }

  @Test func `a cell that is dead at rest is warned of, and no other`() async throws {
    let dead = try await course("rs4-11", ["level_BCL2=0nM"], selecting: ["CYTC"])
    #expect(dead.summary.warnings.count == 1)
    #expect(
      dead.summary.warnings.first?.hasPrefix("Warning: this cell permeabilised at rest, ") == true)
    #expect(dead.notes.last == dead.summary.warnings.first)
    let alive = try await course("rs4-11", ["AZD4320=100nM"], selecting: ["CYTC"])
    #expect(alive.summary.warnings.isEmpty)
  }

  private func ends(
    _ model: String, samples: Int, _ change: (inout EnsembleRequest) -> Void = { _ in }
  ) async throws -> EnsembleSummary {
    try await DecayFolder.with { folder in
      try await folder.run {
        $0.model = model
        $0.end = "2h"
        $0.selected = ["cPARP"]
        $0.design.varied = ["*=cv:0.25"]
        $0.design.samples = samples
        change(&$0)
      }.summary
    }
  }

  @Test func `an ensemble warns of the cells that died at rest, once a cell, event or none`()
    async throws
  {
    let alone = try await ends("rs4-11", samples: 40)
    let dead = try #require(alone.permeabilisedAtRest)
    #expect(dead > 0)
    #expect(alone.warnings.count == 1)
    #expect(
      alone.warnings.first?.hasPrefix(
        "Warning: \(dead) of 40 cells permeabilised at rest, before time 0 and without drug: ")
        == true)
    // The same cells at every dose are counted once, and as an event counts them at each.
    let dosed = try await ends("rs4-11", samples: 40) {
      $0.design.doses = ["AZD4320=0,100nM"]
      $0.events = ["cPARP>10nM"]
    }
    #expect(dosed.permeabilisedAtRest == dead)
    #expect(dosed.warnings == alone.warnings)
    #expect(dosed.arms.map { $0.events[0].alreadyAtRest } == [dead, dead])
  }

  @Test func `cells of which most died at rest are said to be no culture`() async throws {
    let summary = try await ends("rs4-11", samples: 10) {
      $0.design.settings = ["level_MCL1=0.1nM"]
    }
    #expect(try #require(summary.permeabilisedAtRest) > 5)
    #expect(
      summary.warnings.first?.hasSuffix("of so few that live no culture could be plated.") == true)
  }

  @Test func `what does not rest warns of nothing`() async throws {
    let summary = try await DecayFolder.with { folder in try await folder.run { _ in }.summary }
    #expect(summary.permeabilisedAtRest == nil && summary.warnings.isEmpty)
  }
}
