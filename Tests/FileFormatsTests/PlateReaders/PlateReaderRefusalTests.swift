import FileFormats
import Testing

/// The sentences with which files are refused.
struct PlateReaderRefusalTests {
  typealias Fixtures = PlateReaderFixtures

  private func refusal(_ text: String) -> String {
    do {
      _ = try Fixtures.read(text)
      return "read"
    } catch {
      return (error as? InputRefusal)?.text ?? "\(error)"
    }
  }

  @Test func `an unknown file is refused with its first line and a way to describe it`() {
    let text = refusal("hello\nworld\n")
    #expect(
      text.hasPrefix("f.csv:1:1: the file begins with “hello”; needed: a plate reader's export\n"))
    #expect(text.contains("schema: primed.plate-format/1"))
  }

  @Test func `what nearly is a plate is said with its line`() {
    let letters = refusal("Lum\nA,1,2,3\nB,4,5,6\nC,7,8,9\n")
    #expect(
      letters.hasPrefix(
        """
        f.csv:2:1: a row of wells begins here with a row letter, without column numbers above; \
        needed: the numbers 1, 2, 3, … in a line above the rows
        """))
    let numbers = refusal("x\n\n10,20,35,40,50,60\n")
    #expect(
      numbers.hasPrefix(
        "f.csv:3:1: 6 numbers stand here without row letters and column numbers; needed: the wells"
      ))
  }

  @Test func `every value that is no number is named with its well`() {
    #expect(
      refusal(Fixtures.grid.replacing("A,1,2,3", with: "A,1.2.3,2,3x")) == """
        f.csv:3:3: “1.2.3” is no number for well A1; needed: a number, or a word such as OVRFLW
          hint: thousands must not be set apart
        f.csv:3:11: “3x” is no number for well A3; needed: a number, or a word such as OVRFLW
          hint: thousands must not be set apart
        2 faults found; nothing was run.
        """)
  }

  @Test func `a mark that may be either is asked for`() {
    let text = ";1;2\nA;1,234;2,345\nB;3,456;4,567\n"
    #expect(
      refusal(text) == """
        f.csv:2:3: “1,234” may be 1234 or 1.234; needed: the decimal mark stated
          hint: add --decimal point or --decimal comma
        """)
  }

  @Test func `points and commas together are refused`() {
    #expect(
      refusal(";1;2\nA;1.5;2,75\nB;3;4\n").hasPrefix(
        "f.csv:2:7: “2,75” has a decimal comma, and “1.5” in line 2 a decimal point; "
          + "needed: one decimal mark throughout"))
  }

  @Test func `a well that stands twice is refused`() {
    let text = refusal("plate,well,value\nP1,A1,1\nP1,A01,2\n")
    #expect(
      text
        == "f.csv:3:8: well A1 of “value” stands here again; needed: each well once in a measurement"
    )
  }

  @Test func `a bare time without unit is asked for`() {
    let text = refusal("well,time,signal\nA1,5,100\n")
    #expect(
      text == """
        f.csv:2:4: “5” is no time with a unit; needed: a time such as 0:05:00 or 5 min
          hint: name the unit in the heading: time_s, time_min or time_h
        """)
  }

  @Test func `an export cut short is refused`() {
    let cut = Fixtures.softMaxLines.split(separator: "~End").first.map(String.init) ?? ""
    #expect(
      refusal(cut) == """
        f.csv:2:1: the block of this plate has no “~End”; needed: a whole file
          hint: the file was cut short; export or copy it again
        """)
  }

  @Test func `an export without its results is refused with what gave it away`() {
    let header = Fixtures.gen5.split(separator: "Layout").first.map(String.init) ?? ""
    #expect(
      refusal(header) == """
        f.csv: this is a file of BioTek Gen5 (“Software Version” at line 1) without any value in \
        it; needed: an export with its results
          hint: choose the results, as a plate or as a list, when exporting
        """)
  }

  @Test func `empty, binary and half UTF-16 files are refused`() {
    #expect(refusal(" \n \n") == "f.csv: the file is empty; needed: a plate reader's export")
    func refusalOfBytes(_ bytes: [UInt8]) -> String {
      do {
        _ = try ExportedFile(file: "f", bytes: bytes)
        return "read"
      } catch { return error.text }
    }
    #expect(refusalOfBytes([1, 2, 0, 9, 9]).hasPrefix("f: a zero byte stands at byte 3; needed"))
    #expect(
      refusalOfBytes([0xD0, 0xCF, 0x11, 0xE0]).hasPrefix("f: this is an old binary workbook"))
    #expect(refusalOfBytes([0xFF, 0xFE, 65]).hasPrefix("f: the file begins as UTF-16 but is none"))
  }
}
