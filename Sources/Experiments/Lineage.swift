/// Which cell descends from which: a founder, and the turns taken at each division since.
///
/// A lineage names a cell's random numbers, so that they depend neither on threads nor on the order
/// in which cells are run.
public struct Lineage: Hashable, Sendable {
  /// The founder's place in its population.
  public let founder: Int
  /// The cell's place in the founder's family tree, counted like a heap: the founder is 1, the
  /// daughters of cell n are 2n and 2n + 1.
  public let place: UInt32

  public init(founder: Int) {
    self.init(founder: founder, place: 1)
  }

  private init(founder: Int, place: UInt32) {
    precondition((0..<1 << 24).contains(founder), "a founder is numbered below 2^24")
    self.founder = founder
    self.place = place
  }

  /// Divisions since the founder.
  public var generation: Int { UInt32.bitWidth - 1 - place.leadingZeroBitCount }

  /// No cell divides more often than this: the family tree has no place for its daughters.
  static let lastGeneration = 31

  var daughters: (Lineage, Lineage) {
    precondition(generation < Self.lastGeneration, "a family tree of 31 generations")
    return (
      Lineage(founder: founder, place: place << 1),
      Lineage(founder: founder, place: place << 1 | 1)
    )
  }

  /// A number of its own among all cells that descend from a population.
  var member: Int { founder << 32 | Int(place) }
}
