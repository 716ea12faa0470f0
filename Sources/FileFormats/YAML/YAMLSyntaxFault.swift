import Yams

/// Turns what the YAML parser threw into a fault with a place and a hint.
enum YAMLSyntaxFault {
  static func fault(of error: any Error, in input: InputText) -> InputFault {
    let needed = "valid YAML"
    guard let error = error as? YamlError else {
      return InputFault(file: input.file, found: "the file cannot be read", needed: needed)
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = TextPosition(line: mark.line, column: mark.column)
      if problem.hasPrefix("Maximum nesting level") {
        return InputFault(
          file: input.file, at: place, found: "lists or mappings stand too deep in one another",
          needed: "a file nested less deeply")
      }
      let circumstance = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
      return InputFault(
        file: input.file, at: place, found: "\(problem)\(circumstance)", needed: needed,
        hint: hint(line: mark.line, in: input))
    case .duplicatedKeysInMapping(let names, let context):
      let shown = names.map(\.quotedForPeople).joined(separator: ", ")
      return InputFault(
        file: input.file, at: TextPosition(line: context.mark.line, column: context.mark.column),
        found: "the key \(shown) stands more than once in this mapping",
        needed: "each key once", hint: "remove or rename the others; none is preferred silently")
    case .reader(let problem, let offset, _, let text):
      return InputFault(
        file: input.file, at: offset.map { position(ofCharacter: $0, in: text) },
        found: problem, needed: "text without control characters")
    default:
      return InputFault(file: input.file, found: "the file cannot be read", needed: needed)
    }
  }

  /// What usually lies behind a syntax error in this line.
  private static func hint(line: Int, in input: InputText) -> String? {
    let lines = input.text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return nil }
    let written = lines[line - 1]
    if written.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
      return "indent with spaces; YAML takes no tab there"
    }
    if written.contains("]"), written.split(separator: "]").count > 1 {
      return "a unit behind a list is not YAML; write 0, 1, 3, 10nM, or [1nM, 3nM]"
    }
    return "check the indentation of this line and the one above, and quotes around special signs"
  }

  private static func position(ofCharacter offset: Int, in text: String) -> TextPosition {
    let before = text.prefix(offset)
    let lastLine = before.lastIndex(of: "\n").map { before[before.index(after: $0)...] } ?? before
    return TextPosition(
      line: before.count { $0.isNewline } + 1, column: lastLine.unicodeScalars.count + 1)
  }
}
