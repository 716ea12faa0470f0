/// Turns text into HTML in which nothing of the text is read as markup.
enum HTMLText {
  /// `text` as the content of an element or of a quoted attribute.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{0}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A passage with its pieces set apart.
  static func passage(_ text: ReportText) -> String {
    text.pieces.map { piece in
      switch piece {
      case .plain(let words): escaped(words)
      case .strong(let words): "<strong>\(escaped(words))</strong>"
      case .emphasis(let words): "<em>\(escaped(words))</em>"
      case .code(let words): "<code>\(escaped(words))</code>"
      case .link(let words, let address):
        address.hasPrefix("https://")
          ? "<a href=\"\(escaped(address))\" rel=\"noreferrer\">\(escaped(words))</a>"
          : escaped(words)
      }
    }.joined()
  }

  /// JSON that may stand within a script element: no `<` is left that could end it.
  static func scriptData(_ json: String) -> String {
    json.replacing("<", with: "\\u003c")
  }

  /// A word for ids and file names: letters, digits and hyphens of `title`.
  static func slug(_ title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "part" : words.joined(separator: "-")
  }
}
