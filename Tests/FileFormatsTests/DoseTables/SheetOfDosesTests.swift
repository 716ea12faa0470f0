import FileFormats
import Foundation
import Testing

/// Dose tables that stand in workbooks and Prism files.
struct SheetOfDosesTests {
  /// Writes `bytes` to a file of its own, and takes it away again.
  private func with<Result>(
    _ bytes: [UInt8], named name: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "sheets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    return try body(file.path)
  }

  private func curves(_ path: String, _ statement: DoseTableStatement) throws -> [TableCurve] {
    var curves: [TableCurve] = []
    try DoseTable(contentsOf: path, statement).forEachCurve { curves.append($0) }
    return curves
  }

  private var viability: DoseTableStatement {
    var statement = DoseTableStatement()
    statement.kind = .viability
    statement.notation = .percent
    return statement
  }

  private func refusal(_ bytes: [UInt8], named name: String, sheet: String? = nil) throws -> String
  {
    var statement = viability
    statement.sheet = sheet
    do {
      _ = try with(bytes, named: name) { try curves($0, statement) }
    } catch let refusal as InputRefusal {
      return refusal.faults.map { fault in
        "\(fault.position?.line ?? 0): \(fault.found); \(fault.hint ?? "")"
      }.joined(separator: "\n")
    }
    return ""
  }

  private static let workbook: [UInt8] = WorkbookFixtures.workbook(
    sheetXML: """
      <worksheet><sheetData>\
      <row r="2"><c r="A2" t="inlineStr"><is><t>dose (nM)</t></is></c>\
      <c r="B2" t="inlineStr"><is><t>A "1"</t></is></c><c r="C2" t="inlineStr"><is><t>B</t></is></c></row>\
      <row r="3"><c r="A3"><v>0</v></c><c r="B3"><v>100</v></c><c r="C3"><v>99</v></c></row>\
      <row r="4"><c r="A4"><v>1.5</v></c><c r="B4"><v>80.25</v></c></row>\
      <row r="5"><c r="A5"><v>1E3</v></c><c r="B5"><v>20</v></c><c r="C5"><v>1.5</v></c></row>\
      </sheetData></worksheet>
      """)

  @Test func `a worksheet is read as a table of the same cells would be`() throws {
    let read = try with(Self.workbook, named: "w.xlsx") { try curves($0, viability) }
    let text = "\ndose (nM)\t\"A \"\"1\"\"\"\tB\n0\t100\t99\n1.5\t80.25\t\n1000\t20\t1.5\n"
    let same = try with(Array(text.utf8), named: "t.tsv") { try curves($0, viability) }
    #expect(read.map(\.name) == ["A \"1\"", "B"])
    #expect(read == same)
    #expect(read[0].points.map(\.dose) == [0, 1.5, 1000])
    // The line of a point is the row of the sheet.
    #expect(read[0].points.map(\.line) == [3, 4, 5])
  }

  @Test func `a sheet is chosen by name or number, and one that is not there is told`() throws {
    for sheet in ["S", "s", "1"] {
      var statement = viability
      statement.sheet = sheet
      let read = try with(Self.workbook, named: "w.xlsx") { try curves($0, statement) }
      #expect(read.count == 2)
    }
    let message = try refusal(Self.workbook, named: "w.xlsx", sheet: "Data")
    #expect(message.contains("there is no sheet “Data”"))
    #expect(message.contains("“S”"))
    let plain = try refusal(Array("dose,A\n0,1\n".utf8), named: "t.csv", sheet: "2")
    #expect(plain.contains("this is no workbook, so it has no sheet “2”"))
  }

  @Test func `a fault in a worksheet names its row`() throws {
    let broken = WorkbookFixtures.workbook(
      sheetXML: """
        <worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>dose (nM)</t></is></c>\
        <c r="B1" t="inlineStr"><is><t>A</t></is></c></row>\
        <row r="4"><c r="A4"><v>-3</v></c><c r="B4"><v>100</v></c></row></sheetData></worksheet>
        """)
    let message = try refusal(broken, named: "w.xlsx")
    #expect(message.hasPrefix("4: the dose “-3” is below zero"))
  }

