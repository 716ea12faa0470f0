import ArgumentParser
import Workbench

/// `primed assay simulate coip`: what BCL-2 still holds after four hours of drug.
package struct CoIPAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "coip",
    abstract: "Simulates a BCL-2 co-immunoprecipitation: bands of BCL-2, BIM, BAK and BAD.",
    discussion: """
      EXAMPLE
        primed assay simulate coip --drug AZD4320=10,100,300,1000,3000nM --output blot.csv

      One row a band: lane (IP, input, IgG), blot, density (100 is the vehicle's input band), and \
      whether it can be told from the membrane. A complex loses 1 − e^(−koff·t) to washing, so weak \
      partners vanish. What would mislead is said in words: a changed loading control, input that \
      falls, a partner that cannot be seen, a complex that forms anew in the lysate. The line is \
      PC9+BCL-2 unless another is named. Existing files are replaced.
      """)

  @OptionGroup package var cells: AssayCellOptions
  @OptionGroup package var dosing: AssayDosingOptions
  @OptionGroup package var options: AssayRunOptions

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func run() async throws {
    try await options.answer(reading: cells.line + dosing.drug) { bar in
      try await CoIPExperiment(VirtualAssayRequest(cells, dosing, options)).run(listener: bar)
    }
  }
}
