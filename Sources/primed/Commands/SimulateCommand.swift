import ArgumentParser
import Workbench

/// `primed simulate MODEL`.
package struct SimulateCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs a model file once and writes its course as CSV.",
    discussion: """
      EXAMPLE
        primed simulate model.xml --end 20000 --steps 100 --output course.csv

      Times and amounts are in the file's own units.
      """)

  @Argument(help: "An SBML file.")
  package var model: String

  @Option(help: "Where the course begins.")
  package var start = 0.0

  @Option(help: "Where it ends.")
  package var end: Double

  @Option(help: "How many intervals are reported.")
  package var steps = 100

  @Option(help: "A species' amount or a parameter, as in k1=0.5; may be given again.")
  package var set: [String] = []

  @Option(help: "auto, lanes or cvodes.")
  package var method = "auto"

  @Option(help: "The relative tolerance of a step.")
  package var rtol = 1e-7

  @Option(help: "The absolute tolerance of a step, in the file's amounts.")
  package var atol = 1e-9

  @Option(help: "The species to report, with commas between them; all by default.")
  package var select: String?

  @Option(help: "The CSV file to write; standard output by default.")
  package var output: String?

  package init() {}

  package func validate() throws {
    guard start.isFinite, end.isFinite, end > start else {
      throw ValidationError("--end must be after --start.")
    }
    guard rtol > 0, atol > 0, rtol.isFinite, atol.isFinite else {
      throw ValidationError("--rtol and --atol must be above zero.")
    }
    guard (1...10_000_000).contains(steps) else {
      throw ValidationError("--steps must be at least 1 and at most 10,000,000.")
    }
    guard TimeCourse.engine(named: method) != nil else {
      throw ValidationError("--method is auto, lanes or cvodes.")
    }
  }

  package func run() async throws {
    let request = TimeCourseFileRequest(
      model: model, start: start, end: end, steps: steps, settings: set, method: method,
      relativeTolerance: rtol, absoluteTolerance: atol,
      selected: select?.split(separator: ",").map(String.init))
    let answer = try await request.run()
    if let output {
      try answer.write(to: output)
      Terminal.current.tell("Wrote \(output): \(answer.times.count) times.")
    } else {
      print(answer.csv, terminator: "")
    }
    if let failed = answer.failed { throw failed }
  }
}
