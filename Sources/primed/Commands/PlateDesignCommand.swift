import ArgumentParser
import Workbench

/// `primed plate design --drug NAME=DOSES …`.
package struct PlateDesignCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Makes a balanced, randomised layout with its dilution and pipetting sheet.",
    discussion: """
      EXAMPLE
        primed plate design --drug AZD4320=1uM:3:9 --line OCI-M1 --output design

      Wells are drawn at random and then exchanged until place tells nothing of treatment: doses do \
      not follow rows, columns or the rim, wells of one dose do not share a row or column, controls \
      lie in every quarter. The same seed gives the same layout.

      Doses are a list (AZD4320=1,3,10nM) or a series (AZD4320=1uM:3:9 is nine doses from 1 µM \
      down by thirds). Stocks are 10 mM unless --stock says otherwise. Every well receives the same \
      part of solvent; a top dose that would need more than --solvent-limit is refused. No step in solvent dilutes \
      more than 100-fold: a dose far below its stock is reached through tubes on the way. A volume \
      that such wells cannot hold is refused too.

      --output writes a folder with layout.csv, which primed plate qc reads, pipetting.csv and \
      sheet.html to print; without it the layout goes to standard output.
      """)

  @Option(help: "A drug and its doses, as in AZD4320=1,3,10nM or AZD4320=1uM:3:9; may be repeated.")
  package var drug: [String]

  @Option(help: "A drug's stock in solvent, as in AZD4320=10mM, or 10mM for all; may be repeated.")
  package var stock: [String] = []

  @Option(help: "A cell line; one plate each, with its own arrangement.")
  package var line: [String] = []

  @Option(help: "Wells of the plate: 6, 12, 24, 48, 96, 384 or 1536.")
  package var wells = 96

  @Option(help: "The rim: auto (empty where there is room), avoid or use.")
  package var rim = PlateDesignRequest.Rim.auto

  @Option(help: "Wells of each dose.")
  package var replicates = 3

  @Option(help: "Vehicle wells; an eighth of the plate by default.")
  package var vehicle: Int?

  @Option(help: "Positive control wells; a sixteenth of the plate by default.")
  package var positive: Int?

  @Option(help: "Blank wells; a sixteenth of the plate by default.")
  package var blank: Int?

  @Option(help: "Untreated wells.")
  package var untreated = 0

  @Option(help: "What the positive control is, as in staurosporine=1uM, for the sheet.")
  package var positiveControl: String?

  @Option(help: "Cells seeded a well.")
  package var cells: Int?

  @Option(
    help: "What a well holds in the end; by default what suits the plate, 100 µL of 96 wells.")
  package var volume: String?

  @Option(
    help:
      "The smallest volume that is pipetted with trust: 1uL by default, 2.5nL for 1536 wells (a nanolitre dispenser)."
  )
  package var smallestTransfer: String?

  @Option(help: "The most solvent that a well may hold, in percent.")
  package var solventLimit = 0.5

  @Option(help: "Of the arrangement.")
  package var seed = 1

  @Option(help: "A folder to write the layout and its sheet to.")
  package var output: String?

  @Flag(help: "Replace an earlier design in that folder.")
  package var replace = false

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() throws {
    let design = try request.run()
    let sheet = try output.map { try design.write(to: $0, replaces: replace) }
    if inJSON {
      print(try JSONAnswer(schema: "primed.plate-design/1", body: design.answer).text())
    } else if sheet == nil {
      print(design.csv, terminator: "")
    }
    let terminal = Terminal.current
    for sentence in design.sentences { terminal.tell(sentence) }
    if let sheet { terminal.tell("Sheet: \(sheet)") }
  }

  private var request: PlateDesignRequest {
    var request = PlateDesignRequest()
    request.drugs = drug
    request.stocks = stock
    request.positiveControl = positiveControl
    request.wells = wells
    request.rim = rim
    request.replicates = replicates
    request.vehicle = vehicle
    request.positive = positive
    request.blank = blank
    request.untreated = untreated
    request.lines = line
    request.cells = cells
    request.volume = volume
    request.smallestTransfer = smallestTransfer
    request.solventLimit = solventLimit
    request.seed = seed
    return request
  }
}

extension PlateDesignRequest.Rim: ExpressibleByArgument {}
