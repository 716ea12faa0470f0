import FileFormats
import Testing

func table(_ text: String, delimiter: Delimiter? = nil) throws(InputRefusal) -> DelimitedTable {
  try DelimitedTable(InputText(file: "t.csv", text: text), delimiter: delimiter)
}

struct DelimitedTableTests {
  func texts(_ table: DelimitedTable) -> [[String]] { table.rows.map { $0.map(\.text) } }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `any line ending, with or without one at the end`(ending: String) throws {
    let text = ["a,b", "1,2", "3,"].joined(separator: ending)
    #expect(texts(try table(text)) == [["1", "2"], ["3", ""]])
    #expect(texts(try table(text + ending)) == [["1", "2"], ["3", ""]])
    #expect(try table(text).rows[1][0].position == TextPosition(line: 3, column: 1))
  }

  @Test func `quotes hold delimiters, quotes and line breaks`() throws {
    let parsed = try table("a,b\n\"x,\"\"y\"\"\nz\",\"\"\n1,2\n")
    #expect(texts(parsed) == [["x,\"y\"\nz", ""], ["1", "2"]])
    #expect(parsed.rows[1][0].position == TextPosition(line: 4, column: 1))
    #expect(parsed.rows[1][1].position == TextPosition(line: 4, column: 3))
  }

  @Test(arguments: [
    ("a;b\n1,5;2,5\n", Delimiter.semicolon), ("a\tb\n1\t2", .tab), ("a\n1\n", .comma),
  ])
  func `the delimiter is found where the lines leave no doubt`(text: String, expected: Delimiter)
    throws
  {
    #expect(try table(text).delimiter == expected)
  }

  @Test func `a delimiter in doubt must be stated`() throws {
    let text = "a,b;c,d\n1,2;3,4\n"
    let refusal = #expect(throws: InputRefusal.self) { try table(text) }
    #expect(
      refusal?.text
        == "t.csv: the fields could be divided by comma or semicolon; needed: the delimiter stated")
    #expect(texts(try table(text, delimiter: .semicolon)) == [["1,2", "3,4"]])
  }

  @Test func `every row of another length is named`() {
    let refusal = #expect(throws: InputRefusal.self) {
      try table("a,b\n1\n1,2\n1,2,3\n", delimiter: .comma)
    }
    #expect(
      refusal?.text == """
        t.csv:2:1: 1 fields stand in this row and 2 in the header; needed: 2 fields
        t.csv:4:1: 3 fields stand in this row and 2 in the header; needed: 2 fields
          hint: put quotes around a field that holds the delimiter, or state the delimiter
        2 faults found; nothing was run.
        """)
  }

  @Test func `an open quote and text behind a quote are named where they stand`() {
    let open = #expect(throws: InputRefusal.self) { try table("a,b\n1,\"2\n3,4\n") }
    #expect(open?.text.contains("t.csv:2:3: a quote opens here and never closes") == true)
    let behind = #expect(throws: InputRefusal.self) { try table("a,b\n\"1\"x,2\n") }
    #expect(behind?.text.contains("t.csv:2:4: text follows the closing quote") == true)
  }

  @Test func `marks of encoding are understood`() throws {
    let text = "dose µM,b\n1,2\n"
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    var swapped: [UInt8] = []
    for index in stride(from: 0, to: utf16.count, by: 2) {
      swapped += [utf16[index + 1], utf16[index]]
    }
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), utf16, swapped] {
      let parsed = try DelimitedTable(InputText(file: "t.csv", bytes: bytes))
      #expect(parsed.header[0].text == "dose µM")
      #expect(parsed.header[1].position == TextPosition(line: 1, column: 9))
    }
  }

  @Test func `other encodings are refused at their first wrong byte`() {
    let refusal = #expect(throws: InputRefusal.self) {
      try InputText(file: "t.csv", bytes: Array("a,b\nné".utf8.dropLast(2)) + [0xB5, 0x4D])
    }
    #expect(
      refusal?.text == """
        t.csv:2:2: a byte that is no UTF-8 stands here; needed: text in UTF-8
          hint: the file was saved in an older encoding, often because of µ or °; save it as UTF-8
        """)
    #expect(throws: InputRefusal.self) { try InputText(file: "t", bytes: [0x41, 0, 0x42, 0]) }
    #expect(throws: InputRefusal.self) { try InputText(file: "t", bytes: [0xFF, 0xFE, 0x41]) }
  }

  @Test func `columns are found by name, with suggestions`() throws {
    let parsed = try table("Dose (nM),viability,x,x\n1,2,3,4\n")
    let faults = FaultCollector(file: "t.csv")
    #expect(parsed.column(named: "dose_nm", noting: faults) == 0)
    #expect(faults.isEmpty)
    #expect(parsed.column(named: "viabilty", noting: faults) == nil)
    #expect(faults.faults.last?.hint == "did you mean viability?")
    #expect(parsed.column(named: "x", noting: faults) == nil)
    #expect(faults.faults.last?.found == "the column “x” stands 2 times in the header")
  }

  @Test func `a file is read once however long it is`() throws {
    let line = "0.125,\"quoted, field\",7\n"
    let parsed = try table("a,b,c\n" + String(repeating: line, count: 100_000))
    #expect(parsed.rows.count == 100_000)
  }

  @Test func `a missing file, a folder and too large a file are refused in words`() {
    let missing = #expect(throws: InputRefusal.self) { try InputText(contentsOf: "/no/such.csv") }
    #expect(
      missing?.text == "/no/such.csv: there is no such file; needed: a file that can be read")
    let folder = #expect(throws: InputRefusal.self) { try InputText(contentsOf: "/tmp") }
    #expect(folder?.text == "/tmp: this is a folder or a device; needed: a file")
    let device = #expect(throws: InputRefusal.self) { try InputText(contentsOf: "/dev/zero") }
    #expect(device?.text == "/dev/zero: this is a folder or a device; needed: a file")
  }
}

struct DecimalMarkTests {
  @Test(arguments: ["1", "-1.5", "+2e-3", " 7 ", ".5", "5.", "1E5"])
  func `decimal numbers are read as Double reads them`(text: String) {
    let bare = text.filter { $0 != " " }
    #expect(DecimalMark.point.number(in: text) == Double(bare) ?? Double("0" + bare))
  }

  @Test(arguments: ["", " ", "1,5", "1 5", "0x1p3", "inf", "NaN", "1e", "1.2.3", "１", "1e400"])
  func `nothing else is a number`(text: String) {
    #expect(DecimalMark.point.number(in: text) == nil)
  }
}
