import FileFormats
import Foundation
import Testing

/// Tables of which everything is stated, as a study may do it by keys: nothing is guessed from titles.
private func statement(
  _ kind: ResponseScale.Kind, _ notation: ResponseScale.Notation? = nil
) -> DoseTableStatement {
  var statement = DoseTableStatement(in: .key)
  statement.groupColumns = ["line"]
  statement.doseColumn = "dose"
  statement.responseColumn = "response"
  statement.unit = .symbol("µM")
  statement.kind = kind
  statement.notation = notation
  return statement
}

private func curves(_ text: String, _ statement: DoseTableStatement) throws -> [TableCurve] {
  var curves: [TableCurve] = []
  try DoseTable(file: "t.csv", bytes: Array(text.utf8), statement).forEachCurve {
    curves.append($0)
  }
  return curves
}

private func refusal(_ text: String, _ statement: DoseTableStatement) -> InputRefusal? {
  do {
    _ = try curves(text, statement)
    return nil
  } catch {
    return error as? InputRefusal
  }
}

@Suite struct StatedTidyTableTests {
  @Test func `percent and fraction of the same measurement are the same curve`() throws {
    let percent = "line,dose,response\nA,0,100\nA,0.5,50\nB,1,25\nA,1,\n"
    let fraction = "line,dose,response\nA,0,1\nA,0.5,0.5\nB,1,0.25\nA,1,NA\n"
    let first = try curves(percent, statement(.viability, .percent))
    let second = try curves(fraction, statement(.viability, .fraction))
    #expect(first.map { $0.points.map(\.response) } == [[1, 0.5], [0.25]])
    #expect(first == second)
    #expect(first.map(\.name) == ["A", "B"])
    #expect(first[0].points[1].dose == 0.5)
    #expect(first.map(\.missingCount) == [1, 0])
  }

  @Test func `all faults of a table are listed, in the words of keys`() throws {
    let text = "line,dose,response\nA,-1,50\nA,,50\nA,1,fifty\n,1,50\nA,10 g,50\n"
    #expect(
      refusal(text, statement(.viability, .percent))?.text == """
        t.csv:2:3: the dose “-1” is below zero; needed: a dose of zero or more
          hint: if the column holds base-10 logarithms of doses, say so with “log-doses: true”
        t.csv:3:3: the row has no dose; needed: a dose of zero or more
          hint: write 0 for vehicle
        t.csv:4:5: “fifty” is no number; needed: the response as a bare number, or nothing where \
        it is missing
        t.csv:5:1: the row names no curve; needed: a value in every column that names a curve
        t.csv:6:3: “10 g” is no number; needed: a dose of zero or more
          hint: units of doses that are read are pM, nM, µM, mM, M, pg/mL, ng/mL, µg/mL, mg/mL
        5 faults found; nothing was run.
        """)
  }

  @Test func `numbers that cannot be on the stated scale are refused`() throws {
    let percent = "line,dose,response\nA,0,100\nA,1,98\nA,2,50\n"
    #expect(
      refusal(percent, statement(.viability, .fraction))?.text == """
        t.csv: the largest response is 100.0, which as a fraction is 10000.0 %; needed: responses \
        on the stated scale, viability as a fraction
          hint: “notation: percent” if 100 is full, or “scale: signal” if they are not normalised
        """)
    let fraction = "line,dose,response\nA,0,1\nA,1,0.98\nA,2,0.5\n"
    #expect(
      refusal(fraction, statement(.viability, .percent))?.text == """
        t.csv: no viability of the table is far above 1.0 %; needed: responses on the stated \
        scale, viability in percent
          hint: “notation: fraction” if 1 is full
        """)
    #expect(refusal(fraction, statement(.inhibition, .percent)) == nil)
    #expect(refusal(percent, statement(.signal)) == nil)
  }

  @Test func `a decimal comma in doubt must be stated`() throws {
    let text = "line;dose;response\nA;0;1,000\nA;1;1,234\n"
    #expect(
      refusal(text, statement(.signal))?.text == """
        t.csv:2:5: “1,000” may be 1000 or 1.000; needed: the decimal mark stated
          hint: “decimal: point” or “decimal: comma”
        """)
    var stated = statement(.signal)
    stated.decimalMark = .comma
    #expect(try curves(text, stated)[0].points[1].response == 1.234)
  }

  @Test func `a table without rows or columns is refused`() throws {
    #expect(
      refusal("line,dose,response\n", statement(.signal))?.faults.map(\.found)
        == ["the table has a header and no rows"])
    #expect(refusal("lines,conc,resp\n1,2,3\n", statement(.signal))?.faults.count == 3)
  }

  @Test func `a well is called what its row calls it`() throws {
    let text = """
      line,plate,well,replicate,dose,response
      A,P1,B03,1,0,1
      A,P1,,2,1,0.5

      """
    let table = try DoseTable(
      file: "t.csv", bytes: Array(text.utf8), statement(.viability, .fraction))
    var names: [String?] = []
    try table.forEachCurve { names += $0.points.map(table.wellName) }
    #expect(names == ["P1 B03", "P1"])
    let numbered = "line,rep,dose,response\nA,1,0,1\nA,b,1,0.5\nA,,2,0.5\n"
    let other = try DoseTable(
      file: "t.csv", bytes: Array(numbered.utf8), statement(.viability, .fraction))
    names = []
    try other.forEachCurve { names += $0.points.map(other.wellName) }
    #expect(names == ["replicate 1", "b", nil])
  }
}

