import FileFormats
import Foundation
import Quantities
import Testing

struct TidyDoseResponseTableTests {
  func reading(_ scale: ResponseScale) -> TidyDoseResponseTable {
    TidyDoseResponseTable(
      seriesColumns: ["line"], doseColumn: "dose", doseUnit: .micromolar,
      responseColumn: "response", scale: scale)
  }

  @Test func `percent and fraction of the same measurement are the same curve`() throws {
    let percent = try table("line,dose,response\nA,0,100\nA,0.5,50\nB,1,25\nA,1,\n")
    let fraction = try table("line,dose,response\nA,0,1\nA,0.5,0.5\nB,1,0.25\nA,1,NA\n")
    let first = try reading(.viability(.percent)).read(percent)
    let second = try reading(.viability(.fraction)).read(fraction)
    #expect(first.curves.map { $0.points.map(\.response) } == [[1, 0.5], [0.25]])
    #expect(
      first.curves.map { $0.points.map(\.response) }
        == second.curves.map { $0.points.map(\.response) })
    #expect(first.curves.map(\.name) == ["A", "B"])
    #expect(first.curves[0].points[1].dose == .micromolar(0.5))
    #expect(first.curves.map(\.missingCount) == [1, 0])
  }

  @Test func `all faults of a table are listed`() throws {
    let parsed = try table("line,dose,response\nA,-1,50\nA,,50\nA,1,fifty\n,1,50\nA,10nM,50\n")
    let refusal = #expect(throws: InputRefusal.self) {
      try reading(.viability(.percent)).read(parsed)
    }
    #expect(
      refusal?.text == """
        t.csv:2:3: the dose “-1.0” is below zero; needed: a dose of zero or more
          hint: if the column holds logarithms of doses, turn them into doses first
        t.csv:3:3: the row has no dose; needed: a dose of zero or more
          hint: write 0 for vehicle
        t.csv:4:5: “fifty” is no number; needed: the response as a bare number, or nothing where \
        it is missing
        t.csv:5:1: the row names no series; needed: a value in the column “line”
        t.csv:6:3: “10nM” is no number; needed: the dose as a bare number, or nothing where it is \
        missing
          hint: the unit is stated once for the column, not in its cells
        5 faults found; nothing was run.
        """)
  }

  @Test func `numbers that cannot be on the stated scale are refused`() throws {
    let percent = try table("line,dose,response\nA,0,100\nA,1,98\nA,2,50\n")
    let refusal = #expect(throws: InputRefusal.self) {
      try reading(.viability(.fraction)).read(percent)
    }
    #expect(
      refusal?.text == """
        t.csv:2:5: “100.0” as a fraction is 10000.0 %; needed: responses on the stated scale, \
        viability as a fraction
          hint: state percent if the table is in percent, or signal if it is not normalised
        """)
    let fraction = try table("line,dose,response\nA,0,1\nA,1,0.98\nA,2,0.5\n")
    #expect(throws: InputRefusal.self) { try reading(.viability(.percent)).read(fraction) }
    #expect(throws: Never.self) { try reading(.inhibition(.percent)).read(fraction) }
    #expect(throws: Never.self) { try reading(.signal).read(percent) }
  }

  @Test func `a decimal comma in doubt must be stated`() throws {
    let text = "line;dose;response\nA;0;1,000\nA;1;1,234\n"
    let refusal = #expect(throws: InputRefusal.self) {
      try reading(.signal).read(try table(text))
    }
    #expect(
      refusal?.text == """
        t.csv:2:5: “1,000” may be 1000 or 1.000; needed: the decimal mark stated
        """)
    var stated = reading(.signal)
    stated.decimalMark = .comma
    #expect(try stated.read(try table(text)).curves[0].points[1].response == 1.234)
  }

  @Test func `a table without rows or columns is refused`() throws {
    #expect(throws: InputRefusal.self) {
      try reading(.signal).read(try table("line,dose,response\n"))
    }
    let refusal = #expect(throws: InputRefusal.self) {
      try reading(.signal).read(try table("lines,conc,resp\n1,2,3\n"))
    }
    #expect(refusal?.faults.count == 3)
  }
}

struct WideDoseResponseTableTests {
  @Test func `one row is one curve, and repeated names stay apart`() throws {
    let parsed = try table("n\ta\tb\nX\t1\t0.5\nY\t1\t\nX\t1\t0.25\n")
    let measured = try WideDoseResponseTable(
      nameColumn: "n", doses: [.zero, .nanomolar(10)], scale: .viability(.fraction)
    ).read(parsed)
    #expect(measured.curves.map(\.name) == ["X #1", "Y", "X #2"])
    #expect(measured.curves[2].points.map(\.response) == [1, 0.25])
    #expect(measured.curves[1].missingCount == 1)
    #expect(measured.curves[1].distinctDoses == [.zero])
  }

  @Test func `too few doses are refused with the names of the columns`() throws {
    let refusal = #expect(throws: InputRefusal.self) {
      try WideDoseResponseTable(
        nameColumn: "n", doses: [.zero], scale: .viability(.fraction)
      ).read(try table("n,a,b\nX,1,2\n"))
    }
    #expect(
      refusal?.text == """
        t.csv:1:1: 1 doses are given for 2 columns of responses; needed: one dose for each column, \
        in the columns' order
          hint: the columns are a, b
        """)
  }

  static let referenceData = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"]

  /// CTRP viability, 1,246 curves of 17 doses (Basu et al. 2013, as distributed with CurveCurator).
  @Test(.enabled(if: referenceData != nil, "PRIMED_REFERENCE_DATA names no folder"))
  func `the CTRP table is read whole`() throws {
    let folder = try #require(Self.referenceData)
    let path = "\(folder)/ctrp-viability/dose_responses_40.0.tsv"
    let doses = [
      0, 0.0012, 0.0024, 0.0049, 0.0097, 0.019, 0.039, 0.078, 0.16, 0.31, 0.62, 1.2, 2.5, 5, 10, 20,
      40,
    ].map(Concentration.micromolar)
    let measured = try WideDoseResponseTable(
      nameColumn: "Name", doses: doses, scale: .viability(.fraction)
    ).read(try DelimitedTable(InputText(contentsOf: path)))
    #expect(measured.curves.count == 1246)
    #expect(measured.curves[0].name == "CAS-1_CIL70")
    #expect(measured.curves[0].points.count == 17)
    #expect(measured.curves[0].points[16].response == 0.02688)
    #expect(measured.curves.allSatisfy { $0.points.count + $0.missingCount == 17 })
    #expect(Set(measured.curves.map(\.name)).count == 1246)
  }
}
