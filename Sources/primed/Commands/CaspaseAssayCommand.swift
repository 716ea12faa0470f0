import ArgumentParser
import Workbench

/// `primed assay simulate caspase`: the plate of the caspase-3/7 protocol.
package struct CaspaseAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "caspase",
    abstract: "Simulates caspase-3/7 plates (Caspase-Glo, luminescence) as tidy CSV.",
    discussion: """
      EXAMPLE
        primed assay simulate caspase --line rs4-11 --drug AZD4320=1,3,10,30,100nM --output plate.csv

      One row a well: plate, well, line, drug, nominal and free dose in nM, time, role, replicate, \
      signal. Several --at give a plate each: the signal rises, then fades as dead cells come apart, so \
      that a strong dose may read lower at 24 h than at 6 h. A study makes its plates in the same way: \
      with its --watch and --variation the same seed gives the same wells. The guide calls its protocol \
      “fluorometric”; Caspase-Glo 3/7 is luminescence. Existing files are replaced.
      """)

  /// How cells that fired some time ago are read.
  package enum Reading: String, CaseIterable, ExpressibleByArgument, Sendable {
    case held, instantaneous
  }

  @Option(
    help: """
      held: each cell's highest active caspase-3/7, fading with its membrane. instantaneous: what is \
      active at the moment of reading, which in this network is gone two hours after MOMP.
      """)
  package var reading = Reading.held

  @Option(
    help: """
      How long cells are watched, as in 24h; by default until the last reading. A cell's peak is taken \
      over 96 even steps of it, as a study takes it.
      """)
  package var watch: String?

  @Option(
    help: """
      The standard deviation of a protein's level over its mean, from cell to cell; by default 0.25.
      """)
  package var variation: Double?

  @OptionGroup package var cells: AssayCellOptions
  @OptionGroup package var dosing: AssayDosingOptions
  @OptionGroup package var options: AssayRunOptions

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func run() async throws {
    var request = VirtualAssayRequest(cells, dosing, options)
    request.watch = watch
    request.variation = variation
    let experiment = PlateExperiment(
      request, kind: .caspase, reading: reading == .held ? .held : .instantaneous)
    try await options.answer(reading: cells.line + dosing.drug) { bar in
      try await experiment.run(listener: bar)
    }
  }
}
