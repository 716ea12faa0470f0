extension String {
  /// This text without signs that a terminal would obey: control characters stand as their pictures
  /// (␛ for an escape), invisible ones such as marks of direction as �. Line ends and tabs stay.
  public var withVisibleControls: String {
    guard unicodeScalars.contains(where: { $0.isUnseen }) else { return self }
    var shown = ""
    for scalar in unicodeScalars {
      if !scalar.isUnseen {
        shown.unicodeScalars.append(scalar)
      } else if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        shown.unicodeScalars.append(picture)
      } else {
        shown += scalar.value == 0x7F ? "␡" : "�"
      }
    }
    return shown
  }

  /// The same on one line, and cut after so many characters.
  public func onOneLine(atMost count: Int) -> String {
    let line = replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\t", with: " ")
      .withVisibleControls
    return line.count > count ? "\(line.prefix(count))…" : line
  }
}

extension Unicode.Scalar {
  fileprivate var isUnseen: Bool {
    if self == "\n" || self == "\t" { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}

extension Sequence<String> {
  /// Names for a sentence: each on one line and cut, the first of them and then “…”.
  public func listed(first count: Int = 20) -> String {
    var names: [String] = []
    for name in self {
      if names.count == count { return names.joined(separator: ", ") + ", …" }
      names.append(name.onOneLine(atMost: 40))
    }
    return names.joined(separator: ", ")
  }
}
