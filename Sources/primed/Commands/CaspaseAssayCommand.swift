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
      that a strong dose may read lower at 24 h than at 6 h. The guide calls its protocol \
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

  @OptionGroup package var cells: AssayCellOptions
  @OptionGroup package var dosing: AssayDosingOptions
  @OptionGroup package var options: AssayRunOptions

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func run() async throws {
    try await options.answer(reading: cells.line + dosing.drug) { bar in
      try await PlateExperiment(
        VirtualAssayRequest(cells, dosing, options), kind: .caspase,
        reading: reading == .held ? .held : .instantaneous
      ).run(listener: bar)
    }
  }
}
