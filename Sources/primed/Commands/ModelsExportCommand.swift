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
      """)

  @Argument(help: "A model.")
  package var name: String

  @Option(help: "svg, which Graphviz draws, or dot, its language.")
  package var format = "svg"

  @Option(help: "light or dark.")
  package var theme = "light"

  @Option(help: "The cell line, by name or file; RS4;11 by default.")
  package var line: String?

  @Option(help: "A drug with its nominal dose, as in AZD4320=100nM; may be given again.")
  package var drug: [String] = []

  @Option(help: "When to look at the mean cell, as in 4h; without it, no state is shown.")
  package var at: String?

  @Option(help: "How BAX and BAK are activated: embedded, direct or indirect.")
  package var topology: String?

  @Option(help: "The file to write; standard output by default.")
  package var output: String?

  package init() {}

  package func run() async throws {
    let text = try await ModelExport(
      name: name, format: format, theme: theme, line: line, drugs: drug, time: at,
      topology: topology
    ).text()
    if let output, output != "-" {
      try ModelExport.write(text, to: output)
      Terminal.current.tell("Wrote \(output).")
    } else {
      print(text, terminator: "")
    }
  }
}
