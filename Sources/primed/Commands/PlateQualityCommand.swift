import ArgumentParser
import Foundation
import Workbench

/// The readings and their map: what `qc` and `normalise` both are given.
package struct PlateInputOptions: ParsableArguments {
  @Argument(help: "The readings: a plate reader's export, or the table of `primed plate read`.")
  package var file: String

  @Option(help: "The plate map: one row a well, or a grid; CSV or XLSX.")
  package var layout: String?

  @Option(help: "Which measurement, by name or wavelength, where the file has several.")
  package var read: String?

  @Option(help: "Which time, where the file has several: first, last, or one such as 30min.")
  package var time: String?

  @Option(help: "A YAML file that describes the readings' format, as for `primed plate read`.")
  package var format: String?

  @Option(help: "The decimal mark, point or comma, where the readings leave it open.")
  package var decimal: PlateReadRequest.DecimalSign?

  package init() {}

  package func validate() throws {
    if format != nil, decimal != nil {
      throw ValidationError("With --format, the description's own “decimal” says the mark.")
    }
  }

  package var request: LaidOutPlatesRequest {
    LaidOutPlatesRequest(
      readings: PlateReadRequest(file: file, description: format, decimalSign: decimal),
      layout: layout, read: read, time: time)
  }
}

/// `primed plate qc FILE --layout MAP`.
package struct PlateQualityCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "qc",
    abstract: "Judges a plate: controls, replicates, edge effects, gradients, saturation.",
    discussion: """
      EXAMPLE
        primed plate qc Examples/plates/readings.csv --layout Examples/plates/layout.csv --output plate-qc

      Z′, SSMD and their robust forms, signal to background, variation of controls and replicates, \
      drift, and tests for an edge effect, a gradient, and a row or column that stands out: wells of \
      one condition are compared with each other only, by permutation, so a dose series along a row \
      is no gradient. The verdict is given in words.

      The layout is a table with one row a well (well, role, line, drug, dose_nM, cells, replicate, \
      exclude) or a grid in the shape of the plate. Roles: sample, vehicle, positive, blank, \
      untreated. Without --layout the readings' own columns are used, if they have such.

      A p value is the share of random rearrangements with as much of the pattern: where place does \
      nothing, it is x or less on at most x of plates, and at most 1 in 20 plates is said to have a \
      pattern.

      --correct takes an edge effect or gradient out of the part above the blanks, and shows before \
      and after; nothing is corrected unasked. polish takes out the level of each row and column by \
      median polish and gives each well its B score; loess takes out a smooth surface. --output writes a folder with report.html, report.json, \
      wells.csv and quality.csv.
      """)

  @OptionGroup package var input: PlateInputOptions

  @Option(help: "What to take out of the readings: none, edge, gradient, both, polish or loess.")
  package var correct = PlateQualityRequest.Correction.none

  @Option(help: "A folder to write the report and its tables to.")
  package var output: String?

  @Flag(help: "Replace an earlier report in that folder.")
  package var replace = false

  @Option(help: "Of the permutation tests; the same seed gives the same p values.")
  package var seed = 1

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    if seed < 0 { throw ValidationError("--seed needs 0 or more, found \(seed).") }
  }

  package func run() throws {
    let result = try PlateQualityRequest(
      input: input.request, correction: correct, seed: seed
    ).run()
    let report = try output.map {
      try PlateQualityArchive(result).write(to: $0, replaces: replace)
    }
    if inJSON {
      print(try JSONAnswer(schema: "primed.plate-qc/1", body: result.answer).text())
    } else {
      print(PlateQualityText.text(of: result))
    }
    let terminal = Terminal.current
    for notice in result.input.notices { terminal.tell(notice) }
    if let report { terminal.tell("Report: \(report)") }
  }
}

extension PlateQualityRequest.Correction: ExpressibleByArgument {}
