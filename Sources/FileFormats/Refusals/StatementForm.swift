/// How a person states what a file does not say of itself: by an option of a command, or by a key of a
/// file in YAML.
///
/// Options and keys share their names. A fault that asks for one holds the name alone; the form turns it
/// into what this person would write.
public enum StatementForm: Hashable, Sendable {
  /// `--dose-unit nM`
  case option
  /// `dose-unit: nM`
  case key

  /// What something is stated by: `--dose-unit`, “dose-unit”.
  public func name(_ name: String) -> String {
    switch self {
    case .option: "--\(name)"
    case .key: "“\(name)”"
    }
  }

  /// Something stated: `--dose-unit nM`, “dose-unit: nM”.
  public func stating(_ name: String, _ value: String) -> String {
    switch self {
    case .option: "--\(name) \(value.quotedForShell)"
    case .key: "“\(name): \(Self.asScalar(value))”"
    }
  }

  /// Something stated to hold: `--log-doses`, “log-doses: true”.
  public func affirming(_ name: String) -> String {
    switch self {
    case .option: "--\(name)"
    case .key: "“\(name): true”"
    }
  }

  /// A text as YAML reads it back: with quotes where it would be something else without.
  private static func asScalar(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isLetter || $0.isNumber } == true
      && text.allSatisfy { $0.isLetter || $0.isNumber || " _-./()%µ,".contains($0) }
      && text.last != " "
    return isPlain ? text : "'" + text.replacing("'", with: "''") + "'"
  }
}

extension String {
  /// This text as one word of a command line.
  package var quotedForShell: String {
    let isPlain = allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "_-./".contains($0) }
    return isPlain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
