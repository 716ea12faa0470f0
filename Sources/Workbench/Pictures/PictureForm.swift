import FileFormats
import Reports

/// In which form a picture is wanted: Graphviz's language or its drawing, in light or dark.
struct PictureForm {
  private let format: Format
  private let theme: GraphTheme.Name

  /// `table` is for where nothing draws, and for who cannot see a picture.
  enum Format: String, CaseIterable { case svg, dot, table }

  /// Nil, with the faults noted, where a word is not understood.
  ///
  /// - Parameter known: every form that may be asked for, those that are no pictures among them.
  init?(
    format: String, theme: String, among known: [String] = Format.allCases.map(\.rawValue),
    noting faults: FaultCollector
  ) {
    let format = Self.choice(format, "--format", among: known, faults).flatMap {
      Format(rawValue: $0)
    }
    let theme: GraphTheme.Name? = Self.choice(theme, "--theme", faults)
    guard let format, let theme else { return nil }
    self.format = format
    self.theme = theme
  }

  /// - Throws: an `InputRefusal` if the program that draws is not there, or failed.
  func text(of picture: GraphPicture) throws(InputRefusal) -> String {
    switch format {
    case .dot: return picture.dot(theme: .named(theme))
    case .table: return CSVTableWriter().csv(for: picture.table)
    case .svg:
      guard let graphviz = GraphvizRenderer.locate() else {
        throw InputRefusal(
          InputFault(
            file: "command line", found: "Graphviz is not on this machine",
            needed: "the program dot, which lays pictures out",
            hint: "install the package graphviz, or ask for --format table or --format dot, which "
              + "need none"))
      }
      do {
        return try graphviz.svg(of: picture, theme: .named(theme)) + "\n"
      } catch {
        throw InputRefusal(
          InputFault(
            file: "command line", found: "\(error)", needed: "a program dot that draws SVG",
            hint: "`dot -V` tells whether it runs; PRIMED_DOT names another"))
      }
    }
  }

  /// One of the raw values of an enumeration, as a person typed it.
  static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ word: String, _ option: String, _ faults: FaultCollector
  ) -> Choice? {
    choice(word, option, among: Choice.allCases.map(\.rawValue), faults).flatMap {
      Choice(rawValue: $0)
    }
  }

  private static func choice(
    _ word: String, _ option: String, among known: [String], _ faults: FaultCollector
  ) -> String? {
    if case .found(let name) = NameSuggestion.resolve(word, among: known) { return name }
    faults.note(
      at: nil, found: "\(option): \(word.quotedForPeople)",
      needed: known.joined(separator: " or "), hint: NameSuggestion.hint(for: word, among: known))
    return nil
  }
}