@Suite struct StatedTableOfRowsTests {
  private func rows(_ doses: [String], name: String = "n") -> DoseTableStatement {
    var statement = DoseTableStatement(in: .key)
    statement.groupColumns = [name]
    statement.doses = doses
    statement.kind = .viability
    statement.notation = .fraction
    return statement
  }

  @Test func `one row is one curve, and repeated names stay apart`() throws {
    let text = "n\ta\tb\nX\t1\t0.5\nY\t1\t\nX\t1\t0.25\n"
    let table = try DoseTable(file: "t.csv", bytes: Array(text.utf8), rows(["0", "10 nM"]))
    var found: [TableCurve] = []
    try table.forEachCurve { found.append($0) }
    #expect(found.map(\.name) == ["X #1", "Y", "X #2"])
    #expect(found[2].points.map(\.response) == [1, 0.25])
    #expect(found[1].missingCount == 1)
    #expect(found[1].points.map(\.dose) == [0])
    // All wells of a curve are on one line: the column says which.
    #expect(found[0].points.map(table.wellName) == ["a", "b"])
    #expect(found[0].points.map(\.line) == [2, 2])
  }

  @Test func `one unit at the end of a list of doses serves all`() throws {
    let text = "n,a,b,c\nX,1,0.5,0.1\n"
    let table = try DoseTable(file: "t.csv", bytes: Array(text.utf8), rows(["0", "0.1", "10 µM"]))
    #expect(table.unit == .symbol("µM"))
    var statement = rows(["0", "0.1", "10 µM"])
    statement.unit = .symbol("nM")
    let told = try DoseTable(file: "t.csv", bytes: Array(text.utf8), statement)
    try told.forEachCurve { #expect($0.points.map(\.dose) == [0, 100, 10000]) }
    #expect(told.notices.contains { $0.contains("all were turned into nM") })
  }

  @Test func `the columns of responses may be named, in the order of their doses`() throws {
    let text = "n,high,note,low\nX,0.1,7,0.9\n"
    var statement = rows(["1", "100 nM"])
    statement.responseColumns = ["low", "high"]
    let found = try curves(text, statement)
    #expect(found[0].points.map(\.dose) == [1, 100])
    #expect(found[0].points.map(\.response) == [0.9, 0.1])
  }

  @Test func `too few doses are refused with the names of the columns, and no dose is below zero`()
    throws
  {
    func inNanomolar(_ doses: [String]) -> DoseTableStatement {
      var statement = rows(doses)
      statement.unit = .symbol("nM")
      return statement
    }
    #expect(
      refusal("n,a,b\nX,1,2\n", inNanomolar(["0"]))?.text == """
        t.csv:1:1: 1 doses are given for 2 columns of responses; needed: one dose for each column, \
        in the columns' order
          hint: the columns are a, b
        """)
    #expect(
      refusal("n,a,b\nX,1,1\n", inNanomolar(["0", "-1"]))?.faults.first?.found
        == "the dose “b” is below zero")
    #expect(
      refusal("n,a,b\nX,1,1\n", inNanomolar(["0", "ten"]))?.faults.first?.hint
        == "“doses” with one dose a column, such as “doses: 0, 1, 10, 100”")
  }

  static let referenceData = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"]

  /// CTRP viability, 1,246 curves of 17 doses (Basu et al. 2013, as distributed with CurveCurator).
  @Test(.enabled(if: referenceData != nil, "PRIMED_REFERENCE_DATA names no folder"))
  func `the CTRP table is read whole`() throws {
    let folder = try #require(Self.referenceData)
    let doses = [
      0, 0.0012, 0.0024, 0.0049, 0.0097, 0.019, 0.039, 0.078, 0.16, 0.31, 0.62, 1.2, 2.5, 5, 10, 20,
    ].map { "\($0)" }
    let table = try DoseTable(
      contentsOf: "\(folder)/ctrp-viability/dose_responses_40.0.tsv",
      rows(doses + ["40 uM"], name: "Name"))
    var measured: [TableCurve] = []
    try table.forEachCurve { measured.append($0) }
    #expect(measured.count == 1246)
    #expect(measured[0].name == "CAS-1_CIL70")
    #expect(measured[0].points.count == 17)
    #expect(measured[0].points[16].response == 0.02688)
    #expect(measured[0].points[16].dose == 40)
    #expect(measured.allSatisfy { $0.points.count + $0.missingCount == 17 })
    #expect(Set(measured.map(\.name)).count == 1246)
    var first: [String] = []
    try table.forEachCurve(atMost: 3) { first.append($0.name) }
    #expect(first == measured.prefix(3).map(\.name))
  }
}
