import ArgumentParser
import Workbench

/// `primed assay draw NAME`: the steps of a protocol, or how its result is read.
package struct AssayDrawCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws the steps of a protocol, or how its result is read, from its own values.",
    discussion: """
      EXAMPLE
        primed assay draw coip-logic --output coip.svg

      The pictures: \(AssayPictures.names.joined(separator: ", ")). Colours tell what a guide states \
      from what is chosen here.
      """)

  @Argument(help: "Which picture.")
  package var name: String

  @Option(help: "svg, which Graphviz draws, or dot, its language.")
  package var format = "svg"

  @Option(help: "light or dark.")
  package var theme = "light"

  @Option(help: "The file to write; standard output by default.")
  package var output: String?

  package init() {}

  package func run() throws {
    let text = try AssayPictures.text(of: name, format: format, theme: theme)
    if let output, output != "-" {
      try ModelExport.write(text, to: output)
      Terminal.current.tell("Wrote \(output).")
    } else {
      print(text, terminator: "")
    }
  }
}
