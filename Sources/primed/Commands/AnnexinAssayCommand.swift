import ArgumentParser
import Workbench

/// `primed assay simulate annexin`: Annexin V and PI by flow cytometry.
package struct AnnexinAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "annexin",
    abstract: "Simulates Annexin V and PI stains as fractions of 10,000 counted events.",
    discussion: """
      EXAMPLE
        primed assay simulate annexin --line aml --drug venetoclax=1,3,10,30nM --at 24h

      One row a tube: events, and the fractions viable (neither stain), early (Annexin V alone) and \
      late (both). Annexin V turns positive 0.5–1 h after caspase-3/7, PI 3–6 h later; cells that \
      permeabilised without caspases stain late. Existing files are replaced.

      For a tumour, the hazard of death of the same cells, hour by hour:
        primed assay simulate annexin --line aml --drug venetoclax=1,10nM --at 48h --hazard hazard.csv
      """)

  @OptionGroup package var cells: AssayCellOptions
  @OptionGroup package var dosing: AssayDosingOptions
  @OptionGroup package var hazard: HazardOption
  @OptionGroup package var options: AssayRunOptions

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func validate() throws { try hazard.check(against: options.output) }

  package func run() async throws {
    let request = VirtualAssayRequest(cells, dosing, options, hazard: hazard)
    try await options.answer(reading: cells.line + dosing.drug, hazard: hazard.hazard) { bar in
      try await AnnexinExperiment(request).run(listener: bar)
    }
  }
}
