import Quantities

/// Times as plate readers write them.
enum ReaderTime {
  /// Seconds in the unit that a heading names: `Time [s]`, `time_min`, `Time (h)`; else nil.
  static func unit(inHeading heading: String) -> Double? {
    let words = heading.lowercased().split { !$0.isLetter }
    guard words.count >= 2, let last = words.last else { return nil }
    return secondsPerUnit[String(last)]
  }

  /// Whether a heading is about time: `Time`, `Time [s]`, `time_h`, `Zeit [s]`.
  static func isHeading(_ heading: String) -> Bool {
    let words = heading.lowercased().split { !$0.isLetter }
    return (words.first == "time" || words.first == "zeit")
      && (words.count == 1 || words.count == 2 && secondsPerUnit[String(words[1])] != nil)
  }

  /// `0:01:30`, `300s`, `1 h 15 min`, or a bare number of `unit` seconds; nil for anything else.
  ///
  /// A bare number without unit is a time only in a workbook, where a time of day is a part of a
  /// day.
  static func time(_ cell: SpreadsheetCell, unit: Double?) -> Time? {
    if cell.text.contains(":") { return clock(cell.text) }
    if let number = number(cell.text, isMachine: cell.kind == .number) {
      if let unit { return .seconds(number * unit) }
      guard cell.kind == .number else { return nil }
      return .seconds((number * 86_400_000).rounded() / 1000)
    }
    return spelledOut(cell.text)
  }

  /// Whether the text is a time of the clock, such as `0:02:00`.
  static func isClock(_ text: String) -> Bool { text.contains(":") && clock(text) != nil }

  private static func clock(_ text: String) -> Time? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = UInt16(parts[0]), let minutes = UInt8(parts[1]),
      minutes < 60, let seconds = number(String(parts[2]), isMachine: false),
      (0..<60).contains(seconds)
    else { return nil }
    return .seconds(Double(hours) * 3600 + Double(minutes) * 60 + seconds)
  }

  /// `0:30` as half a minute, as SoftMax Pro writes times below an hour; nil for anything else.
  ///
  /// Elsewhere two numbers could as well be hours and minutes.
  static func minutesAndSeconds(_ text: String) -> Time? { clock("0:" + text) }

  /// `300s`, `5 min`, `1 h 15 min`.
  private static func spelledOut(_ text: String) -> Time? {
    var seconds = 0.0
    var rest = text[...].drop { $0 == " " }
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
      rest = rest.dropFirst(digits.count).drop { $0 == " " }
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count).drop { $0 == " " }
      guard let value = number(String(digits), isMachine: false),
        let unit = secondsPerUnit[word.lowercased()]
      else { return nil }
      seconds += value * unit
    }
    return .seconds(seconds)
  }

  /// A number under either mark; `1,234` could be a thousand and is none.
  private static func number(_ text: String, isMachine: Bool) -> Double? {
    if let number = DecimalMark.point.number(in: text) { return number }
    guard !isMachine, DecimalEvidence([text]).finding == .certain(.comma) else { return nil }
    return DecimalMark.comma.number(in: text)
  }

  private static let secondsPerUnit: [String: Double] = [
    "ms": 0.001, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "min": 60, "mins": 60,
    "minute": 60, "minutes": 60, "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
  ]
}
