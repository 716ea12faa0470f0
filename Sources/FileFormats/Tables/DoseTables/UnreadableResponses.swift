/// Responses that are words instead of numbers: such a well is kept, flagged and left out of the fit, as
/// the readers of plates keep it.
struct UnreadableResponses {
  /// What is counted of one column, or of all where doses stand in titles.
  private struct Column {
    var numbers = 0
    var words = 0
    var first: (text: String, position: TextPosition)?
  }

  private var columns: [Int: Column] = [:]
  private var words: [String: Int] = [:]
  private var order: [String] = []
  private var firstLine = 0

  /// Why a cell without a number says so; nil for one that is empty, or that holds a text with digits in
  /// it that is no number, which is a fault.
  ///
  /// - Parameter text: without blanks around it.
  static func flag(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    let word = text.onOneLine(atMost: 30).quotedForPeople
    switch WellValue.word(text) {
    case .flagged(.overflow) where text.hasPrefix(">"):
      return "\(word) lies beyond a limit and is no measurement"
    case .flagged(.overflow): return "\(word): beyond what the reader measures"
    case .flagged(.empty): return text.hasPrefix("#") ? "\(word): no value" : nil
    case .flagged where text.hasSuffix("*"):
      return "\(word) is marked with an asterisk, as Prism marks an excluded value"
    case .flagged where text.hasPrefix("<"):
      return "\(word) lies beyond a limit and is no measurement"
    case .flagged where text.hasPrefix("#"): return "\(word): an error of the spreadsheet"
    case .flagged: return "\(word) is no number"
    case .number, .malformed: return nil
    }
  }

  /// The reason for a cell of a record, if it is to be flagged.
  static func flag(_ cell: ResponseCell, _ text: @autoclosure () -> String) -> String? {
    cell.number == .none || cell.number == .missing ? flag(text().trimmingBlanks) : nil
  }

  mutating func noteNumber(in column: Int) { columns[column, default: Column()].numbers += 1 }

  mutating func noteWord(_ text: String, in column: Int, _ position: TextPosition) {
    columns[column, default: Column()].words += 1
    if columns[column]?.first == nil { columns[column]?.first = (text, position) }
    if order.isEmpty { firstLine = position.line }
    let word = text.trimmingBlanks
    if words[word] == nil, order.count < 100 { order.append(word) }
    words[word, default: 0] += 1
  }

  /// Refuses a column that is words rather than numbers, and tells of the rest.
  func conclude(
    titles: [String], in form: StatementForm, noting faults: FaultCollector,
    _ notices: inout [String]
  ) {
    for (number, column) in columns.sorted(by: { $0.key < $1.key })
    where column.words > column.numbers {
      guard let first = column.first else { continue }
      let title = titles.indices.contains(number) ? titles[number] : ""
      faults.note(
        .responsesUnreadable(
          title: title, words: column.words, of: column.words + column.numbers, first: first.text),
        at: first.position, in: form)
    }
    let count = words.values.reduce(0, +)
    guard count > 0 else { return }
    let listed = order.prefix(6).map { word in
      word.onOneLine(atMost: 30).quotedForPeople
        + (words[word, default: 1] > 1 ? " \(words[word, default: 1])×" : "")
    }.joined(separator: ", ")
    notices.append(
      "Left out \(count) well\(count == 1 ? "" : "s") whose response is no number, the first in line "
        + "\(firstLine): \(listed)\(order.count > 6 ? ", …." : ".")")
  }
}
