import ArgumentParser
import Workbench

/// `primed models`: the mechanisms, drugs and lines that Primed knows, with every number's source.
package struct ModelsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Shows the library: mechanisms, drugs and lines, every number with its source.",
    discussion: """
      EXAMPLE
        primed models show apoptosis
      """,
    subcommands: [ModelsListCommand.self, ModelsShowCommand.self, ModelsExportCommand.self])

  package init() {}
}

/// `primed models list`.
package struct ModelsListCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists models, drugs and lines.",
    discussion: """
      EXAMPLE
        primed models list

      Beside the lines listed there are virtual patients, AML spread by CV 0.5 in four proteins: \
      aml-patient-1 to aml-patient-99, wherever a line is asked for.
      """)

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() throws {
    let entries = ModelCatalogue.entries
    if inJSON {
      print(try JSONAnswer(schema: "primed.models/1", body: ["models": entries]).text())
      return
    }
    var table = TextTable([.init("Kind"), .init("Name"), .init("What it is")])
    for entry in entries { table.addRow([entry.kind.rawValue, entry.name, entry.summary]) }
    print(table.text)
  }
}

/// `primed models show NAME`.
package struct ModelsShowCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one model, drug or line with every value, range and source.",
    discussion: """
      EXAMPLE
        primed models show apoptosis

      Names match without case or punctuation: rs4-11 is RS4;11. A path such as ./mine.yaml shows a \
      drug or a line of your own: begin it with --yaml, change it, and name the file wherever a drug \
      or a line is asked for. The apoptosis model has readings to choose between, which stand first: \
      primed models show apoptosis --topology direct --cleavage on.
      """)

  @Argument(help: "A model, drug or line, or the YAML file of a drug or line.")
  package var name: String

  @Flag(name: .customLong("yaml"), help: "Print a drug or line as a file to begin one's own from.")
  package var inYAML = false

  @Option(help: "How BAX and BAK are activated in the model shown: embedded, direct or indirect.")
  package var topology: String?

  @Option(help: "Whether active caspase-3/7 cuts BCL-2 and MCL-1 in the model shown: on or off.")
  package var cleavage: String?

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    if inYAML, inJSON { throw ValidationError("Choose one of --yaml and --json.") }
    if inYAML, topology != nil || cleavage != nil {
      throw ValidationError(
        "--yaml prints a drug or a line, which have no --topology or --cleavage.")
    }
  }

  package func run() throws {
    if inYAML {
      print(try ModelCatalogue.yaml(of: name), terminator: "")
      return
    }
    let listing = try ModelCatalogue.listing(of: name, topology: topology, cleavage: cleavage)
    if inJSON {
      print(try JSONAnswer(schema: "primed.model/1", body: listing).text())
      return
    }
    print(listing.heading)
    for part in listing.parts {
      var table = TextTable(part.columns.map { TextTable.Column($0) })
      for row in part.rows { table.addRow(row) }
      print("\n\(part.title)\n\n\(table.text)")
    }
  }
}
