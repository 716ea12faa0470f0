import Foundation
import Testing
import Workbench

@Suite struct EnsembleRequestTests {
  @Test func `variants end where the formula says, in amounts, and the error is stated`()
    async throws
  {
    try await DecayFolder.with { folder in
      try folder.write("variant,A,k\nfirst,6,0.5\n\"a, b\",10,0.25\nlast,1,2\n", "v.csv")
      let answer = try await folder.run {
        $0.variants = folder.path("v.csv")
        $0.checkedMembers = 3
        $0.threads = 2
      }
      let text = try folder.text("ends.csv")
      #expect(text.hasPrefix("variant,A,B\nfirst,"))
      #expect(text.contains("\n\"a, b\","))
      let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").suffix(2) }
      for (row, (amount, rate)) in zip(rows, [(6.0, 0.5), (10.0, 0.25), (1.0, 2.0)]) {
        let left = try #require(row.first.flatMap { Double($0) })
        // A tolerance of 1e-8 a step over some twenty steps.
        #expect(abs(left - amount * exp(-rate * 2)) < 1e-6)
      }
      #expect(answer.failed == nil)
      #expect(answer.summary.members == 3)
      #expect(answer.summary.checkedMembers == 3)
      #expect(try #require(answer.summary.achievedError) < 1e-6)
    }
  }

  @Test func `the companion holds what it takes to make the table again`() async throws {
    try await DecayFolder.with { folder in
      try await folder.run {
        $0.design.varied = ["A=cv:0.25"]
        $0.design.samples = 3
        $0.design.seed = 9
        $0.design.doses = ["k=0,1"]
      }
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(folder.text("ends.json").utf8)) as? [String: Any])
      #expect(object["schema"] as? String == "primed.ensemble/1")
      let design = try #require(object["design"] as? [String: Any])
      #expect(design["seed"] as? Int == 9)
      #expect(design["samples"] as? Int == 3)
      #expect((design["doses"] as? [[String: Any]])?.first?["levels"] as? [Double] == [0, 1])
      #expect((object["columns"] as? [Any])?.count == 6)
      #expect((object["model"] as? [String: Any])?["sha256"] is String)
      for key in ["ready_seconds", "runs_per_second", "rejected_steps", "lane_use", "back_end"] {
        #expect(object[key] != nil, "\(key)")
      }
    }
  }

  @Test func `an event is located where the formula says, and its share is counted`() async throws {
    try await DecayFolder.with { folder in
      let answer = try await folder.run {
        $0.design.doses = ["A=1,2,4,8"]
        $0.events = ["B>1.2", "A < 1"]
        $0.responses = folder.path("responses.csv")
        $0.checkedMembers = 4
      }
      let rows = try folder.rows("ends.csv")
      #expect(rows[0] == ["variant", "dose:A", "event:B>1.2", "event:A<1", "A", "B"])
      // 1 never makes 1.2 of B; the others at −ln(1 − 1.2/A)/k.
      #expect(rows[1][2] == "")
      for (row, amount) in zip(rows[3...], [4.0, 8]) {
        let time = try #require(Double(row[2]))
        #expect(abs(time - -log(1 - 1.2 / amount) / 0.5) < 1e-5)
      }
      // What holds at the start came at the start: 1 is not below 1, but decays at once.
      #expect(try #require(Double(rows[1][3])) == 0)
      let events = answer.summary.arms.map(\.events)
      #expect(events.map { $0[0].responded } == [0, 1, 1, 1])
      #expect(events.map { $0[0].fraction } == [0, 1, 1, 1])
      let responses = try folder.rows("responses.csv")
      #expect(responses.count == 9)
      #expect(
        responses[0].prefix(7) == [
          "dose:A", "event", "members", "already", "known", "responded", "fraction",
        ])
      #expect(try #require(answer.summary.achievedEventTimeError) < 1e-5)
    }
  }

  @Test func `quantiles over time are those of the members, within the error stated`() async throws
  {
    try await DecayFolder.with { folder in
      let answer = try await folder.run {
        $0.design.varied = ["A=cv:0.3"]
        $0.design.samples = 101
        $0.course = folder.path("course.csv")
        $0.courseIntervals = 2
        $0.quantiles = [0, 0.5, 1]
        $0.selected = ["A"]
      }
      let course = try folder.rows("course.csv")
      #expect(course[0] == ["time", "species", "members", "min", "q0.0", "q0.5", "q1.0", "max"])
      #expect(course.count == 4)
      let ends = try folder.rows("ends.csv").dropFirst().map { try #require(Double($0[3])) }
        .sorted()
      let last = try course[3][3...].map { try #require(Double($0)) }
      #expect(course[3].prefix(3) == ["2.0", "A", "101"])
      #expect(last[0] == ends[0] && last[1] == ends[0])
      #expect(last[3] == ends[100] && last[4] == ends[100])
      let bound = try #require(answer.summary.quantileRelativeError)
      #expect(abs(last[2] - ends[50]) <= bound * ends[50])
    }
  }

  @Test func `a member that ends early is told by name, its row empty`() async throws {
    try await DecayFolder.with { folder in
      // Decay backwards grows beyond any number.
      try folder.write("variant,k\ngrows,-4000\nfalls,1\n", "v.csv")
      let answer = try await folder.run { $0.variants = folder.path("v.csv") }
      #expect(answer.failed?.items.map(\.name) == ["variant grows"])
      #expect(try folder.rows("ends.csv")[1] == ["grows", "", ""])
      #expect(answer.summary.unfinished == 1)
    }
  }

  @Test func `a cancelled run leaves nothing behind, and what was there`() async throws {
    try await DecayFolder.with { folder in
      try folder.write("what was there\n", "ends.csv")
      let request = folder.request {
        $0.design.varied = ["A=cv:0.3"]
        $0.design.samples = 10_000_000
      }
      let task = Task { try await request.run(listener: Silent()) }
      try await Task.sleep(for: .milliseconds(100))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try folder.text("ends.csv") == "what was there\n")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.folder.path)
      #expect(left.sorted() == ["decay.xml", "ends.csv"])
    }
  }

  @Test func `a cell in which the event came at rest counts neither way`() async throws {
    try await DecayFolder.with { folder in
      let answer = try await folder.run {
        $0.model = "rs4-11"
        $0.end = "12h"
        $0.selected = ["cPARP"]
        $0.design.varied = ["*=cv:0.25"]
        $0.design.samples = 40
        $0.design.doses = ["AZD4320=0,100nM"]
        $0.events = ["cPARP>10nM"]
        $0.checkedMembers = 4
      }
      let arms = answer.summary.arms
      // Some founders die untreated; they are the same cells under every dose.
      #expect(arms[0].events[0].alreadyAtRest == arms[1].events[0].alreadyAtRest)
      #expect(arms.allSatisfy { $0.events[0].known + $0.events[0].alreadyAtRest == 40 })
      #expect(arms[0].events[0].responded < arms[1].events[0].responded)
      let times = try folder.rows("ends.csv").dropFirst().map { $0.suffix(2).first ?? "" }
      #expect(
        times.count { $0 == "0.0" } == arms[0].events[0].alreadyAtRest
          + arms[1].events[0].alreadyAtRest)
      #expect(answer.summary.checkedMembers == 4)
      #expect(try #require(answer.summary.achievedError) < 1e-3)
    }
  }
}
