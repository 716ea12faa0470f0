/// Wavelengths as plate readers write them into names and settings.
enum WavelengthText {
  /// The light that a name states: `Lum:450`, `Raw Data (544/590)`, `FL:485,528`, `595 nm`; nil
  /// where none or too many are stated.
  ///
  /// Only numbers in parentheses, behind the last colon, or before `nm` count.
  static func find(in name: String) -> ReadWavelength? {
    let lowered = name.lowercased()
    let candidates = [
      lastParenthesis(of: lowered), lowered.split(separator: ":").dropFirst().last.map(String.init),
      beforeNanometres(lowered),
    ]
    for case let candidate? in candidates {
      if let found = wavelength(of: candidate) { return found }
    }
    return nil
  }

  /// The light in the name of a read that may be nothing but its light: `660`, `360/40,460/40`,
  /// `Blank 660`.
  static func find(inLabel label: String) -> ReadWavelength? {
    if let found = find(in: label) { return found }
    let bare = label.hasPrefix("Blank ") ? label.dropFirst("Blank ".count) : label[...]
    guard bare.allSatisfy({ $0.isASCII && $0.isNumber || "/,. ".contains($0) }) else { return nil }
    return wavelength(of: String(bare))
  }

  /// `450`, `485/528`, `485,528`, `450 1` (a filter's number behind it).
  static func wavelength(of text: String) -> ReadWavelength? {
    let numbers = text.split { !$0.isNumber && $0 != "." }
      .compactMap { DecimalMark.point.number(in: $0) }
    let lights = numbers.filter(ReadWavelength.isLight)
    switch lights.count {
    case 1: return .single(lights[0])
    case 2: return .pair(excitation: lights[0], emission: lights[1])
    default: return nil
    }
  }

  private static func lastParenthesis(of name: String) -> String? {
    guard let open = name.lastIndex(of: "("), let close = name.lastIndex(of: ")"), open < close
    else { return nil }
    return String(name[name.index(after: open)..<close])
  }

  private static func beforeNanometres(_ name: String) -> String? {
    guard let range = name.firstRange(of: "nm") else { return nil }
    let before = name[..<range.lowerBound].reversed().drop { $0 == " " }
    return String(before.prefix { $0.isNumber || $0 == "." }.reversed())
  }
}
