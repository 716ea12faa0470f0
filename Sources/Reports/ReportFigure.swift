import Figures

/// One picture or several that are read together, with a caption and words for those who cannot see it.
public struct ReportFigure: Sendable {
  public struct Panel: Sendable {
    /// Short, such as the name of a cell line; nil where the figure has one panel.
    public var title: String?
    public var specification: FigureSpecification
    /// The numbers a reader may copy.
    public var table: FigureTable
    /// A short name without spaces, for files: `dose-response`.
    public var name: String

    public init(
      title: String? = nil, name: String, specification: FigureSpecification, table: FigureTable
    ) {
      self.title = title
      self.name = name
      self.specification = specification
      self.table = table
    }

    public init(title: String? = nil, name: String, _ source: some FigureSource) {
      self.init(
        title: title, name: name, specification: source.specification, table: source.table)
    }

    var reportTable: ReportTable { ReportTable(name: name, table) }
  }

  public var panels: [Panel]
  /// How many panels stand side by side where there is room, 1 to 4.
  public var columns: Int
  public var caption: ReportText
  /// What the figure shows, in words.
  public var alternativeText: String

  public init(
    _ panels: [Panel], columns: Int? = nil, caption: ReportText, alternativeText: String
  ) {
    self.panels = panels
    self.columns = min(4, max(1, columns ?? min(3, panels.count)))
    self.caption = caption
    self.alternativeText = alternativeText
  }

  /// A figure of one panel.
  public init(
    name: String, _ source: some FigureSource, caption: ReportText, alternativeText: String
  ) {
    self.init([Panel(name: name, source)], caption: caption, alternativeText: alternativeText)
  }
}
