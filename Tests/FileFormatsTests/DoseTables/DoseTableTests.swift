import FileFormats
import Testing

/// The table as it would lie on disk, read with what the person stated.
private func doseTable(
  _ text: String, _ change: (inout DoseTableStatement) -> Void = { _ in }
) throws -> DoseTable {
  var statement = DoseTableStatement()
  change(&statement)
  return try DoseTable(file: "t.csv", bytes: Array(text.utf8), statement)
}

private func curves(_ table: DoseTable) throws -> [TableCurve] {
  var curves: [TableCurve] = []
  try table.forEachCurve { curves.append($0) }
  return curves
}

private func faults(
  _ text: String, _ change: (inout DoseTableStatement) -> Void = { _ in }
) -> [String] {
  do {
    _ = try doseTable(text, change)
    return []
  } catch let refusal as InputRefusal {
    return refusal.faults.map(\.text)
  } catch {
    return ["\(error)"]
  }
}

@Suite struct DoseTableTests {
  private static let tidy = """
    line,dose (nM),viability (%)
    A,0,100
    A,1,90.5
    A,10,40
    B,0,99
    B,10,

    """

  @Test func `a tidy table whose titles say everything needs no options but the group`() throws {
    let table = try doseTable(Self.tidy) { $0.groupColumns = ["line"] }
    #expect(table.layout == .tidy)
    #expect(table.unit == .symbol("nM"))
    #expect(table.scale == .viability(.percent))
    let curves = try curves(table)
    #expect(curves.map(\.name) == ["A", "B"])
    #expect(curves[0].points.map(\.dose) == [0, 1, 10])
    #expect(curves[0].points.map(\.response) == [1, 0.905, 0.4])
    #expect(curves[0].points.map(\.line) == [2, 3, 4])
    #expect(curves[1].points.count == 1)
    #expect(curves[1].missingCount == 1)
  }

  @Test func `everything that is not stated is asked for at once`() {
    let found = faults("curve,conc,y\nA,1,2\n")
    #expect(found.count == 4)
    #expect(found.contains { $0.contains("the unit of the doses is not stated") })
    #expect(found.contains { $0.contains("what the responses mean is not stated") })
    #expect(found.contains { $0.contains("no column is titled as a response") })
    #expect(found.contains { $0.contains("“curve” may be one") })
  }

  @Test func `curves whose rows are mixed come out whole, in order of appearance`() throws {
    let text = "g,dose,r\nA,0,1\nB,0,1\nA,1,0.5\nB,1,0.9\nA,2,0.2\n"
    let table = try doseTable(text) {
      $0.groupColumns = ["g"]
      $0.responseColumn = "r"
      $0.unit = .symbol("µM")
      $0.kind = .viability
      $0.notation = .fraction
    }
    let curves = try curves(table)
    #expect(curves.map(\.name) == ["A", "B"])
    #expect(curves[0].points.map(\.response) == [1, 0.5, 0.2])
  }

  @Test func `doses down the first column, replicates beside each other`() throws {
    let text = "dose (µM),A,,B:Y1,B:Y2\n0,100,98,50,51\n1,60,,20,21\n10,5,6,1\n"
    let table = try doseTable(text) { $0.kind = .signal }
    #expect(table.layout == .columns)
    let curves = try curves(table)
    #expect(curves.map(\.name) == ["A", "B"])
    #expect(curves[0].points.map(\.response) == [100, 98, 60, 5, 6])
    #expect(curves[0].missingCount == 1)
    #expect(curves[1].points.map(\.dose) == [0, 0, 1, 1, 10])
    #expect(table.notices.contains { $0.contains("fewer fields than the header") })
  }

  @Test func `one row a curve, doses as titles or stated; rows of one name stay apart`() throws {
    let text = "name\t0\t0.1\t1 µM\nX\t1\t0.9\t0.2\nX\t1\t0.8\t0.1\nY\t1\t1\t1\n"
    let table = try doseTable(text) {
      $0.unit = .symbol("µM")
      $0.kind = .viability
    }
    #expect(table.layout == .rows)
    let curves = try curves(table)
    #expect(curves.map(\.name) == ["X #1", "X #2", "Y"])
    #expect(curves[0].points.map(\.dose) == [0, 0.1, 1])
  }

  @Test func `doses in mixed units are turned into one, with a notice; mass and moles are not`()
    throws
  {
    let text = "dose,response\n10 nM,1\n1 µM,0.5\n0,1\n10 µM,0.1\n"
    let table = try doseTable(text) {
      $0.kind = .viability
      $0.notation = .fraction
    }
    #expect(try curves(table)[0].points.map(\.dose) == [10, 1000, 0, 10000])
    #expect(table.notices.contains { $0.contains("more than one unit") })
    let refused = faults("dose,response\n10 nM,1\n1 ng/mL,0.5\n") { $0.kind = .signal }
    #expect(refused.count == 1)
    #expect(refused[0].hasPrefix("t.csv:3:1: a dose in ng/mL stands in a table of doses in nM"))
  }

