import FileFormats
import Foundation
import Quantities
import Testing
import Workbench

@Suite struct TimeCourseRequestTests {
  @Test(arguments: ["auto", "lanes", "cvodes"])
  func `a time course is reported at its times`(method: String) async throws {
    try await DecayFolder.with { folder in
      var request = TimeCourseRequest(model: folder.path("decay.xml"), end: "4")
      request.steps = 4
      request.settings = ["k=1"]
      request.selected = ["B"]
      request.events = ["B>3"]
      request.engine = EngineWords(method: method)
      let answer = try await request.run()
      #expect(answer.course.times == [0, 1, 2, 3, 4].map { .seconds($0) })
      for (row, time) in answer.course.times.enumerated() {
        #expect(abs(answer.course.rows[row][0] - 6 * (1 - exp(-time.seconds))) < 1e-5)
      }
      #expect(answer.csv.hasPrefix("time,B\n0.0,0.0\n1.0,"))
      #expect(abs(try #require(answer.summary.events[0].time) - log(2)) < 1e-5)
      #expect(answer.notes.contains { $0.contains("the file's own units") })
    }
  }

  @Test func `every back end of the lanes gives the same bits`() async throws {
    try await DecayFolder.with { folder in
      var found: [String] = []
      for backend in ["swift", "interpreter", "native"] {
        var request = TimeCourseRequest(model: folder.path("decay.xml"), end: "4")
        request.engine = EngineWords(method: "lanes", backend: backend)
        found.append(try await request.run().csv)
      }
      #expect(Set(found).count == 1)
    }
  }

  @Test func `a time course of what is not there is refused`() async throws {
    try await DecayFolder.with { folder in
      var request = TimeCourseRequest(model: folder.path("decay.xml"), end: "0")
      request.settings = ["x=1"]
      request.selected = ["C"]
      let refused = request
      let refusal = await #expect(throws: InputRefusal.self) { try await refused.run() }
      #expect(refusal?.faults.count == 3)
    }
  }

  @Test func `a library model's numbers carry their units`() async throws {
    var request = TimeCourseRequest(model: "EARM 1.0", end: "5h")
    request.selected = ["L"]
    request.steps = 1
    // Converted, or refused where the unit is of another kind.
    request.settings = ["Bcl2=2e4molecules", "kr1=3.6 1/h"]
    let answer = try await request.run()
    #expect(answer.course.times.last == .hours(5))
    #expect(answer.summary.settings.map(\.value) == [2e4, 1e-3])
    request.settings = ["Bcl2=20000", "kr1=3 nM"]
    request.end = "18000"
    let refused = request
    let refusal = await #expect(throws: InputRefusal.self) { try await refused.run() }
    #expect(refusal?.faults.count == 3)
  }

  @Test func `a cell line rests first, and then its drug acts`() async throws {
    var request = TimeCourseRequest(model: "rs4-11", end: "24h")
    request.selected = ["AZD4320", "BIM"]
    request.settings = ["azd4320=100nM"]
    request.steps = 24
    let answer = try await request.run()
    #expect(answer.failed == nil)
    #expect(answer.course.rows[0][0] == 0)
    #expect(answer.course.rows[24][0] > 0)
    #expect(answer.summary.model.restBeforeStart == 72 * 3600)
    // At rest free BIM hardly moves without drug.
    request.settings = ["AZD4320=0nM"]
    let rest = try await request.run().course.rows.map { $0[1] }
    #expect(abs(rest[24] - rest[0]) < 0.05 * rest[0])
    // An amount before rest would say nothing: a protein's name is its level.
    request.settings = ["BIM=28nM"]
    request.selected = ["BIM"]
    for (row, value) in zip(try await request.run().course.rows, rest) {
      // Another network, without the drug: the same to a few times the tolerance of 1e-7.
      #expect(abs(row[0] - value) < 1e-5 * value)
    }
  }
}
