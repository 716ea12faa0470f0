import ArgumentParser
import Workbench

/// `primed assay simulate methylation`: LINE-1 and a promoter by bisulfite sequencing.
package struct MethylationAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "methylation",
    abstract: "Simulates bisulfite readings of LINE-1 and of a silenced promoter.",
    discussion: """
      EXAMPLE
        primed assay simulate methylation --line aml --drug azacitidine=0.1,0.3,1uM --at 24,72,120h

      One row a culture: region, reads, methylated reads, fraction. Methylation is lost at division \
      only, as the maintenance enzyme is trapped: with --doubling none it stays. RNA takes most of \
      azacitidine; the 80–90 % often quoted are believed, 65 % were measured at 0.3 µM. The guide gives \
      no methylation data. Existing files are replaced.
      """)

  @Option(help: "The region to read; may be given again. Both by default.")
  package var region: [Region] = []

  @Option(help: "Reads that cover a site.")
  package var depth = 500

  @OptionGroup package var cells: AssayCellOptions
  @OptionGroup package var dosing: AssayDosingOptions
  @OptionGroup package var options: AssayRunOptions

  package enum Region: String, CaseIterable, ExpressibleByArgument, Sendable {
    case line1, promoter
  }

  package var inJSON: Bool { options.json.isOn }

  package init() {}

  package func run() async throws {
    let regions = MethylationRegion.allCases.filter { wanted in
      region.isEmpty || region.contains { $0.rawValue == wanted.rawValue }
    }
    try await options.answer(reading: cells.line + dosing.drug) { bar in
      try await MethylationExperiment(
        VirtualAssayRequest(cells, dosing, options), regions: regions,
        depth: depth
      ).run(listener: bar)
    }
  }
}
