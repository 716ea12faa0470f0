import Citations
import Expressions
import Quantities

/// A number that a model holds fixed between events, with its unit and its source.
public struct Parameter: Sendable, Hashable {
  public let symbol: Symbol
  /// What a person calls it, such as "BIM:BCL-2 dissociation constant".
  public var name: String
  /// The value in ``unit``; for Primed's own models the canonical one (nM, s).
  public var value: Double
  public var unit: String
  /// Where the value comes from; nil for a model read from a file that does not say.
  public var provenance: Provenance?
  /// The range to vary the value over in a sensitivity analysis.
  public var range: ClosedRange<Double>?
  /// What the parameter belongs to, so that a whole group can be found, varied or fitted.
  public var tags: Set<Tag>

  public init(
    _ symbol: Symbol, name: String, value: Double, unit: String, provenance: Provenance? = nil,
    range: ClosedRange<Double>? = nil, tags: Set<Tag> = []
  ) {
    self.symbol = symbol
    self.name = name
    self.value = value
    self.unit = unit
    self.provenance = provenance
    self.range = range
    self.tags = tags
  }

  /// A group of parameters.
  public struct Tag: Sendable, Hashable, ExpressibleByStringLiteral {
    public let name: String
    public init(stringLiteral value: String) { name = value }

    /// The level of a protein: what differs between lines, and from cell to cell.
    public static let abundance: Tag = "abundance"
    /// An affinity.
    public static let dissociationConstant: Tag = "Kd"
    /// A property of a drug or of its exposure.
    public static let drug: Tag = "drug"
    /// A switch of the protocol rather than of the biology.
    public static let condition: Tag = "condition"
  }
}
