import Assays

/// What stands in a value cell: a number, or the reader's word for why there is none.
enum WellValue: Hashable {
  case number(Double)
  case flagged(WellFlag)
  /// A text with digits in it that is no number: a fault, not a word.
  case malformed

  /// Words of readers and spreadsheets, in lower case without blanks.
  static let emptyWords: Set<String> = ["", "-", "--", "---", "–", "—", "n/a", "na", "#n/a", "."]
  static let overflowWords: Set<String> = [
    "ovrflw", "overflow", "over", "overrange", "ovr", "sat", "saturated", "#sat", "inf", "+inf",
    "infinity", "∞", "+", "++", "+++", "++++", "+++++", "max", ">max", ">max.",
  ]

  /// - Parameter words: what a described format calls empty and overflow, beside the usual.
  init(_ cell: SpreadsheetCell, mark: DecimalMark, words: DescribedWords = DescribedWords()) {
    let text = cell.text
    if words.empty.contains(text) || text.isEmpty {
      self = .flagged(.empty)
      return
    }
    if words.overflow.contains(text) {
      self = .flagged(.overflow)
      return
    }
    if cell.kind == .error {
      self = .flagged(.readerError(text))
      return
    }
    if let number = (cell.kind == .number ? DecimalMark.point : mark).number(in: text) {
      self = Self.isEmptySign(number, text, cell.kind) ? .flagged(.empty) : .number(number + 0)
      return
    }
    self = Self.word(text)
  }

  /// Whether this is the negative zero that some readers print for a well that was not read.
  ///
  /// `-0` and `-0.0` only: with more decimals it is a small negative value, rounded.
  private static func isEmptySign(
    _ number: Double, _ text: String, _ kind: SpreadsheetCell.Kind
  ) -> Bool {
    guard number == 0, number.sign == .minus else { return false }
    return kind == .number || text.utf8.count { $0 == UInt8(ascii: "0") } <= 2
  }

  /// What a text says that is no number.
  static func word(_ text: String) -> WellValue {
    let plain = text.lowercased().filter { $0 != " " }
    if emptyWords.contains(plain) { return .flagged(.empty) }
    if overflowWords.contains(plain) { return .flagged(.overflow) }
    if plain.hasPrefix(">") { return .flagged(.overflow) }
    let isError =
      plain.hasPrefix("<") || plain.hasPrefix("err") || plain.hasPrefix("#") || plain.hasPrefix("*")
      || plain.hasSuffix("*")
    if isError { return .flagged(.readerError(text)) }
    return plain.unicodeScalars.contains { $0.properties.numericType != nil }
      ? .malformed : .flagged(.readerError(text))
  }
}

/// The words that a person's description of a format has for wells without a number.
struct DescribedWords: Hashable, Sendable {
  var empty: Set<String> = []
  var overflow: Set<String> = []
}

extension SpreadsheetCell {
  /// Whether a value may stand here: a number under either mark, or a usual word for none.
  var mayBeValue: Bool {
    switch WellValue(self, mark: .point) {
    case .number: true
    case .flagged(.empty), .flagged(.overflow): true
    case .flagged: isErrorWord
    case .malformed: DecimalMark.comma.number(in: text) != nil
    }
  }

  /// Whether a number stands here, under either mark.
  var isNumber: Bool {
    kind != .error
      && (DecimalMark.point.number(in: text) != nil || DecimalMark.comma.number(in: text) != nil)
  }

  /// One of the words that readers have for a well that failed.
  private var isErrorWord: Bool {
    let plain = text.lowercased().filter { $0 != " " }
    return Self.errorWords.contains(plain) || plain.hasPrefix("err") || plain.hasPrefix("#")
      || plain.hasPrefix("<") || plain.allSatisfy { $0 == "?" || $0 == "*" }
  }

  private static let errorWords: Set<String> = [
    "nan", "missed", "invalid", "masked", "failed", "aborted", "mtp", "under", "undrflw", "lo",
    "low", "high", "hi", "fault", "skipped", "cancelled", "canceled", "outofrange", "-inf",
  ]
}
