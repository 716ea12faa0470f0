import Foundation
import Testing
import Workbench

/// Nothing but the design decides a number.
@Suite struct EnsembleLawTests {
  private static func crossed(_ folder: DecayFolder, _ request: inout EnsembleRequest) {
    request.design.varied = ["A=cv:0.3", "k=cv:0.5"]
    request.design.samples = 60
    request.design.doses = ["B=0,1,3"]
    request.events = ["B>4"]
    request.course = folder.path("course.csv")
    request.courseIntervals = 5
    request.responses = folder.path("responses.csv")
  }

  private static func tables(_ folder: DecayFolder) throws -> [String] {
    try ["ends.csv", "course.csv", "responses.csv"].map { try folder.text($0) }
  }

  @Test func `threads and back ends change no byte of any table`() async throws {
    try await DecayFolder.with { folder in
      try await folder.run { Self.crossed(folder, &$0) }
      let expected = try Self.tables(folder)
      for (threads, backend) in [(2, "auto"), (5, "interpreter"), (1, "swift"), (3, "native")] {
        try await folder.run {
          Self.crossed(folder, &$0)
          $0.threads = threads
          $0.engine = EngineWords(backend: backend)
        }
        #expect(try Self.tables(folder) == expected, "\(threads) threads, \(backend)")
      }
    }
  }

  @Test func `the order of variants changes the order of rows and nothing else`() async throws {
    try await DecayFolder.with { folder in
      let rows = (0..<200).map { "v\($0),\(1 + $0 % 17),\(0.1 + Double($0 % 7))" }
      var tables: [(ends: [[String]], course: String)] = []
      for ordered in [rows, rows.reversed()] {
        try folder.write(
          (["variant,A,k"] + ordered).joined(separator: "\n"), "v.csv")
        try await folder.run {
          $0.variants = folder.path("v.csv")
          $0.course = folder.path("course.csv")
          $0.courseIntervals = 3
          $0.threads = 2
        }
        tables.append((try folder.rows("ends.csv"), try folder.text("course.csv")))
      }
      #expect(tables[0].course == tables[1].course)
      #expect(tables[0].ends.dropFirst() == ArraySlice(tables[1].ends.dropFirst().reversed()))
    }
  }

  @Test func `a sampled ensemble is the variant table of what was drawn`() async throws {
    try await DecayFolder.with { folder in
      try await folder.run {
        $0.design.varied = ["A=cv:0.3", "k=cv:0.5"]
        $0.design.samples = 40
      }
      let sampled = try folder.rows("ends.csv")
      #expect(sampled[0] == ["variant", "sample:number", "drawn:A", "drawn:k", "A", "B"])
      let table = ["A,k"] + sampled.dropFirst().map { "\($0[2]),\($0[3])" }
      try folder.write(table.joined(separator: "\n"), "v.csv")
      try await folder.run { $0.variants = folder.path("v.csv") }
      let again = try folder.rows("ends.csv")
      #expect(sampled.map { $0.suffix(2) } == again.map { $0.suffix(2) })
    }
  }

  @Test func `a cell is the same at every dose, in every variant, whatever else varies`()
    async throws
  {
    try await DecayFolder.with { folder in
      try folder.write("variant,B\none,0\ntwo,5\n", "v.csv")
      try await folder.run {
        $0.variants = folder.path("v.csv")
        $0.design.varied = ["A=cv:0.3"]
        $0.design.samples = 4
        $0.design.doses = ["k=0,0.5"]
      }
      let rows = try folder.rows("ends.csv")
      #expect(rows[0].prefix(4) == ["variant", "sample:number", "dose:k", "drawn:A"])
      #expect(rows.count == 1 + 2 * 4 * 2)
      #expect(
        rows.dropFirst().map { $0[0] } == Array(repeating: "one", count: 8)
          + Array(repeating: "two", count: 8))
      let drawn = Dictionary(grouping: rows.dropFirst()) { $0[1] }.mapValues {
        Set($0.map { $0[3] })
      }
      #expect(drawn.values.allSatisfy { $0.count == 1 })
      #expect(Set(drawn.values).count == 4)
      // More of them, and another name before it: the first cells stay.
      try await folder.run {
        $0.design.varied = ["k=cv:0.9", "A=cv:0.3"]
        $0.design.samples = 6
      }
      let more = try folder.rows("ends.csv")
      for row in more.dropFirst().prefix(4) { #expect(drawn[row[1]] == [row[3]]) }
    }
  }

  @Test func `factors have mean 1 and the spread asked for; another seed draws others`()
    async throws
  {
    try await DecayFolder.with { folder in
      var means: [Double] = []
      for seed in [1, 2] {
        try await folder.run {
          $0.design.varied = ["A=cv:0.25"]
          $0.design.samples = 4000
          $0.design.seed = seed
        }
        let drawn = try folder.rows("ends.csv").dropFirst().map { try #require(Double($0[2])) / 6 }
        let mean = drawn.reduce(0, +) / 4000
        let spread = (drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999).squareRoot()
        // Four standard errors: 0.25/√4000 of the mean, some 1.5 times cv/√8000 of the spread.
        #expect(abs(mean - 1) < 0.016)
        #expect(abs(spread - 0.25) < 0.017)
        means.append(mean)
      }
      #expect(means[0] != means[1])
    }
  }
}