  private static func prism(_ tables: String) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <GraphPadPrismFile xmlns="http://graphpad.com/prism/Prism.htm" PrismXMLVersion="5.00">
      <Created><OriginalVersion CreatedByProgram="GraphPad Prism"/></Created>
      \(tables)
      </GraphPadPrismFile>
      """.utf8)
  }

  private static func values(_ values: [String]) -> String {
    "<Subcolumn>" + values.map { $0.isEmpty ? "<d/>" : "<d>\($0)</d>" }.joined() + "</Subcolumn>"
  }

  private static let dataTable = """
    <Table ID="Table0" XFormat="numbers" YFormat="replicates" Replicates="2" TableType="XY">
    <Title>Data <B>1</B></Title>
    <RowTitlesColumn Width="1"><Subcolumn></Subcolumn></RowTitlesColumn>
    <XColumn Width="81" Decimals="6" Subcolumns="1"><Title>log[drug], M</Title>\
    \(values(["-9", "-8", "-7", "-6"]))</XColumn>
    <XAdvancedColumn Version="1" Subcolumns="1"><Title>log[drug], M</Title>\
    \(values(["-9", "-8", "-7", "-6"]))</XAdvancedColumn>
    <YColumn Width="162" Subcolumns="2"><Title>venetoclax</Title>\(values(["100", "", "50", "3"]))\
    <Subcolumn><d>98</d><d>90</d><d Excluded="1">700</d><d>2</d></Subcolumn></YColumn>
    <YColumn Width="162" Subcolumns="2"><Title>venetoclax</Title>\(values(["97", "96", "95"]))\
    \(values([]))</YColumn>
    </Table>
    """

  @Test func `a Prism table gives its data sets with replicates, without excluded values`() throws {
    let read = try with(Self.prism(Self.dataTable), named: "p.pzfx") { try curves($0, viability) }
    #expect(read.map(\.name) == ["venetoclax", "venetoclax (2)"])
    #expect(read[0].points.count == 6)
    #expect(read[0].points.map(\.response).sorted() == [0.02, 0.03, 0.5, 0.9, 0.98, 1])
    #expect(abs(read[0].points[0].dose / 1e-9 - 1) < 1e-12)
    #expect(read[1].points.map(\.response) == [0.97, 0.96, 0.95])
    let table = try with(Self.prism(Self.dataTable), named: "p.pzfx") {
      try DoseTable(contentsOf: $0, viability)
    }
    #expect(table.unit.symbol == "M")
    #expect(table.notices.contains("Read the table “Data 1”."))
    #expect(table.notices.contains("Left out 1 value that Prism had excluded."))
  }

  @Test func `means with errors and tables of other kinds are told, not guessed at`() throws {
    let means = """
      <Table ID="T1" YFormat="SDN" TableType="XY"><Title>Means</Title>\
      <XColumn Subcolumns="1"><Title>dose (nM)</Title>\(Self.values(["1", "2"]))</XColumn>\
      <YColumn Subcolumns="3"><Title>A</Title>\(Self.values(["1", "2"]))\(Self.values(["1", "2"]))\
      \(Self.values(["3", "3"]))</YColumn></Table>
      """
    let columns = """
      <Table ID="T2" YFormat="replicates" TableType="OneWay"><Title>Bars</Title>\
      <YColumn Subcolumns="1"><Title>A</Title>\(Self.values(["1", "2"]))</YColumn></Table>
      """
    let message = try refusal(Self.prism(means + columns), named: "p.pzfx")
    #expect(message.contains("“Means” (it holds means with errors (SDN), no replicates)"))
    #expect(message.contains("“Bars” (no table of X against Y)"))
    let mixed = try with(Self.prism(means + Self.dataTable), named: "p.pzfx") {
      try DoseTable(contentsOf: $0, viability)
    }
    #expect(mixed.notices.contains { $0.hasPrefix("Left out “Means”") })
  }

  @Test func `a Prism file cut short, or with entities of its own, is refused`() throws {
    let whole = Self.prism(Self.dataTable)
    let cut = try refusal(Array(whole.dropLast(200)), named: "p.pzfx")
    #expect(cut.contains("the Prism file's XML is damaged at line"))
    let bomb = Array(
      """
      <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>
      <GraphPadPrismFile><Table><Title>&a;&a;</Title></Table></GraphPadPrismFile>
      """.utf8)
    #expect(try refusal(bomb, named: "p.pzfx").contains("the file defines a document type"))
  }

  @Test(.timeLimit(.minutes(1)), arguments: 0..<4)
  func `a damaged workbook or Prism file is read or refused`(seed: Int) throws {
    var generator = PlateReaderFuzzTests.Generator(state: UInt64(seed) &+ 77)
    for original in [Self.workbook, Self.prism(Self.dataTable)] {
      for _ in 0..<60 {
        let bytes = PlateReaderFuzzTests.damaged(original, using: &generator)
        do {
          let read = try with(bytes, named: "d.bin") { try curves($0, viability) }
          for curve in read { #expect(curve.points.allSatisfy { $0.response.isFinite }) }
        } catch {
          #expect((error as? InputRefusal)?.faults.isEmpty == false)
        }
      }
    }
  }
}
