import ArgumentParser
import Foundation
import Quantities
import Workbench

/// `primed fit DATA.csv`: from a table of doses and responses to potencies that can be trusted.
package struct FitCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fits curves to doses and responses, each to a verdict.",
    discussion: """
      EXAMPLE
        primed fit Examples/fitting/viability.csv --group compound --output fits

      Tables are read with one row a measurement (tidy), with doses down the first column and curves \
      beside them (columns), or with one row a curve (rows). What the file does not say is asked for: \
      the unit of the doses, and whether responses are viability, inhibition or a signal. A column of \
      units beside the doses is heeded; columns of SD, SEM or N are left out and named, as is a well \
      whose response is a word such as OVRFLW.

      Verdicts: complete, incomplete (a bound instead of a number), flat, biphasic, hormetic, unfit \
      (with the reason). Robust by default: an outlying well loses its say and is reported.
      """)

  @Argument(help: "A table: CSV, TSV, XLSX or Prism (.pzfx).")
  package var file: String

  @OptionGroup(title: "The table") package var table: FitTableOptions
  @OptionGroup(title: "The fit") package var fit: FitMethodOptions

  @Option(help: "A folder to write: a report, its tables, and curves.json.")
  package var output: String?

  @Flag(help: "Replace the folder if it holds earlier results.")
  package var replace = false

  @OptionGroup package var threads: ThreadOption

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    if fit.noise == .proportional, fit.formula != nil || table.successes != nil {
      throw ValidationError("--noise is for responses; counts and equations have their own.")
    }
    if fit.formula != nil, table.response.count > 1 || !table.responses.isEmpty {
      throw ValidationError("--formula takes one --response.")
    }
    if replace, output == nil { throw ValidationError("--replace needs --output.") }
  }

  package func run() throws {
    var request = FitRequest(file: file)
    table.fill(&request)
    fit.fill(&request)
    let bar = ProgressBar()
    defer { bar.clear() }
    let answer = inJSON ? { (text: String) in print(text, terminator: "") } : nil
    let outcome = try FitUseCase(request, threads: threads.count).run(
      output: output, replaces: replace, listener: bar, emit: answer)
    bar.clear()
    let terminal = Terminal.current
    for notice in outcome.notices { terminal.tell(notice.withVisibleControls) }
    if !inJSON { print(FitText.text(of: outcome, colored: terminal.colorsOutput)) }
    if let folder = outcome.folder { terminal.tell("Report: \(folder)/report.html") }
  }
}
