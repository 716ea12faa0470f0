import ArgumentParser
import Foundation
import Workbench

/// `primed ensemble`: many members of one model.
package struct EnsembleCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ensemble",
    abstract: "Runs many variants, doses and cells of a model.",
    discussion: """
      EXAMPLE
        primed ensemble run earm-1.0 --vary '*=cv:0.25' --samples 1000 --end 6h --output ends.csv
      """,
    subcommands: [EnsembleRunCommand.self])

  package init() {}
}

/// `primed ensemble run MODEL`.
package struct EnsembleRunCommand: AsyncParsableCommand, AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs variants × samples × doses to one time, and writes where each ended.",
    discussion: """
      EXAMPLE
        primed ensemble run earm-1.0 --vary '*=cv:0.25' --samples 1000 --end 6h --output ends.csv
        primed ensemble run model.xml --variants variants.csv --end 20000 --output ends.csv --check 20
        primed ensemble run rs4-11 --vary '*=cv:0.25' --samples 200 --dose AZD4320=0,1,3,10nM \
      --event 'cPARP>50nM' --end 24h --select cPARP --output ends.csv --responses responses.csv

      MODEL is an SBML file, or a model or cell line of the library. A file's numbers are bare, in its \
      own units; the library's carry theirs, and those of a variant table are in the model's unit.

      Columns of the variant table are names of what can be set: initial amounts of species and values \
      of parameters; a first column "variant" names the rows. --vary multiplies what a member would \
      have by a lognormal factor of mean 1; a sample is the same cell at every dose and in every \
      variant, and its factors depend on the seed, its number and the name alone. A cell line first \
      rests without drug, so its proteins' levels are varied, and a dose is a nominal concentration \
      from time 0 on.

      An event that holds from the start came at the start; in a cell that rests, one that has come at \
      rest counts neither way, and is told apart.

      The ends: "variant", then "sample:number", "dose:NAME", "drawn:NAME" and "event:NAME>VALUE" as \
      far as there are any, then the amount of each species. Beside ENDS.csv stands ENDS.json, with \
      units, design and seed. Files that are there are replaced, once all is done. The numbers do not \
      depend on threads, order or back end; memory does not grow with the number of samples.
      """)

  @Argument(help: "An SBML file, or a name of the library; case and punctuation do not matter.")
  package var model: String

  @Option(help: "The variants, one a row, as CSV; the model as it is by default.")
  package var variants: String?

  @Option(help: "When the runs end: 20000 for a file, 72h for the library.")
  package var end: String

  @Option(
    help: "An amount, a parameter or a drug of all members, as in k1=0.5; may be given again.")
  package var set: [String] = []

  @Option(
    help:
      "What differs from sample to sample, as in Bcl2=cv:0.25 or '*=cv:0.25'; may be given again.")
  package var vary: [String] = []

  @Option(help: "How many cells are drawn.")
  package var samples = 1

  @Option(help: "Of the cells; the same seed gives the same cells on every machine.")
  package var seed = 1

  @Option(help: "Levels to cross with the cells, as in L=0,1,3; may be given again.")
  package var dose: [String] = []

  @Option(help: "A moment to locate in each member, as in 'CPARP>5e5'; may be given again.")
  package var event: [String] = []

  @Option(help: "The species to report, with commas between them; all by default.")
  package var select: String?

  @Option(help: "The relative tolerance of a step.")
  package var rtol = 1e-6

  @Option(help: "The absolute tolerance of a step, in the model's amounts.")
  package var atol = 1e-9

  @OptionGroup package var threads: ThreadOption

  @Option(help: "auto, lanes or cvodes.")
  package var method = "auto"

  @Option(
    help:
      "What runs the lanes: auto, swift, interpreter or native; auto says when native code repays.")
  package var backend = "auto"

  @Option(
    help:
      "Runs this many members again by CVODES at a tight tolerance and states their species' error."
  )
  package var check = 0

  @Option(help: "The CSV file of ends; standard output by default.")
  package var output: String?

  @Option(help: "A CSV file of quantiles over time.")
  package var course: String?

  @Option(help: "How many intervals --course has.")
  package var steps = 100

  @Option(help: "The quantiles of --course and --responses.")
  package var quantiles = "0.05,0.25,0.5,0.75,0.95"

  @Option(help: "A CSV file of the share of members in which each event came, dose by dose.")
  package var responses: String?

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    guard rtol > 0, atol > 0, rtol.isFinite, atol.isFinite else {
      throw ValidationError("--rtol and --atol must be above zero.")
    }
    if let complaint = EngineWords(method: method, backend: backend).complaint {
      throw ValidationError(complaint)
    }
    guard (1...1_000_000).contains(steps) else {
      throw ValidationError("--steps must be at least 1 and at most 1,000,000.")
    }
    guard check >= 0 else { throw ValidationError("--check must not be negative.") }
    if inJSON, output == "-" {
      throw ValidationError(
        "--json answers on standard output; give --output a file, or leave one of them out.")
    }
    guard probabilities != nil else {
      throw ValidationError(
        "--quantiles are numbers with commas between them, as in 0.05,0.5,0.95.")
    }
  }

  private var probabilities: [Double]? {
    let parts = quantiles.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }
    return numbers.count == parts.count ? numbers : nil
  }

  package func run() async throws {
    let bar = ProgressBar()
    defer { bar.clear() }
    var request = EnsembleRequest(model: model, end: end)
    request.variants = variants
    request.design.settings = set
    request.design.varied = vary
    request.design.doses = dose
    request.design.samples = samples
    request.design.seed = seed
    request.events = event
    request.selected = select?.split(separator: ",").map(String.init)
    request.relativeTolerance = rtol
    request.absoluteTolerance = atol
    request.threads = threads.count
    request.engine = EngineWords(method: method, backend: backend)
    request.checkedMembers = check
    // Other answers on standard output, or tables asked for instead, leave no room for the ends.
    request.ends = output ?? (inJSON || course != nil || responses != nil ? nil : "-")
    request.course = course
    request.courseIntervals = steps
    request.quantiles = probabilities ?? []
    request.responses = responses
    let answer = try await request.run(
      tell: { Terminal.current.tell($0) }, listener: bar)
    bar.clear()
    let written = [output, course, responses].compactMap(\.self).filter { $0 != "-" }
    let wrote = written.isEmpty ? "" : "Wrote \(written.joined(separator: ", ")): "
    Terminal.current.tell(wrote + answer.sentence)
    if inJSON { print(try JSONAnswer(schema: "primed.ensemble/1", body: answer.summary).text()) }
    if let failed = answer.failed { throw failed }
  }
}
