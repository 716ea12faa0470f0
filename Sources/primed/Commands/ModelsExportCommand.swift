import ArgumentParser
import Workbench

/// `primed models export NAME`.
package struct ModelsExportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Draws a model from its network, or writes it for another program.",
    discussion: """
      EXAMPLE
        primed models export apoptosis --at 4h --drug AZD4320=100nM --output pathway.svg

      The picture is made from the reactions. With --at, the bars show the mean cell of the line \
      that long after treatment: what is free, what another protein holds, what the drug holds.

        primed models export azacitidine --at 48h --drug azacitidine=1uM --output azacitidine.svg
        primed models export earm-1.0 --output earm.svg
        primed models export rs4-11 --drug AZD4320=10nM --format sbml --output rs411.xml

      SBML (level 3) holds the cell at rest with the drugs given, to be run by any program that reads \
      it. An SBML file of your own is drawn in the same way.
      """)

  @Argument(help: "A model, a cell line, or an SBML file.")
  package var name: String

  @Option(
    help: """
      svg, which Graphviz draws; dot, its language; table, the arrows as CSV; or sbml, the model itself.
      """)
  package var format = "svg"

  @Option(help: "light or dark.")
  package var theme = "light"

  @Option(help: "The cell line, by name or file; RS4;11 by default.")
  package var line: String?

  @Option(help: "A drug with its nominal dose, as in AZD4320=100nM; may be given again.")
  package var drug: [String] = []

  @Option(
    help: """
      When to look at the mean cell, as in 4h; without it, no state is shown. A file's times are bare.
      """)
  package var at: String?

  @Option(help: "How BAX and BAK are activated: embedded, direct or indirect.")
  package var topology: String?

  @Option(help: "Whether active caspase-3/7 cuts BCL-2 and MCL-1: on or off.")
  package var cleavage: String?

  @Option(help: "The file to write; standard output by default.")
  package var output: String?

  package init() {}

  package func run() async throws {
    try OutputPlace.check(output, sparing: [name, line ?? ""] + drug)
    let text = try await ModelExport(
      name: name, format: format, theme: theme, line: line, drugs: drug, time: at,
      topology: topology, cleavage: cleavage
    ).text()
    if let output, output != "-" {
      try ModelExport.write(text, to: output)
      Terminal.current.tell("Wrote \(output).")
    } else {
      print(text, terminator: "")
    }
  }
}
