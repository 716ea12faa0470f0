import Foundation

/// How the help of a verb is laid out.
package enum HelpText {
  /// The heading under which a verb's `discussion` gives a command that can be run as it stands.
  package static let exampleHeading = "EXAMPLE"

  /// The parser's help with its example moved to the top: what to type comes before what it means.
  ///
  /// Text without an example is returned as it is.
  package static func openingWithExample(_ help: String) -> String {
    var paragraphs = help.components(separatedBy: "\n\n")
    guard
      let place = paragraphs.firstIndex(where: { $0.hasPrefix("\(exampleHeading)\n") })
    else { return help }
    let example = unwrapped(paragraphs.remove(at: place))
    return ([example] + paragraphs).joined(separator: "\n\n")
  }

  /// An example as it was written, to be copied in one piece: the parser breaks long lines, and
  /// what it continues has no indent.
  private static func unwrapped(_ example: String) -> String {
    let lines = example.components(separatedBy: "\n")
    return lines.dropFirst().reduce(lines[0]) { text, line in
      text + (line.hasPrefix("  ") ? "\n" : " ") + line
    }
  }
}
