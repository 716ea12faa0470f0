import Foundation

extension GraphPicture {
  /// The picture in Graphviz's language, in the colours of `theme`.
  ///
  /// - Parameter prefix: set before every element's id, so that two pictures can stand in one page.
  public func dot(theme: GraphTheme = .light, idPrefix prefix: String = "") -> String {
    DOTWriter(picture: self, theme: theme, prefix: prefix).text()
  }
}

/// Writes one picture as DOT.
private struct DOTWriter {
  let picture: GraphPicture
  let theme: GraphTheme
  let prefix: String

  private static let face = "Helvetica,Arial,sans-serif"
  private static let barWidth = 84.0

  func text() -> String {
    var lines = [
      "digraph \(Self.quoted(picture.title)) {",
      "  graph [id=\(Self.quoted(prefix + "graph")), rankdir=\(picture.flow.rawValue), "
        + "bgcolor=\"\(theme.paper)\", pad=0.2, nodesep=0.28, ranksep=0.36, newrank=true, "
        + "\(effort), fontname=\"\(Self.face)\", fontsize=12, "
        + "fontcolor=\"\(theme.quiet)\", splines=true, labelloc=b, labeljust=l, "
        + "label=\(caption)]",
      "  node [fontname=\"\(Self.face)\", fontsize=12, fontcolor=\"\(theme.ink)\", shape=box, "
        + "style=\"filled,rounded\", penwidth=1.1, margin=\"0.09,0.05\", height=0.3, width=0.5]",
      "  edge [fontname=\"\(Self.face)\", fontsize=10, fontcolor=\"\(theme.quiet)\", penwidth=1.2, "
        + "arrowsize=0.75]",
    ]
    lines += clusters(in: nil, depth: 1)
    lines += picture.nodes.filter { $0.cluster == nil }.map { "  " + node($0) }
    lines += picture.edges.map { "  " + edge($0) }
    lines += legend()
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// How long Graphviz tries to cross fewer edges. What pays in a picture of fifty nodes takes minutes in
  /// one of two hundred.
  private var effort: String {
    picture.nodes.count > 120
      ? "mclimit=0.3, nslimit=1, nslimit1=1" : "remincross=true, mclimit=4"
  }

  /// The title and the notes below the picture, lines aligned to the left.
  private var caption: String {
    let title = GraphPicture.lines(of: picture.title, width: 110).map {
      "<FONT POINT-SIZE=\"14\" COLOR=\"\(theme.ink)\">\(Self.escaped($0))</FONT>"
    }
    let notes = picture.notes.flatMap { GraphPicture.lines(of: $0, width: 120) }
      .map(Self.escaped)
    let breakLine = "<BR ALIGN=\"LEFT\"/>"
    return "<" + ([" "] + title + notes).map { $0 + breakLine }.joined() + ">"
  }

  // MARK: Spaces and nodes

  private func clusters(in parent: String?, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    return picture.clusters.filter { $0.parent == parent }.flatMap { cluster -> [String] in
      let inner =
        picture.nodes.filter { $0.cluster == cluster.id }.map { "\(indent)  " + node($0) }
        + clusters(in: cluster.id, depth: depth + 1)
      guard !inner.isEmpty else { return [] }
      let members = picture.nodes.filter { $0.cluster == cluster.id }.map { Self.quoted($0.id) }
      let row =
        cluster.isFirstRow ? ["\(indent)  { rank=min; \(members.joined(separator: "; ")) }"] : []
      let isInner = depth > 1
      return [
        "\(indent)subgraph \(Self.quoted("cluster_" + cluster.id)) {",
        "\(indent)  graph [id=\(Self.quoted(prefix + "space-" + cluster.id)), "
          + "label=\(Self.quoted(cluster.title)), labeljust=l, labelloc=t, style=\"filled,rounded\", "
          + "color=\"\(theme.border)\", fillcolor=\"\(isInner ? theme.paper : theme.ground)\", "
          + "margin=\(isInner ? 10 : 14), fontsize=12, fontcolor=\"\(theme.quiet)\"]",
      ] + inner + row + ["\(indent)}"]
    }
  }

  private func node(_ node: GraphPicture.Node) -> String {
    let line = theme.lines[node.tone, default: theme.ink]
    let fill = theme.fills[node.tone, default: theme.paper]
    var attributes = ["id=\(Self.quoted(prefix + "node-" + node.id))"]
    switch node.shape {
    case .joint:
      attributes += [
        "shape=circle", "width=0.07", "height=0.07", "fixedsize=true", "label=\"\"",
        "style=filled", "fillcolor=\"\(line)\"", "color=\"\(line)\"",
      ]
    case .thing, .step, .question, .outcome:
      attributes += [
        "label=\(label(of: node))", "color=\"\(line)\"", "fillcolor=\"\(fill)\"",
      ]
      if node.shape == .question {
        attributes += ["shape=diamond", "style=filled", "margin=\"0.02,0.01\""]
      }
      if node.shape == .outcome { attributes += ["penwidth=2"] }
      if node.shape == .step { attributes += ["style=filled"] }
    }
    return "\(Self.quoted(node.id)) [\(attributes.joined(separator: ", "))]"
  }

  /// The words of a node, and its bar, as Graphviz's own kind of table.
  private func label(of node: GraphPicture.Node) -> String {
    var rows = node.label.split(separator: "\n").map {
      "<TR><TD>\(Self.escaped(String($0)))</TD></TR>"
    }
    rows += node.details.map {
      "<TR><TD><FONT POINT-SIZE=\"10\" COLOR=\"\(theme.quiet)\">\(Self.escaped($0))</FONT></TD></TR>"
    }
    if let bar = node.bar { rows.append("<TR><TD>\(cells(of: bar, tone: node.tone))</TD></TR>") }
    return "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\">"
      + rows.joined() + "</TABLE>>"
  }

  private func cells(of bar: GraphPicture.Bar, tone: GraphPicture.Tone) -> String {
    var parts = GraphPicture.Bar.Part.allCases.map { part in
      (colour: colour(of: part, tone: tone), share: min(1, max(0, bar.shares[part] ?? 0)))
    }
    let rest = 1 - parts.reduce(0) { $0 + $1.share }
    parts.append((theme.empty, max(0, rest)))
    let cells = parts.map { (colour: $0.colour, width: Int(($0.share * Self.barWidth).rounded())) }
      .filter { $0.width > 0 }
      .map {
        "<TD WIDTH=\"\($0.width)\" HEIGHT=\"6\" FIXEDSIZE=\"TRUE\" BGCOLOR=\"\($0.colour)\"></TD>"
      }
    let width = Int(Self.barWidth) + 2
    return "<TABLE BORDER=\"1\" COLOR=\"\(theme.border)\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
      + "CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"\(width)\" HEIGHT=\"8\"><TR>\(cells.joined())</TR></TABLE>"
  }

  private func colour(of part: GraphPicture.Bar.Part, tone: GraphPicture.Tone) -> String {
    switch part {
    case .free: theme.lines[tone, default: theme.ink]
    case .bound: theme.held
    case .drugged: theme.lines[.drug, default: theme.ink]
    }
  }

  // MARK: Edges

  private func edge(_ edge: GraphPicture.Edge) -> String {
    let colour = theme.lines[edge.tone, default: theme.ink]
    var attributes = [
      "id=\(Self.quoted(prefix + "edge-" + edge.id))", "color=\"\(colour)\"",
      "arrowhead=\(edge.hasHead ? Self.head(of: edge.kind) : "none")",
    ]
    if edge.hasTail { attributes += ["dir=both", "arrowtail=\(Self.head(of: edge.kind))"] }
    if edge.isHidden { attributes.append("style=invis") }
    switch edge.kind {
    case .helps: attributes += ["style=dashed", "penwidth=1", "arrowsize=0.5"]
    case .turns: attributes += ["weight=4", "penwidth=1.6"]
    case .enters: attributes += ["penwidth=1.6"]
    case .inhibits: attributes += ["arrowsize=0.8"]
    case .follows: attributes += ["weight=2"]
    }
    if let label = edge.label { attributes.append("label=\(Self.quoted(" \(label) "))") }
    if edge.isSpine { attributes.append("weight=20") }
    if !edge.shapesLayout { attributes.append("constraint=false") }
    return
      "\(Self.quoted(edge.from)) -> \(Self.quoted(edge.to)) [\(attributes.joined(separator: ", "))]"
  }

  static func head(of kind: GraphPicture.Edge.Kind) -> String {
    switch kind {
    case .inhibits: "tee"
    case .helps: "odot"
    case .turns, .enters, .follows: "normal"
    }
  }

  // MARK: Legend

  /// The legend is drawn with the picture's own signs: it cannot say anything else.
  private func legend() -> [String] {
    guard !picture.legend.isEmpty else { return [] }
    let entries = picture.legend.map { entry in
      "<TD>\(sign(entry.sign))</TD><TD ALIGN=\"LEFT\">\(Self.escaped(entry.meaning))  </TD>"
    }
    // Columns of at most four keep the legend as low as a node or two.
    let height = 4
    let rows = (0..<min(height, entries.count)).map { row in
      let cells = stride(from: row, to: entries.count, by: height).map { entries[$0] }
      return "<TR>\(cells.joined())</TR>"
    }
    let table =
      "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"1\" CELLPADDING=\"2\">"
      + rows.joined() + "</TABLE>>"
    return [
      "  { rank=sink; legend [id=\(Self.quoted(prefix + "legend")), shape=plain, style=\"\", "
        + "fontsize=10, label=\(table)] }"
    ]
  }

  private func sign(_ sign: GraphPicture.LegendEntry.Sign) -> String {
    switch sign {
    case .tone(let tone):
      "<TABLE BORDER=\"1\" STYLE=\"ROUNDED\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
        + "COLOR=\"\(theme.lines[tone, default: theme.ink])\" "
        + "BGCOLOR=\"\(theme.fills[tone, default: theme.paper])\"><TR>"
        + "<TD WIDTH=\"24\" HEIGHT=\"10\" FIXEDSIZE=\"TRUE\"></TD></TR></TABLE>"
    case .part(let part):
      "<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" COLOR=\"\(theme.border)\"><TR>"
        + "<TD WIDTH=\"24\" HEIGHT=\"6\" FIXEDSIZE=\"TRUE\" "
        + "BGCOLOR=\"\(colour(of: part, tone: .neutral))\"></TD></TR></TABLE>"
    case .edge(let kind):
      "<FONT COLOR=\"\(theme.lines[.neutral, default: theme.ink])\">\(Self.glyph(of: kind))</FONT>"
    }
  }

  private static func glyph(of kind: GraphPicture.Edge.Kind) -> String {
    switch kind {
    case .turns, .enters, .follows: "──▶"
    case .helps: "╌╌○"
    case .inhibits: "──┤"
    }
  }

  // MARK: Text

  private static func quoted(_ text: String) -> String { "\"\(escapedLine(text))\"" }

  private static func escapedLine(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }

  private static func escaped(_ text: String) -> String { HTMLText.escaped(text) }
}