  @Test func `decimal commas, thousands and percent signs are read where they leave no doubt`()
    throws
  {
    let text = "dose (nM);viability\n0;\"100,5%\"\n1.000,5;50,25%\n1.000.000;1,5%\n"
    let table = try doseTable(text)
    #expect(table.scale == .viability(.percent))
    let points = try curves(table)[0].points
    #expect(points.map(\.dose) == [0, 1000.5, 1_000_000])
    #expect(points.map(\.response) == [1.005, 0.5025, 0.015])
    #expect(table.notices.contains { $0.contains("Signs between thousands") })
  }

  @Test func `a number that may be a thousand is asked about`() {
    let found = faults("dose (nM);signal\n0;1,234\n1;2,345\n")
    #expect(found.count == 1)
    #expect(found[0].contains("“1,234” may be 1234 or 1.234"))
    #expect(found[0].contains("--decimal"))
  }

  @Test func `a ragged row hides no other fault`() {
    let found = faults(
      "line,dose (nM),viability (%)\nA,0,100\nA,1\nA,x,90\nA,10,40,7\nA,-1,5\n"
    ) { $0.groupColumns = ["line"] }
    #expect(found.count == 4)
    #expect(found[0].hasPrefix("t.csv:3:3: 2 fields stand in this row and 3 in the header"))
    #expect(found[1].hasPrefix("t.csv:4:3: “x” is no number"))
    #expect(found[2].hasPrefix("t.csv:5:9: 4 fields"))
    #expect(found[3].hasPrefix("t.csv:6:3: the dose “-1” is below zero"))
  }

  @Test func `a viability that is stated as inhibition is asked about`() throws {
    let text = "dose (nM),r\n0,100\n1,98\n10,60\n100,10\n"
    let found = faults(text) {
      $0.responseColumn = "r"
      $0.kind = .inhibition
      $0.notation = .percent
    }
    #expect(found.count == 1)
    #expect(found[0].contains("begin near 100 % and fall with dose, as viability does"))
    #expect(found[0].contains("--scale-is-right"))
    let sure = try doseTable(text) {
      $0.responseColumn = "r"
      $0.kind = .inhibition
      $0.notation = .percent
      $0.scaleIsSure = true
    }
    #expect(sure.scale == .inhibition(.percent))
  }

  /// A drug that does nothing, stated on the wrong scale, looks like one that kills at every dose.
  @Test(arguments: [("inhibition", "99", "97"), ("viability", "3", "2")])
  func `a full effect at every dose of every curve is asked about`(
    scale: String, one: String, other: String
  ) throws {
    let title = "compound,dose (nM),\(scale) (%)\n"
    let full = "A,1,\(one)\nA,10,\(other)\nB,1,\(other)\nB,10,\(one)\n"
    let found = faults(title + full) { $0.groupColumns = ["compound"] }
    #expect(found.count == 1)
    #expect(found.first?.contains("all of them lie near") == true, "\(found)")
    #expect(found.first?.contains("--scale-is-right") == true)
    // A vehicle, or one response of another kind, settles it.
    for more in ["A,0,\(scale == "viability" ? "100" : "0")\n", "C,1,50\nC,10,\(one)\n"] {
      #expect(faults(title + full + more) { $0.groupColumns = ["compound"] }.isEmpty)
    }
    #expect(
      faults(title + full) {
        $0.groupColumns = ["compound"]
        $0.scaleIsSure = true
      }.isEmpty)
  }

  @Test func `percent or fraction is taken only where it is plain`() {
    func found(_ responses: [String]) -> [String] {
      let rows = responses.enumerated().map { "\($0.offset),\($0.element)" }
      return faults("dose (nM),viability\n" + rows.joined(separator: "\n"))
    }
    #expect(found(["1", "0.9", "0.2"]).isEmpty)
    #expect(found(["100", "90", "20"]).isEmpty)
    #expect(
      found(["3", "5", "7"]).first?.contains("--notation percent or --notation fraction") == true)
  }

  @Test func `UTF-16, a byte order mark and any line ending are read`() throws {
    let text = "dose (µM),viability (%)\r0,100\r\n1,50\n"
    let plain = try curves(doseTable(text))
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    var found: [TableCurve] = []
    try DoseTable(file: "t.csv", bytes: wide, DoseTableStatement()).forEachCurve {
      found.append($0)
    }
    #expect(found == plain)
    var marked: [TableCurve] = []
    try DoseTable(
      file: "t.csv", bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), DoseTableStatement()
    )
    .forEachCurve { marked.append($0) }
    #expect(marked == plain)
    #expect(plain[0].points.count == 2)
  }

  @Test func `a column that stands twice is refused`() {
    let found = faults("dose (nM),dose (nM),viability (%)\n1,1,100\n") {
      $0.doseColumn = "dose (nM)"
    }
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("t.csv:1:11: the column “dose (nM)” stands 2 times"))
  }

  @Test func `logarithms of doses are read where the title or the person says so`() throws {
    let text = "log10 dose (nM),viability (%)\n-1,100\n0,50\n2,5\n"
    #expect(try curves(doseTable(text))[0].points.map(\.dose) == [0.1, 1, 100])
  }
}
