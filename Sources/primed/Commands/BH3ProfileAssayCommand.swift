import ArgumentParser
import Workbench

/// `primed assay simulate bh3profile`: peptides on permeabilised cells.
package struct BH3ProfileAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bh3profile",
    abstract: "Simulates a BH3 profile: cytochrome c lost to peptides in an hour.",
    discussion: """
      EXAMPLE
        primed assay simulate bh3profile --line rs4-11 --peptide BAD=0.1,1,10uM --peptide NOXA=0.1,1,10uM

      One row a well: peptide, concentration, % of cytochrome c lost. Cells are permeabilised, caspases \
      off, nothing made or lost during the hour. BIM, BID and PUMA activate BAX and BAK; BAD, NOXA and \
      HRK only empty grooves (the guide calls BIM a sensitizer; it is an activator). Without --peptide \
      all six are given at 0.1, 1 and 10 µM. Existing files are replaced.
      """)

  @Option(help: "A peptide and its concentrations, as in BAD=0.1,1,10uM; may be given again.")
  package var peptide: [String] = []

  @Option(help: "How long the peptide acts.")
  package var at: [String] = []

  @OptionGroup package var cells: AssayCellOptions
  @OptionGroup package var options: AssayRunOptions

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func run() async throws {
    var request = VirtualAssayRequest(cells, nil, options)
    request.times = at
    try await options.answer(reading: cells.line) { bar in
      try await BH3ProfileExperiment(request, peptides: peptide).run(listener: bar)
    }
  }
}
