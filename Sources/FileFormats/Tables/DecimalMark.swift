/// The sign between whole and broken part of a number.
public enum DecimalMark: String, CaseIterable, Sendable {
  case point
  case comma

  /// The finite decimal number that `text` is, without unit, blanks around it allowed; else nil.
  ///
  /// Reads digits, sign, this mark and an exponent. Thousands separators, hexadecimal digits,
  /// `inf` and `nan` are no numbers here.
  public func number(in text: some StringProtocol) -> Double? {
    let mark: UInt8 = self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
    var plain: [UInt8] = []
    var hasEnded = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        hasEnded = hasEnded || !plain.isEmpty
        continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        plain.append(byte)
      case mark: plain.append(UInt8(ascii: "."))
      default: return nil
      }
      if hasEnded { return nil }
    }
    guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// What the numbers of a table say about their mark.
  public enum Finding: Hashable, Sendable {
    case certain(DecimalMark)
    /// No number has a broken part; both readings agree.
    case eitherWay
    /// The mark may as well set thousands apart: every comma stands before exactly three digits, or
    /// every point does, among whole numbers none of which reaches a thousand.
    case ambiguous(String)
    /// Some numbers have a point and some a comma.
    case mixed(String, String)
  }

  /// Finds the mark that `texts` are written with; what is no number under either mark is passed
  /// over.
  public static func find(in texts: some Sequence<String>) -> Finding {
    var (pointed, certainComma, doubtfulComma): (String?, String?, String?)
    var doubtfulPoint: String?
    var (hasTens, reachesThousands) = (false, false)
    for text in texts {
      if text.utf8.contains(UInt8(ascii: ".")), DecimalMark.point.number(in: text) != nil {
        if couldBeThousands(text, by: ".") {
          doubtfulPoint = doubtfulPoint ?? text
        } else {
          pointed = pointed ?? text
        }
      } else if text.utf8.contains(UInt8(ascii: ",")), DecimalMark.comma.number(in: text) != nil {
        if couldBeThousands(text, by: ",") {
          doubtfulComma = doubtfulComma ?? text
        } else {
          certainComma = certainComma ?? text
        }
      } else if let whole = DecimalMark.point.number(in: text)?.magnitude {
        hasTens = hasTens || whole >= 10
        reachesThousands = reachesThousands || whole >= 1000
      }
    }
    // 543 beside 6.048, and nothing from 1000 on: a point that sets thousands apart leaves just this.
    if let doubtfulPoint, pointed == nil, certainComma ?? doubtfulComma == nil, hasTens,
      !reachesThousands
    {
      return .ambiguous(doubtfulPoint)
    }
    pointed = pointed ?? doubtfulPoint
    switch (pointed, certainComma ?? doubtfulComma) {
    case (let pointed?, let comma?): return .mixed(pointed, comma)
    case (_?, nil): return .certain(.point)
    case (nil, nil): return .eitherWay
    case (nil, let comma?):
      return certainComma == nil ? .ambiguous(comma) : .certain(.comma)
    }
  }

  private static func couldBeThousands(_ text: String, by mark: Character) -> Bool {
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let whole = parts[0].drop { $0 == " " || $0 == "+" || $0 == "-" }
    let broken = parts[1].prefix { $0 != " " }
    return broken.count == 3 && (1...3).contains(whole.count) && !whole.hasPrefix("0")
  }
}
