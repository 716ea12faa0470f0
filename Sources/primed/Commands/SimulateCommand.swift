import ArgumentParser
import Workbench

/// `primed simulate MODEL`.
package struct SimulateCommand: AsyncParsableCommand, AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs a model once and writes its course as CSV.",
    discussion: """
      EXAMPLE
        primed simulate earm-1.0 --end 6h --event 'CPARP>5e5molecules' --output course.csv
        primed simulate rs4-11 --set AZD4320=10nM --end 24h --select C3,cPARP
        primed simulate model.xml --end 20000 --steps 100 --set k1=0.5

      MODEL is an SBML file, or a model or cell line of the library (`primed models list`). A file's \
      times and amounts are in its own units, so numbers are bare; the library's need theirs. A cell \
      line, and the model azacitidine, first rests without drug; drugs are set by their nominal \
      concentration, from time 0 on. A cell that died at rest is warned of.
      """)

  @Argument(
    help: """
      An SBML file, a line's YAML file, or a name of the library; case and punctuation do not matter.
      """)
  package var model: String

  @Option(help: "Where the course begins.")
  package var start = "0"

  @Option(help: "Where it ends: 20000 for a file, 72h for the library.")
  package var end: String

  @Option(help: "How many intervals are reported.")
  package var steps = 100

  @Option(help: "An amount, a parameter or a drug, as in k1=0.5; may be given again.")
  package var set: [String] = []

  @Option(help: "auto, lanes or cvodes.")
  package var method = "auto"

  @Option(help: "What runs the lanes: auto, swift, interpreter or native; all give the same bits.")
  package var backend = "auto"

  @Option(help: "The relative tolerance of a step.")
  package var rtol = 1e-7

  @Option(help: "The absolute tolerance of a step, in the model's amounts.")
  package var atol = 1e-9

  @Option(
    help: "The species or other variables to report, with commas between; all species by default.")
  package var select: String?

  @Option(help: "A moment to locate, as in 'CPARP>5e5'; may be given again.")
  package var event: [String] = []

  @Option(help: "The CSV file to write, replacing what is there; standard output by default.")
  package var output: String?

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    guard rtol > 0, atol > 0, rtol.isFinite, atol.isFinite else {
      throw ValidationError("--rtol and --atol must be above zero.")
    }
    guard (1...10_000_000).contains(steps) else {
      throw ValidationError("--steps must be at least 1 and at most 10,000,000.")
    }
    if let complaint = EngineWords(method: method, backend: backend).complaint {
      throw ValidationError(complaint)
    }
  }

  package func run() async throws {
    var request = TimeCourseRequest(model: model, end: end)
    request.start = start
    request.steps = steps
    request.settings = set
    request.events = event
    request.selected = select?.split(separator: ",").map(String.init)
    request.relativeTolerance = rtol
    request.absoluteTolerance = atol
    request.engine = EngineWords(method: method, backend: backend)
    request.output = output
    let answer = try await request.run()
    for note in answer.notes { Terminal.current.tell(note) }
    for event in answer.summary.events {
      let time = event.time.map { "at \($0)" } ?? "did not come"
      Terminal.current.tell("\(event.name): \(time).")
    }
    if let output, output != "-" {
      try answer.write(to: output)
      Terminal.current.tell("Wrote \(output): \(answer.course.times.count) times.")
    } else if !inJSON {
      print(answer.csv, terminator: "")
    }
    if inJSON { print(try JSONAnswer(schema: "primed.simulate/1", body: answer.summary).text()) }
    if let failed = answer.failed { throw failed }
  }
}
