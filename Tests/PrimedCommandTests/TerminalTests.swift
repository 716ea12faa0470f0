import Testing
import Workbench
import primed

@Suite struct TerminalTests {
  @Test func `colour needs a screen and no NO_COLOR`() {
    func colors(screen: Bool, _ environment: [String: String]) -> Bool {
      Terminal(
        outputIsScreen: screen, messagesAreOnScreen: screen, columns: 80,
        environment: environment
      ).colorsOutput
    }
    #expect(colors(screen: true, [:]))
    #expect(!colors(screen: false, [:]))
    #expect(!colors(screen: true, ["NO_COLOR": "1"]))
    #expect(colors(screen: true, ["NO_COLOR": ""]))
    #expect(!colors(screen: true, ["TERM": "dumb"]))
  }

  @Test func `a style is only applied where it is shown`() {
    #expect(TextStyle.bad.apply(to: "no", where: false) == "no")
    #expect(TextStyle.bad.apply(to: "no", where: true) == "\u{1B}[31mno\u{1B}[0m")
  }

  @Test func `a table lines up and shows a missing value as a dash`() {
    var table = TextTable([.init("line"), .init("EC50 (nM)", .trailing)])
    table.addRow(["RS4;11", "9.87"])
    table.addRow(["OCI-M1", nil])
    #expect(
      table.text == """
        line    EC50 (nM)
        RS4;11       9.87
        OCI-M1          –
        """)
  }

  @Test func `the bar tells the share, the time and the stage`() {
    let line = ProgressBar.line(
      for: JobProgress(stage: "RS4;11", finished: 1, of: 4), after: .seconds(3), columns: 80)
    #expect(line == "██████░░░░░░░░░░░░░░░░░░  25 %  3 s  RS4;11")
  }

  @Test(arguments: [0, 1, 10, 40])
  func `the bar is narrower than the screen`(columns: Int) {
    let line = ProgressBar.line(
      for: JobProgress(stage: "a long stage", finished: 4, of: 4), after: .zero, columns: columns)
    #expect(line.count <= max(0, columns - 1))
  }

  @Test(arguments: 0...200)
  func `the bar is full only at the end`(finished: Int) {
    let line = ProgressBar.line(
      for: JobProgress(stage: "", finished: finished, of: 200), after: .zero, columns: 80)
    #expect(line.contains("100 %") == (finished == 200))
    #expect(line.contains("░") == (finished < 200))
  }
}
