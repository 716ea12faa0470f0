import Simulation

/// How many of the cells that were drawn can be treated, and what became of the others.
///
/// Cells that permeabilise without drug are left out of an experiment. Where they are few, a real
/// culture has them too; where they are most, what is left is no sample of the line, and no culture
/// that anyone could plate.
public struct CultureAtRest: Hashable, Sendable {
  public let drawn: Int
  /// Came to rest alive.
  public let ready: Int
  public let permeabilised: Int

  public init(drawn: Int, ready: Int, permeabilised: Int) {
    self.drawn = drawn
    self.ready = ready
    self.permeabilised = permeabilised
  }

  public init(_ founders: FounderPopulation) {
    self.init(
      drawn: founders.founders.count, ready: founders.founders.count(where: \.isReady),
      permeabilised: founders.founders.count(where: \.firedUntreated))
  }

  /// The solver did not reach the end of their rest.
  public var unfinished: Int { drawn - ready - permeabilised }

  /// Whether at least half of the cells came to rest alive. [C]
  public var canBePlated: Bool { ready > 0 && 2 * ready >= drawn }

  /// `189 of 200 drawn; 11 permeabilised at rest and were left out`.
  public var sentence: String {
    var parts = ["\(ready) of \(drawn) drawn"]
    if permeabilised > 0 {
      parts.append("\(permeabilised) permeabilised at rest and were left out")
    }
    if unfinished > 0 {
      parts.append("\(unfinished) could not be followed to rest and were left out")
    }
    return parts.joined(separator: "; ")
  }
}
