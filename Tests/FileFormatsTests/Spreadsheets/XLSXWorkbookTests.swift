import FileFormats
import Testing

struct XLSXWorkbookTests {
  private func refusal(_ bytes: [UInt8]) -> String {
    do throws(InputRefusal) {
      _ = try XLSXWorkbook(file: "w.xlsx", bytes: bytes)
      return "read"
    } catch {
      return error.text
    }
  }

  private func texts(_ sheet: SpreadsheetSheet) -> [[String]] { sheet.rows.map { $0.map(\.text) } }

  @Test func `a packed workbook is read with numbers, texts and blank cells in place`() throws {
    let sheets = try XLSXWorkbook(file: "w.xlsx", bytes: WorkbookFixtures.deflated).sheets
    #expect(sheets.map(\.name) == ["Results"])
    #expect(
      texts(sheets[0]) == [
        ["Lum"], ["", "1", "2", "3"], ["A", "0.5", "1234.25"], ["B", "OVER", "2", "-0.125"],
      ])
    #expect(sheets[0].cell(2, 1).kind == .number)
    #expect(sheets[0].cell(3, 1).kind == .text)
  }

  @Test func `a plate in a workbook is read, and a fault in it names the cell`() throws {
    let readout = try PlateReaderCatalogue.read(
      ExportedFile(file: "w.xlsx", bytes: WorkbookFixtures.deflated))
    #expect(readout.readings.map(\.well.name) == ["A1", "A2", "A3", "B1", "B2", "B3"])
    #expect(readout.readings[3].flag == .overflow)
    #expect(readout.readings[5].value == -0.125)
    let sheet = """
      <worksheet><sheetData>
      <row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>
      <row><c r="A3" t="inlineStr"><is><t>A</t></is></c><c><v>5</v></c>
      <c t="inlineStr"><is><t>1.2.3</t></is></c></row>
      <row r="4"><c r="A4" t="str"><v>B</v></c><c r="B4"><v>1</v></c><c r="C4"><v>-0</v></c></row>
      </sheetData></worksheet>
      """
    let bytes = WorkbookFixtures.workbook(sheetXML: sheet)
    #expect {
      try PlateReaderCatalogue.read(ExportedFile(file: "w.xlsx", bytes: bytes))
    } throws: {
      ($0 as? InputRefusal)?.text == """
        w.xlsx:3:3: “1.2.3” is no number for well A2 in cell C3 of “S”; needed: a number, or a \
        word such as OVRFLW
          hint: thousands must not be set apart
        """
    }
  }

  @Test func `rich texts are joined, their readings aid left out`() throws {
    let strings =
      "<sst><si><r><t>Raw </t></r><r><t>data</t></r><rPh><t>x</t></rPh></si><si><t/></si></sst>"
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
      <c r="C1" t="e"><v>#DIV/0!</v></c></row></sheetData></worksheet>
      """
    let bytes = WorkbookFixtures.workbook(sheetXML: sheet, sharedStringsXML: strings)
    let sheets = try XLSXWorkbook(file: "w.xlsx", bytes: bytes).sheets
    #expect(texts(sheets[0]) == [["Raw data", "", "#DIV/0!"]])
    #expect(sheets[0].cell(0, 2).kind == .error)
  }

  @Test func `what is no workbook is refused`() {
    #expect(
      refusal(WorkbookFixtures.archive([("a.txt", [1])]))
        == "w.xlsx: this ZIP archive holds no workbook; needed: an XLSX file")
    #expect(
      refusal(Array(WorkbookFixtures.deflated.dropLast(40)))
        == """
        w.xlsx: the archive has no directory at its end; needed: a whole XLSX file
          hint: the file was cut short; copy it again
        """)
    #expect(
      refusal(WorkbookFixtures.workbook(sheetXML: "<worksheet><sheetData>"))
        .hasPrefix("w.xlsx: the XLSX file's XML is damaged at line"))
    #expect(
      refusal(WorkbookFixtures.workbook(sheetXML: "<worksheet><a></worksheet>"))
        .hasPrefix("w.xlsx: the XLSX file's XML is damaged at line"))
  }

  @Test func `a document type is refused, since its entities may unfold without end`() {
    let sheet = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData/></worksheet>"
    #expect(
      refusal(WorkbookFixtures.workbook(sheetXML: sheet)).hasPrefix(
        "w.xlsx: “xl/worksheets/sheet1.xml” defines a document type"))
  }

  /// The bytes with every directory entry's unpacked size, in both places, replaced.
  private func withSize(_ size: UInt32, of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let marks = [([0x50, 0x4B, 0x01, 0x02] as [UInt8], 24), ([0x50, 0x4B, 0x03, 0x04], 22)]
    for (mark, offset) in marks {
      for place in bytes.indices.dropLast(offset + 4)
      where Array(bytes[place..<(place + 4)]) == mark {
        bytes.replaceSubrange(
          (place + offset)..<(place + offset + 4), with: WorkbookFixtures.little(size, 4))
      }
    }
    return bytes
  }

  @Test func `a bomb is refused before it unfolds, whether it states its size or lies`() {
    #expect(
      refusal(withSize(2_000_000_000, of: WorkbookFixtures.deflated)).hasPrefix(
        "w.xlsx: “xl/workbook.xml” unpacks to 2000000000 bytes; needed: at most 134217728 bytes"))
    #expect(
      refusal(withSize(100_000_000, of: WorkbookFixtures.deflated)).contains(
        "states a size that it cannot have"))
    #expect(
      refusal(withSize(16, of: WorkbookFixtures.deflated)).contains(
        "does not unpack to the size stated"))
  }

  @Test func `a few cells cannot claim a whole sheet of memory`() {
    let cells = (1...600).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }
    let sheet = "<worksheet><sheetData>\(cells.joined())</sheetData></worksheet>"
    #expect(
      refusal(WorkbookFixtures.workbook(sheetXML: sheet))
        == "w.xlsx: sheet “S” has more cells than are read; needed: a table of plates")
    let outside =
      "<worksheet><sheetData><row><c r=\"ZZZ9\"><v>1</v></c></row></sheetData></worksheet>"
    #expect(
      refusal(WorkbookFixtures.workbook(sheetXML: outside)).hasPrefix(
        "w.xlsx: sheet “S” has a cell where no cell can be"))
  }

  @Test(.timeLimit(.minutes(1)), arguments: 0..<4)
  func `a damaged workbook is read or refused`(seed: Int) {
    var generator = PlateReaderFuzzTests.Generator(state: UInt64(seed) &+ 77)
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row>
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>5</v></c></row></sheetData></worksheet>
      """
    for round in 0..<200 {
      let bytes: [UInt8]
      if round.isMultiple(of: 2) {
        bytes = PlateReaderFuzzTests.damaged(WorkbookFixtures.deflated, using: &generator)
      } else {
        let xml = PlateReaderFuzzTests.damaged(Array(sheet.utf8), using: &generator)
        bytes = WorkbookFixtures.workbook(
          sheetXML: String(decoding: xml, as: UTF8.self),
          sharedStringsXML: "<sst><si><t>A</t></si></sst>")
      }
      do {
        _ = try PlateReaderCatalogue.read(ExportedFile(file: "w.xlsx", bytes: bytes))
      } catch {
        #expect(!error.faults.isEmpty)
      }
    }
  }
}
