import ArgumentParser
import Foundation
import Workbench

/// `primed plate`: from the instrument's file to numbers by well.
package struct PlateCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "plate",
    abstract: "Designs plates, reads what readers write, judges it, makes responses of it.",
    discussion: """
      EXAMPLE
        primed plate qc Examples/plates/readings.csv --layout Examples/plates/layout.csv

      The way: design a plate, read the reader's file, judge it (qc), normalise it, and fit the table \
      that comes out with primed fit; primed study run takes the whole way with a section “plates”.
      """,
    subcommands: [
      PlateDesignCommand.self, PlateReadCommand.self, PlateQualityCommand.self,
      PlateNormaliseCommand.self,
    ])

  package init() {}
}

/// `primed plate read FILE`.
package struct PlateReadCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Turns a plate reader's export into one tidy table, whatever wrote it.",
    discussion: """
      EXAMPLE
        primed plate read export.xlsx --output tidy.csv

      The format is recognised from the content: \(formats). CSV, text (also UTF-16 and decimal \
      commas) and XLSX; several plates, reads, wavelengths and time points; 6 to 1536 wells.

      The table has the columns plate, read, wavelength (nm), time (s), well, row, column, value \
      and flag. A well without a number keeps its row: its flag says empty, overflow or the \
      reader's own word, and its value is missing. Beside FILE.csv stands FILE.json with units \
      and provenance.

      A file that looks like no known format is refused with what was seen at which line, and \
      with how to describe it once, for --format.
      """)

  private static var formats: String { PlateReadRequest.formats.joined(separator: ", ") }

  @Argument(help: "The file that the plate reader's software exported.")
  package var file: String

  @Option(help: "The CSV file to write; standard output by default.")
  package var output: String?

  @Option(help: "A YAML file that describes the format, for files that are not recognised.")
  package var format: String?

  @Option(help: "The decimal mark, point or comma, where the values leave it open.")
  package var decimal: PlateReadRequest.DecimalSign?

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    if format != nil, decimal != nil {
      throw ValidationError("With --format, the description's own “decimal” says the mark.")
    }
  }

  package func run() throws {
    try OutputPlace.check(output, sparing: [file] + [format].compactMap(\.self))
    let plates = try PlateReadRequest(file: file, description: format, decimalSign: decimal).run()
    let terminal = Terminal.current
    if let output { try plates.write(to: output) }
    if inJSON {
      print(try JSONAnswer(schema: "primed.plate-read/1", body: plates.answer).text())
    } else if output == nil {
      print(plates.csv, terminator: "")
    }
    terminal.tell(PlateText.text(of: plates, file: file, output: output))
  }
}

extension PlateReadRequest.DecimalSign: ExpressibleByArgument {}
