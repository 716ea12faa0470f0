/// A value that brings its source along.
public struct Sourced<Value> {
  public var value: Value
  public var provenance: Provenance
  /// The range to vary the value over in a sensitivity analysis, in the value's own unit.
  public var range: ClosedRange<Double>?

  public init(_ value: Value, _ provenance: Provenance, range: ClosedRange<Double>? = nil) {
    self.value = value
    self.provenance = provenance
    self.range = range
  }

  /// The same source for a value derived from this one.
  public func map<Other>(_ transform: (Value) -> Other) -> Sourced<Other> {
    Sourced<Other>(transform(value), provenance, range: nil)
  }
}

extension Sourced: Sendable where Value: Sendable {}
extension Sourced: Equatable where Value: Equatable {}
extension Sourced: Hashable where Value: Hashable {}
