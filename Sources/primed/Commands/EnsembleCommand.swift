import ArgumentParser
import Foundation
import Workbench

/// `primed ensemble`: many members of one model.
package struct EnsembleCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ensemble",
    abstract: "Runs many variants of a model.",
    discussion: """
      EXAMPLE
        primed ensemble run model.xml --variants variants.csv --end 20000 --output ends.csv
      """,
    subcommands: [EnsembleRunCommand.self])

  package init() {}
}

/// `primed ensemble run MODEL`.
package struct EnsembleRunCommand: AsyncParsableCommand, AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs every variant to one time and writes where each ended.",
    discussion: """
      EXAMPLE
        primed ensemble run model.xml --variants variants.csv --end 20000 --output ends.csv

      Columns of the variant table are ids of the SBML file: initial amounts of species and values \
      of parameters, in the file's own units; a first column "variant" names the rows. Ends are \
      amounts. The numbers do not depend on threads, order or back end.
      """)

  @Argument(help: "An SBML file.")
  package var model: String

  @Option(help: "The variants, one a row, as CSV.")
  package var variants: String

  @Option(help: "When the runs end, in the model's own time unit.")
  package var end: Double

  @Option(help: "The relative tolerance of a step.")
  package var rtol = 1e-6

  @Option(help: "The absolute tolerance of a step, in the file's amounts.")
  package var atol = 1e-9

  @Option(help: "How many threads; by default one a core.")
  package var threads: Int?

  @Option(help: "What runs the members: auto, swift, interpreter, native or cvodes.")
  package var backend = "auto"

  @Option(help: "Runs this many members again at a tight tolerance and states the error.")
  package var check = 0

  @Option(help: "The CSV file to write; standard output by default.")
  package var output: String?

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    guard end.isFinite, end > 0 else { throw ValidationError("--end must be above zero.") }
    guard rtol > 0, atol > 0, rtol.isFinite, atol.isFinite else {
      throw ValidationError("--rtol and --atol must be above zero.")
    }
    guard VariantEnsemble.engine(named: backend) != nil else {
      throw ValidationError("--backend is auto, swift, interpreter, native or cvodes.")
    }
    guard !inJSON || output != nil else {
      throw ValidationError("--json answers on standard output; name a file with --output.")
    }
  }

  package func run() async throws {
    let bar = ProgressBar()
    defer { bar.clear() }
    let request = EnsembleFileRequest(
      model: model, variants: variants, end: end, relativeTolerance: rtol,
      absoluteTolerance: atol,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, backend: backend,
      checkedMembers: max(0, check))
    let answer = try await request.run(listener: bar)
    bar.clear()
    if let output {
      try answer.write(to: output)
      Terminal.current.tell("Wrote \(output): \(answer.sentence)")
    } else {
      print(answer.csv, terminator: "")
    }
    if inJSON { print(try JSONAnswer(schema: "primed.ensemble/1", body: answer.summary).text()) }
    if let failed = answer.failed { throw failed }
  }
}
