import Quantities

/// A place in a text file, counted as editors count: lines and columns from 1.
///
/// Columns count Unicode scalars.
public struct TextPosition: Hashable, Comparable, Sendable, Codable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// One thing in one file that cannot be taken as it stands, with what would be taken instead.
public struct InputFault: Hashable, Sendable {
  /// The file as the person named it.
  public let file: String
  /// Where in the file; nil where the fault is the file as a whole.
  public let position: TextPosition?
  /// What stands there, as a clause: `“-3nM” is below zero`.
  public let found: String
  /// What is needed, as a noun: `a dose of zero or more`.
  public let needed: String
  /// What to do about it, where that can be said.
  public let hint: String?

  public init(
    file: String, at position: TextPosition? = nil, found: String, needed: String,
    hint: String? = nil
  ) {
    self.file = file
    self.position = position
    self.found = Self.shown(found)
    self.needed = Self.shown(needed)
    self.hint = hint.map(Self.shown)
  }

  /// What a file says reaches terminals and pages by way of faults: without signs that they obey, and
  /// not at any length.
  private static func shown(_ text: String) -> String {
    let shown = text.withVisibleControls
    return shown.count > 4000 ? "\(shown.prefix(4000))…" : shown
  }

  /// `study.yaml:12:9: “-3nM” is below zero; needed: a dose of zero or more`, the hint below it.
  public var text: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    let sentence = "\(file.withVisibleControls)\(place): \(found); needed: \(needed)"
    guard let hint else { return sentence }
    return "\(sentence)\n  hint: \(hint)"
  }
}

extension InputFault: Comparable {
  /// By file, then by place; a fault of the whole file comes before those inside it.
  public static func < (left: Self, right: Self) -> Bool {
    let start = TextPosition(line: 0, column: 0)
    if left.file != right.file { return left.file < right.file }
    let (leftPlace, rightPlace) = (left.position ?? start, right.position ?? start)
    if leftPlace != rightPlace { return leftPlace < rightPlace }
    return (left.found, left.needed) < (right.found, right.needed)
  }
}

extension InputFault: Encodable {
  private enum CodingKeys: String, CodingKey {
    case file, line, column, found, needed, hint
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encodeIfPresent(position?.line, forKey: .line)
    try container.encodeIfPresent(position?.column, forKey: .column)
    try container.encode(found, forKey: .found)
    try container.encode(needed, forKey: .needed)
    try container.encodeIfPresent(hint, forKey: .hint)
  }
}

extension String {
  /// This text as a fault quotes it: in “quotes”, on one line, without signs that
  /// a terminal would obey, cut after 60.
  public var quotedForPeople: String {
    var shown = ""
    for (index, scalar) in unicodeScalars.enumerated() {
      if index == 60 { return "“\(shown)…”" }
      let isShown =
        scalar.properties.generalCategory != .control
        && scalar.properties.generalCategory != .format
      shown.unicodeScalars.append(isShown ? scalar : " ")
    }
    return "“\(shown)”"
  }
}
