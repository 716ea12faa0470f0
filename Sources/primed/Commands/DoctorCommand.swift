import ArgumentParser
import Workbench

/// `primed doctor`: what works on this machine and what does not.
package struct DoctorCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tells what works on this machine and what does not.",
    discussion: """
      EXAMPLE
        primed doctor

      For each part that Primed uses: whether it is there, what it is needed for, and how to get \
      it. Ends with 1 if something that running needs is not in order.
      """)

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() throws {
    let report = Doctor().examine()
    if inJSON {
      print(try JSONAnswer(schema: "primed.doctor/1", body: report).text())
    } else {
      print(DoctorText(report, colored: Terminal.current.colorsOutput).text)
    }
    if !report.canRun { throw ExitCode(ExitStatus.itemFailed.rawValue) }
  }
}
