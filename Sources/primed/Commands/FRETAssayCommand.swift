import ArgumentParser
import Workbench

/// `primed assay simulate fret`: competition for the BH3 groove.
package struct FRETAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "fret",
    abstract: "Simulates a FRET competition, and says what its IC50 means.",
    discussion: """
      EXAMPLE
        primed assay simulate fret --drug AZD4320=0.3,1,3,10,30,100nM --protein 5nM --tracer 5nM --tracer-kd 5nM

      Protein, tracer and the tracer's affinity have no defaults: the guide's “potency, FRET” is \
      neither Ki nor Kd, and states none of them. The equilibrium is exact, with nothing in excess; no \
      IC50 falls below about half the protein in the well. Existing files are replaced.
      """)

  @Option(help: "The competitor and its doses with a unit, as in AZD4320=1,3,10nM.")
  package var drug: String

  @Option(help: "A protein that the drug binds, as in bcl-2; by default all. May be given again.")
  package var target: [String] = []

  @Option(help: "Binding sites in the well, as in 5nM.")
  package var protein: String

  @Option(help: "Tracer in the well, as in 5nM.")
  package var tracer: String

  @Option(help: "The tracer's dissociation constant, as in 5nM.")
  package var tracerKd: String

  @OptionGroup package var options: AssayRunOptions

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func run() async throws {
    try await options.answer { _ in
      try FRETExperiment(
        drug: drug, targets: target, protein: protein, tracer: tracer,
        tracerDissociation: tracerKd, repeats: options.repeats, seed: options.seed
      ).run()
    }
  }
}
