/// Takes Graphviz's SVG down to what a page may hold: known elements, known attributes, our own
/// titles; no scripts, no links, no document type.
struct SVGCleaner {
  let picture: GraphPicture
  let idPrefix: String

  private static let elements: Set<String> = [
    "svg", "g", "title", "polygon", "polyline", "path", "ellipse", "text",
  ]

  func clean(_ raw: String) throws(GraphvizRenderer.Failure) -> String {
    guard let start = raw.range(of: "<svg") else { throw .unexpected("nothing") }
    // Graphviz writes a hyphen as a character reference, in ids too.
    var text = Self.withoutComments(String(raw[start.lowerBound...]))
      .replacing("&#45;", with: "-")
    try check(text)
    text = titled(text)
    // The page gives the picture its width; the view box keeps its proportions.
    if let end = text.firstIndex(of: ">") {
      let head = text[..<end]
      text = label(head) + text[end...]
    }
    return text
  }

  /// Every opening tag must be a known element with no handler and no address.
  private func check(_ text: String) throws(GraphvizRenderer.Failure) {
    for tag in text.matches(of: /<\/?([A-Za-z!?][^\s>\/]*)([^>]*)>/) {
      let name = String(tag.output.1)
      guard Self.elements.contains(name) else { throw .unexpected(name) }
      for attribute in tag.output.2.matches(of: /([A-Za-z:_-]+)\s*=/) {
        let key = attribute.output.1.lowercased()
        guard !key.hasPrefix("on"), key != "href", key != "xlink:href", key != "style" else {
          throw .unexpected("\(name) \(key)")
        }
      }
    }
  }

  private static func withoutComments(_ text: String) -> String {
    text.replacing(/<!--(?:[^-]|-[^-])*-->\n?/, with: "")
  }

  /// Graphviz titles an element by its name in DOT; a person is told what it is.
  private func titled(_ text: String) -> String {
    var words: [String: String] = [:]
    for node in picture.nodes { words["\(idPrefix)node-\(node.id)"] = node.description }
    for edge in picture.edges { words["\(idPrefix)edge-\(edge.id)"] = edge.description }
    for space in picture.clusters { words["\(idPrefix)space-\(space.id)"] = space.title }
    words["\(idPrefix)graph"] = picture.title
    words["\(idPrefix)legend"] = "Legend"
    return text.replacing(/<g id="([^"]*)"([^>]*)>\s*<title>[^<]*<\/title>/) { match in
      let id = String(match.output.1)
      let title = words[id].map { "<title>\(HTMLText.escaped($0))</title>" } ?? ""
      return "<g id=\"\(id)\"\(match.output.2)>\(title)"
    }
  }

  private func label(_ head: Substring) -> String {
    String(head) + " role=\"img\" aria-label=\"\(HTMLText.escaped(picture.title))\""
  }
}
