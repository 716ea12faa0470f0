import ArgumentParser
import Workbench

/// `primed assay simulate viability`: ATP or MTT after three days.
package struct ViabilityAssayCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "viability",
    abstract: "Simulates viability plates (ATP or MTT) as tidy CSV of raw readings.",
    discussion: """
      EXAMPLE
        primed assay simulate viability --line kpum-uh1 --drug AZD4320=1,3,10,30,100,300nM --readout mtt

      One row a well, raw: RLU of ATP, or absorbance of formazan, with vehicle and blank wells to \
      normalise by. The guide's protocol measures ATP (CellTiter-Glo) and its table quotes MTT; a \
      dying cell fades with a half-life of 2 h in one and of 6 h in the other. Cells divide meanwhile; \
      several --at share one full scale, so that growth shows. \
      Existing files are replaced.

      For a tumour, the hazard of death of the same cells, hour by hour:
        primed assay simulate viability --line kpum-uh1 --drug AZD4320=10,100nM --hazard hazard.csv
      """)

  /// What of the cells is measured.
  package enum Readout: String, CaseIterable, ExpressibleByArgument, Sendable {
    case atp, mtt
  }

  @Option(help: "What of the cells is measured.")
  package var readout = Readout.atp

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
      try await PlateExperiment(
        request, kind: readout == .atp ? .viabilityByATP : .viabilityByMTT
      ).run(listener: bar)
    }
  }
}
