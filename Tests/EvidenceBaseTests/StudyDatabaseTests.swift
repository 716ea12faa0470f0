import EvidenceBase
import Foundation
import Quantities
import Testing

struct StudyDatabaseTests {
  func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "primed-evidence-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  let study = StudyRecord(
    schema: "primed.study/1", title: "µ; “quotes”\nand lines", yaml: "schema: primed.study/1\n",
    yamlSHA256: "00", seed: .max)

  func curve(_ name: String) -> CurveRow {
    CurveRow(
      curve: name, origin: "simulated", assay: "caspase", line: "RS4;11", drug: "AZD4320",
      timeHours: 6, model: "4PL", verdict: "complete", sentence: "complete curve")
  }

  func well(_ response: Double?) -> WellRow {
    WellRow(
      origin: "measured", assay: "viability", plate: "1", well: nil, role: "sample", line: "A",
      drug: nil, doseNanomolar: 10, timeHours: nil, replicate: 2, signal: nil, signalUnit: nil,
      response: response, responseScale: "viability")
  }

  @Test func `every kind of row comes back as it went in`() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      let parameter = ParameterRow(
        model: "apoptosis", key: "kspont", value: 1e-6, unit: "1/s", low: 1e-7, high: 1e-5,
        provenance: "chosen", source: "because")
      let estimate = CurveParameterRow(
        curve: "c", parameter: "relative EC50", estimate: 0.1 + 0.2, standardError: nil, low: 0.2,
        high: .infinity, level: 0.95, unit: "nM")
      let cell = CellRow(
        line: "RS4;11", drug: "AZD4320", doseNanomolar: 10, cell: 3, mompHours: 1.5,
        cparpHours: nil, followedHours: 6)
      let comparisons = AZD4320Guide.observations.prefix(4).map {
        EvidenceComparison($0, with: .estimate(.nanomolar(11), interval: nil))
      }
      try StudyDatabase.write(to: path) { writer in
        try writer.insert(study)
        try writer.insert(VersionRow(component: "Primed", version: "0.1.0"))
        try writer.insert(InputRow(path: "a.csv", sha256: "ff", purpose: "doses"))
        try writer.insert(parameter)
        try writer.insert(TimingRow(stage: "simulate", seconds: 2.5))
        try writer.insert([well(0.5), well(.nan), well(nil)])
        try writer.insert(curve("c"))
        try writer.insert(estimate)
        try writer.insert(cell)
        try writer.insert(AZD4320Guide.observations)
        try writer.insert(comparisons)
      }
      let database = try StudyDatabase(reading: path)
      #expect(try database.rows() == [study])
      #expect(try database.rows(of: VersionRow.self).map(\.version) == ["0.1.0"])
      #expect(try database.rows(of: InputRow.self).map(\.sha256) == ["ff"])
      #expect(try database.rows() == [parameter])
      #expect(try database.rows(of: TimingRow.self).map(\.seconds) == [2.5])
      #expect(try database.rows(of: WellRow.self).map(\.response) == [0.5, nil, nil])
      #expect(try database.rows() == [curve("c")])
      #expect(try database.rows() == [estimate])
      #expect(try database.rows() == [cell])
      #expect(try database.rows() == AZD4320Guide.observations.map(ObservationRow.init))
      #expect(try database.rows() == comparisons.map(VerdictRow.init))
      #expect(try names(in: folder) == ["study.sqlite"])
    }
  }

  @Test func `thousands of cells are written in one go, in their order`() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      let cells = (0..<20_000).map { number in
        CellRow(
          line: "RS4;11", drug: "AZD4320", doseNanomolar: Double(number % 10), cell: number,
          mompHours: number.isMultiple(of: 2) ? Double(number) / 1000 : nil,
          cparpHours: nil, followedHours: 6)
      }
      try StudyDatabase.write(to: path) { try $0.insert(cells) }
      #expect(try StudyDatabase(reading: path).rows() == cells)
    }
  }

  @Test func `a failure leaves the earlier file and nothing beside it`() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try StudyDatabase.write(to: path) { try $0.insert(study) }
      let error = #expect(throws: StudyDatabaseError.self) {
        try StudyDatabase.write(to: path) { writer in
          try writer.insert(curve("a"))
          try writer.insert(curve("a"))
        }
      }
      #expect(
        error?.description == """
          \(path) cannot be used as a database: UNIQUE constraint failed: curves.curve
          """)
      #expect(throws: StudyDatabaseError.self) {
        try StudyDatabase.write(to: path) { _ in throw CancellationError() }
      }
      #expect(throws: StudyDatabaseError.self) {
        try StudyDatabase.write(to: path) {
          try $0.insert([
            EvidenceComparison(AZD4320Guide.observations[0], with: .notYetComputed)
          ])
        }
      }
      #expect(try StudyDatabase(reading: path).rows() == [study])
      #expect(try names(in: folder) == ["study.sqlite"])
      #expect(throws: StudyDatabaseError.self) {
        try StudyDatabase.write(to: "\(folder)/missing/study.sqlite") { try $0.insert(study) }
      }
    }
  }

  @Test func `what is no study is refused in words`() throws {
    try withFolder { folder in
      let text = "\(folder)/notes.txt"
      try String(repeating: "this is no database at all. ", count: 100)
        .write(toFile: text, atomically: true, encoding: .utf8)
      for path in [text, "\(folder)/missing.sqlite"] {
        let error = #expect(throws: StudyDatabaseError.self) { try StudyDatabase(reading: path) }
        #expect(
          error?.description
            == "\(path) is no study's database; needed: the study.sqlite of a results folder")
      }
      #expect(throws: StudyDatabaseError.self) { try StudyDatabase(reading: folder) }
    }
  }

  @Test func `the same rows give the same bytes`() throws {
    try withFolder { folder in
      for name in ["a", "b"] {
        try StudyDatabase.write(to: "\(folder)/\(name).sqlite") { writer in
          try writer.insert(study)
          try writer.insert(AZD4320Guide.observations)
        }
      }
      #expect(
        FileManager.default.contents(atPath: "\(folder)/a.sqlite")
          == FileManager.default.contents(atPath: "\(folder)/b.sqlite"))
    }
  }

  /// Python's own SQLite reads the file: numbers as numbers, what is missing as None.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `another program reads the tables and views`() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try StudyDatabase.write(to: path) { writer in
        try writer.insert(AZD4320Guide.observations)
        try writer.insert([
          EvidenceComparison(
            AZD4320Guide.observations[2], with: .estimate(.nanomolar(14), interval: nil))
        ])
        try writer.insert(
          CellRow(
            line: "RS4;11", drug: nil, doseNanomolar: 1, cell: 0, mompHours: nil, cparpHours: nil,
            followedHours: 6))
      }
      let script = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1])
        for row in c.execute("SELECT subject, published_nM, simulated_nM, verdict FROM \
        published_against_simulated LIMIT 3"): print(row)
        print(c.execute("SELECT cells, momp_cells, mean_momp_h FROM dying_cells").fetchall())
        print(c.execute("PRAGMA integrity_check").fetchone()[0])
        """
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      process.arguments = ["-c", script, path]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(
        text == """
          ('BCL-2', 5.0, None, 'not yet computed')
          ('BCL-xL', 4.0, None, 'not yet computed')
          ('RS4;11', 10.0, 14.0, 'used in calibration, within the factor')
          [(1, 0, None)]
          ok

          """)
    }
  }
}
