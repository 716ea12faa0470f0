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
}
