/// What the bytes of one cell are as a number, before the table's decimal mark is settled.
enum CellNumber: Equatable {
  /// Empty, or one of the words that tables have for a missing value.
  case missing
  /// Digits without any mark: the same number under either.
  case whole(Double)
  /// One point that only a broken part can stand behind.
  case point(Double)
  /// One comma that only a broken part can stand behind.
  case comma(Double)
  /// One mark before exactly three digits, and behind one to three: `1,234` and `1.234` may each be
  /// a thousand or a number near one.
  case doubtful(DecimalMark, asFraction: Double, asThousands: Double)
  /// Signs between thousands, beyond doubt: `1,234.5`, `1.234,5`, `1 234`, `1,234,567`. The mark is
  /// the one that it leaves for the broken part; nil where either would do.
  case grouped(Double, mark: DecimalMark?)
  /// No number.
  case none

  init(_ bytes: ArraySlice<UInt8>) {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    guard let first = bytes.first else {
      self = .missing
      return
    }
    if let plain = Self.plain(bytes) {
      self = plain
      return
    }
    let isLikeANumber = first >= 0x30 && first <= 0x39 || first == 0x2B || first == 0x2D
    let text = String(decoding: bytes, as: UTF8.self)
    if !isLikeANumber, DelimitedTable.Cell.missingWords.contains(text) {
      self = .missing
    } else {
      self = Self.marked(text)
    }
  }

  /// The number under `mark`, where the form does not contradict it.
  func value(under mark: DecimalMark) -> Double? {
    switch self {
    case .whole(let value): value
    case .point(let value): mark == .point ? value : nil
    case .comma(let value): mark == .comma ? value : nil
    case .doubtful(let own, let fraction, let thousands): mark == own ? fraction : thousands
    case .grouped(let value, let own): own == nil || own == mark ? value : nil
    case .missing: .nan
    case .none: nil
    }
  }

  /// This number where its mark can only be a decimal one.
  var asDecimal: CellNumber {
    guard case .doubtful(let mark, let fraction, _) = self else { return self }
    return mark == .point ? .point(fraction) : .comma(fraction)
  }

  // MARK: Digits, sign, point and exponent

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> CellNumber? {
    var index = bytes.startIndex
    let isNegative = bytes[index] == 0x2D
    if isNegative || bytes[index] == 0x2B { index += 1 }
    let startsWithZero = index < bytes.endIndex && bytes[index] == 0x30
    var mantissa: UInt64 = 0
    var (digits, broken) = (0, 0)
    var hasPoint = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        guard digits < 18 else { return slow(bytes) }
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        digits += 1
        if hasPoint { broken += 1 }
      } else if byte == 0x2E, !hasPoint {
        hasPoint = true
      } else if byte == 0x65 || byte == 0x45 {
        return slow(bytes)
      } else {
        return nil
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    // Both are exact in a Double, so one division rounds once.
    guard mantissa < 1 << 53, broken <= 22 else { return slow(bytes) }
    let value = Double(mantissa) / powers[broken]
    let signed = isNegative ? -value : value
    guard hasPoint else { return .whole(signed) }
    guard broken == 3, (4...6).contains(digits), !startsWithZero else { return .point(signed) }
    let thousands = Double(mantissa)
    return .doubtful(
      .point, asFraction: signed, asThousands: isNegative ? -thousands : thousands)
  }

  private static func slow(_ bytes: ArraySlice<UInt8>) -> CellNumber? {
    let isPlain = bytes.allSatisfy {
      $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E || $0 == 0x2B || $0 == 0x2D || $0 | 0x20 == 0x65
    }
    guard isPlain, let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return bytes.contains(0x2E) ? .point(value) : .whole(value)
  }

  // MARK: Commas and signs between thousands

  private static func marked(_ text: String) -> CellNumber {
    var body = text
    var sign = 1.0
    if body.hasPrefix("\u{2212}") || body.hasPrefix("-") {
      body.removeFirst()
      sign = -1
    } else if body.hasPrefix("+") {
      body.removeFirst()
    }
    let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}"]
    let exponent = body.firstIndex { $0 == "e" || $0 == "E" }
    let head = exponent.map { String(body[..<$0]) } ?? body
    let tail = exponent.map { String(body[$0...]) } ?? ""
    let separators = Set(head.filter { !$0.isASCII || !$0.isNumber })
    guard head.first?.isNumber == true || separators == [","] || separators == ["."] else {
      return .none
    }
    func number(_ digits: String) -> Double? {
      guard let value = Double(digits + tail), value.isFinite else { return nil }
      return sign * value
    }
    let commas = head.count { $0 == "," }
    let points = head.count { $0 == "." }
    if separators.count == 1, commas + points == 1 {
      let mark: DecimalMark = commas == 1 ? .comma : .point
      let sign = commas == 1 ? "," : "."
      guard let fraction = number(head.replacing(sign, with: ".")) else { return .none }
      let parts = head.split(separator: sign, omittingEmptySubsequences: false)
      let isDoubtful =
        tail.isEmpty && parts[1].count == 3 && (1...3).contains(parts[0].count)
        && !parts[0].hasPrefix("0")
      guard isDoubtful, let thousands = number(head.replacing(sign, with: "")) else {
        return mark == .comma ? .comma(fraction) : .point(fraction)
      }
      return .doubtful(mark, asFraction: fraction, asThousands: thousands)
    }
    // What is left are thousands: groups of three behind one to three digits.
    let mark: DecimalMark?
    let group: Character
    if commas > 0, points > 0, let comma = head.lastIndex(of: ","),
      let point = head.lastIndex(of: ".")
    {
      mark = comma < point ? .point : .comma
      group = comma < point ? "," : "."
    } else if commas > 1 {
      (mark, group) = (.point, ",")
    } else if points > 1 {
      (mark, group) = (.comma, ".")
    } else if let blank = separators.first(where: blanks.contains) {
      mark = commas == 1 ? .comma : points == 1 ? .point : nil
      group = blank
    } else {
      return .none
    }
    let decimal = mark == .comma ? Character(",") : Character(".")
    let halves = head.split(separator: decimal, omittingEmptySubsequences: false)
    let groups = halves[0].split(separator: group, omittingEmptySubsequences: false)
    guard halves.count <= 2, groups.count > 1, (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let value = number(
        groups.joined() + (halves.count == 2 ? "." + halves[1] : ""))
    else { return .none }
    return .grouped(value, mark: mark)
  }
}
