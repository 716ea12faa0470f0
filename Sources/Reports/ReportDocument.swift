/// A report before it has a form: what is said, in order, with its numbers and figures.
///
/// Writers turn it into HTML, JSON or CSV; none of them adds or drops a statement.
public struct ReportDocument: Sendable {
  /// Where the numbers come from, and so what must be said beside them.
  public enum Standing: String, Sendable, Encodable {
    case simulated
    case measured
    /// Simulated and measured numbers side by side.
    case mixed

    /// The sentence that stands at the head and foot of every report with simulated numbers.
    public var caveat: String? {
      self == .measured
        ? nil : "Simulated with illustrative parameters. Not for clinical use."
    }
  }

  public var title: String
  public var subtitle: String?
  /// What kind of report this is, as its first line says: “study report”.
  public var kind: String
  public var standing: Standing
  /// What was found, in words, before anything else.
  public var answer: [ReportText]
  public var keyFigures: [KeyFigure]
  public var sections: [ReportSection]
  public var colophon: Colophon

  public init(
    title: String, subtitle: String? = nil, kind: String = "report", standing: Standing,
    answer: [ReportText],
    keyFigures: [KeyFigure] = [], sections: [ReportSection], colophon: Colophon = Colophon()
  ) {
    self.title = title
    self.subtitle = subtitle
    self.kind = kind
    self.standing = standing
    self.answer = answer
    self.keyFigures = keyFigures
    self.sections = sections
    self.colophon = colophon
  }

  /// Every table of the report in order: those that stand as such, and those behind figures.
  public var tables: [ReportTable] {
    sections.flatMap(\.blocks).flatMap { block -> [ReportTable] in
      switch block {
      case .table(let table): [table]
      case .provenance(let entries): [.provenance(entries)]
      case .figure(let figure): figure.panels.map(\.reportTable)
      case .graph(let graph): [graph.table]
      case .paragraph, .callout, .keyFigures, .code, .definitions: []
      }
    }
  }
}

/// A part of the report with a heading of its own.
public struct ReportSection: Sendable, Encodable {
  public var title: String
  public var blocks: [ReportBlock]

  public init(_ title: String, _ blocks: [ReportBlock]) {
    self.title = title
    self.blocks = blocks
  }
}

/// One thing said or shown.
public enum ReportBlock: Sendable {
  case paragraph(ReportText)
  case callout(Callout)
  case keyFigures([KeyFigure])
  case table(ReportTable)
  case figure(ReportFigure)
  /// A graph that Graphviz lays out; without it, the table of its edges.
  case graph(ReportGraph)
  /// Lines as they are typed, in `language` where that is known.
  case code(String, language: String?)
  case definitions([Definition])
  case provenance([ProvenanceEntry])
}

/// A remark that must not be read past.
public struct Callout: Sendable, Encodable {
  public enum Kind: String, Sendable, Encodable {
    case note, warning
  }

  public var kind: Kind
  public var title: String
  public var text: ReportText

  public init(_ kind: Kind, title: String, _ text: ReportText) {
    self.kind = kind
    self.title = title
    self.text = text
  }
}

/// A term and what is meant by it here.
public struct Definition: Sendable, Encodable {
  public var term: String
  public var meaning: ReportText

  public init(_ term: String, _ meaning: ReportText) {
    self.term = term
    self.meaning = meaning
  }
}

/// How the report came about: versions, hashes, and the command that makes it again.
public struct Colophon: Sendable, Encodable {
  public struct Entry: Sendable, Encodable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var entries: [Entry]
  /// Typed in a shell, it makes this report again.
  public var rerunCommand: String?

  private enum CodingKeys: String, CodingKey {
    case entries
    case rerunCommand = "rerun_command"
  }

  public init(entries: [Entry] = [], rerunCommand: String? = nil) {
    self.entries = entries
    self.rerunCommand = rerunCommand
  }
}
