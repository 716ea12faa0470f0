/// What a figure is made of: one view, views on top of each other, one view repeated for each value
/// of a column, or views side by side or one below the other.
public indirect enum FigureView: Hashable, Sendable {
  case single(SingleView)
  case layered(LayeredView)
  case faceted(FacetedView)
  case row([FigureView])
  case column([FigureView])
}

/// How wide or high a view is.
public enum ViewLength: Hashable, Sendable {
  case pixels(Double)
  /// As wide as the page leaves room for.
  case container
  /// So many pixels for each step of a discrete axis.
  case step(Double)
}

/// A change to the rows before they are drawn.
public enum Transform: Hashable, Sendable {
  /// One row for each place of the lists in `columns`, which have one length.
  case flatten([String])
  /// Only the rows for which a Vega expression holds.
  case filter(String)
  /// A further column, by a Vega expression of `datum`.
  case calculate(String, named: String)
}

/// One mark over one set of rows.
public struct SingleView: Hashable, Sendable, Codable {
  public var data: InlineData?
  public var transform: [Transform]?
  public var mark: Mark
  public var encoding: Encoding
  public var width: ViewLength?
  public var height: ViewLength?
  public var title: String?

  public init(
    _ mark: Mark, _ encoding: Encoding, data: InlineData? = nil, transform: [Transform]? = nil,
    width: ViewLength? = nil, height: ViewLength? = nil
  ) {
    self.mark = mark
    self.encoding = encoding
    self.data = data
    self.transform = transform
    self.width = width
    self.height = height
  }
}

/// Marks on top of each other, the first at the bottom, on shared scales.
public struct LayeredView: Hashable, Sendable, Codable {
  public var data: InlineData?
  public var encoding: Encoding?
  public var layers: [SingleView]
  public var width: ViewLength?
  public var height: ViewLength?
  public var title: String?

  public init(
    _ layers: [SingleView], data: InlineData? = nil, encoding: Encoding? = nil,
    width: ViewLength? = nil, height: ViewLength? = nil
  ) {
    self.layers = layers
    self.data = data
    self.encoding = encoding
    self.width = width
    self.height = height
  }

  private enum CodingKeys: String, CodingKey {
    case data, encoding
    case layers = "layer"
    case width, height, title
  }
}

/// One view for each value of a column, wrapped after `columns` views.
public struct FacetedView: Hashable, Sendable, Codable {
  public var data: InlineData
  public var facet: Channel
  public var columns: Int?
  public var view: FigureView

  public init(by facet: Channel, of data: InlineData, columns: Int? = nil, _ view: FigureView) {
    self.facet = facet
    self.data = data
    self.columns = columns
    self.view = view
  }

  private enum CodingKeys: String, CodingKey {
    case data, facet, columns
    case view = "spec"
  }
}
