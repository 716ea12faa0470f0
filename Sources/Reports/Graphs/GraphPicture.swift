/// A picture of who acts on whom, or of what follows what: nodes, edges and the spaces around them.
///
/// It says nothing of where things stand on the paper: Graphviz lays it out, so that no picture is ever
/// drawn by hand.
public struct GraphPicture: Sendable {
  public var title: String
  public var nodes: [Node] = []
  public var edges: [Edge] = []
  public var clusters: [Cluster] = []
  public var legend: [LegendEntry] = []
  public var flow: Flow
  /// Small words below the legend: what was left out, and the caveat.
  public var notes: [String] = []

  public init(title: String, flow: Flow = .down) {
    self.title = title
    self.flow = flow
  }

  /// Which way the picture runs.
  public enum Flow: String, Sendable { case down = "TB", right = "LR" }

  /// What a colour means; a theme gives it one.
  public enum Tone: String, CaseIterable, Sendable {
    /// Drives towards death.
    case acts
    /// Holds back what acts.
    case inhibits
    /// Holds back what inhibits.
    case blocks
    case drug
    /// Neither: what is read, what is done.
    case neutral
  }

  public struct Node: Sendable {
    /// Letters, digits and underscores; what an element of the picture is found by.
    public var id: String
    /// May hold line breaks.
    public var label: String
    /// Smaller words below the label, a line each.
    public var details: [String] = []
    public var tone: Tone
    public var shape: Shape = .thing
    public var bar: Bar?
    public var cluster: String?
    /// What it is, in a sentence, for who points at it or cannot see it.
    public var description: String

    public init(_ id: String, _ label: String, tone: Tone, description: String? = nil) {
      self.id = id
      self.label = label
      self.tone = tone
      self.description = description ?? label
    }
  }

  public enum Shape: Sendable {
    case thing
    /// A joint of a conversion, on which helpers act; it has no words.
    case joint
    case step
    case question
    case outcome
  }

  /// Shares of a whole, as a bar below a label. What is left to 1 stays empty.
  public struct Bar: Sendable, Hashable {
    public enum Part: String, Sendable, CaseIterable { case free, bound, drugged }

    public var shares: [Part: Double]

    public init(_ shares: [Part: Double]) { self.shares = shares }
  }

  public struct Edge: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case turns, helps, inhibits, enters, follows
    }

    public var id: String
    public var from: String
    public var to: String
    public var kind: Kind
    public var tone: Tone
    public var label: String?
    /// Whether an arrowhead stands at the end; a conversion up to its joint has none.
    public var hasHead = true
    /// Whether an arrowhead stands at the start too: what runs both ways.
    public var hasTail = false
    /// Whether the edge is not drawn and only keeps its ends in order.
    public var isHidden = false
    /// Whether the ends are pulled together and kept in the order of the flow.
    public var shapesLayout = true
    /// Whether the edge belongs to the main course, which is kept straight.
    public var isSpine = false
    public var description: String

    public init(
      _ id: String, from: String, to: String, _ kind: Kind, tone: Tone = .neutral,
      description: String
    ) {
      self.id = id
      self.from = from
      self.to = to
      self.kind = kind
      self.tone = tone
      self.description = description
    }
  }

  /// A space with a name, which may lie in another.
  public struct Cluster: Sendable {
    public var id: String
    public var title: String
    public var parent: String?
    /// Whether its nodes stand side by side, at the top.
    public var isFirstRow = false

    public init(_ id: String, title: String, parent: String? = nil) {
      self.id = id
      self.title = title
      self.parent = parent
    }
  }

  /// A sign of the picture with its meaning.
  public struct LegendEntry: Sendable {
    public enum Sign: Sendable, Hashable {
      case tone(Tone)
      case edge(Edge.Kind)
      case part(Bar.Part)
    }

    public var sign: Sign
    public var meaning: String

    public init(_ sign: Sign, _ meaning: String) {
      self.sign = sign
      self.meaning = meaning
    }
  }

  /// Text in lines of some `width` signs, broken between words.
  public static func lines(of text: String, width: Int = 44) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The edges as a table, for where there is no picture and for who cannot see one.
  public var table: ReportTable {
    let names = Dictionary(
      nodes.map { ($0.id, $0.label.replacing("\n", with: " ")) },
      uniquingKeysWith: { first, _ in first })
    func name(_ id: String) -> String { names[id].flatMap { $0.isEmpty ? nil : $0 } ?? "–" }
    let drawn = edges.filter { !$0.isHidden && ($0.kind != .turns || $0.hasHead) }
    let linked = Set(edges.filter { !$0.isHidden }.flatMap { [$0.from, $0.to] })
    let alone = nodes.filter { !linked.contains($0.id) && $0.shape != .joint }
    return ReportTable(
      name: "edges", columns: [.init("From"), .init("To"), .init("What happens")],
      rows: (drawn.map { [name($0.from), name($0.to), $0.description] }
        + alone.map { [name($0.id), "–", $0.description] }).map { row in
          row.map { .text(ReportText($0)) }
        })
  }
}
