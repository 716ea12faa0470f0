import ArgumentParser
import Foundation
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
    abstract: "Writes the data that a reader would: caspase.",
    discussion: """
      EXAMPLE
        primed assay simulate caspase --line rs4-11 --drug AZD4320=1,3,10,30,100nM
      """,
    subcommands: [CaspaseAssayCommand.self])

  package init() {}
}

/// `primed assay simulate caspase`: the plate of the caspase-3/7 protocol.
package struct CaspaseAssayCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "caspase",
    abstract: "Simulates a caspase-3/7 plate as tidy CSV, marked as simulated.",
    discussion: """
      EXAMPLE
        primed assay simulate caspase --line rs4-11 --drug AZD4320=1,3,10,30,100nM --output plate.csv

      One row a well: plate, well, line, drug, nominal and free dose in nM, time, role, replicate, \
      signal. Beside FILE.csv stands FILE.json with units and provenance; both replace what is there.
      """)

  @Option(help: "The cell line; case and punctuation do not matter.")
  package var line: [String]

  @Option(help: "A drug and its nominal doses with a unit, as in AZD4320=1,3,10nM.")
  package var drug: [String]

  @Option(help: "How long the drug acts before the reagent is added.")
  package var at = "6h"

  @Option(help: "Proteins whose genes are gone, as in BAX,BAK; may be given again.")
  package var knockout: [String] = []

  @Option(help: "Cells a condition; each differs in its protein levels.")
  package var population = 200

  @Option(help: "Wells of each dose.")
  package var replicates = 3

  @Option(help: "Of cells and noise; the same seed gives the same plate on every machine.")
  package var seed = 1

  @Option(help: "The CSV file to write; standard output by default.")
  package var output: String?

  @Option(help: "How many threads; by default one a core. The numbers do not depend on it.")
  package var threads: Int?

  package init() {}

  package func validate() throws {
    if line.count != 1 {
      throw ValidationError("A plate is of one --line; found \(line.joined(separator: " and ")).")
    }
    if drug.count != 1 {
      throw ValidationError(
        "A plate is of one --drug with its doses, as in AZD4320=1,3,10nM; found "
          + "\(drug.joined(separator: " and ")).")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads needs at least 1, found \(threads).")
    }
  }

  package func run() async throws {
    let bar = ProgressBar()
    defer { bar.clear() }
    let request = CaspasePlateRequest(
      line: line[0], drug: drug[0], exposure: at,
      knockout: knockout.isEmpty ? nil : knockout.joined(separator: ","), cells: population,
      replicates: replicates, seed: seed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let plate = try await request.run(listener: bar)
    bar.clear()
    if let output, output != "-" {
      try plate.write(to: output)
      Terminal.current.tell("Wrote \(output): \(plate.summary)")
    } else {
      print(plate.csv, terminator: "")
    }
    if !plate.failures.isEmpty { throw ItemsFailed(plate.failures) }
  }
}
