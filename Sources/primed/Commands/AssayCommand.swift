import ArgumentParser
import Workbench

/// `primed assay`: virtual experiments.
package struct AssayCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Simulates the experiments that see the mechanism.",
    discussion: """
      EXAMPLE
        primed assay simulate caspase --line rs4-11 --drug AZD4320=1,3,10,30,100nM --output plate.csv
      """,
    subcommands: [AssaySimulateCommand.self, AssayDrawCommand.self])

  package init() {}
}

/// `primed assay simulate KIND`.
package struct AssaySimulateCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Writes the data that an instrument would, marked as simulated.",
    discussion: """
      EXAMPLE
        primed assay simulate caspase --line rs4-11 --drug AZD4320=1,3,10,30,100nM

      Each kind writes the tidy table that the real experiment gives, one row an observation, with \
      nominal and free doses both. Beside FILE.csv stands FILE.json: units, protocol with sources, \
      spread over cells and repeats, and what the data hide; two drugs also give \
      FILE-combination.csv with Bliss excess. Each line is one illustrative vector of \
      protein levels: for research and teaching, not for clinical use.
      """,
    subcommands: [
      CaspaseAssayCommand.self, ViabilityAssayCommand.self, AnnexinAssayCommand.self,
      CoIPAssayCommand.self, FRETAssayCommand.self, BH3ProfileAssayCommand.self,
      MethylationAssayCommand.self,
    ])

  package init() {}
}
