/// How a word is set apart on a screen that shows colour.
package enum TextStyle: String, Sendable {
  case bold = "1"
  case faint = "2"
  case good = "32"
  case caution = "33"
  case bad = "31"

  /// The text in this style, or as it is where colour is not shown.
  package func apply(to text: String, where shown: Bool) -> String {
    shown ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
