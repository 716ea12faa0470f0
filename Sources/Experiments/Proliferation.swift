import Quantities

/// How fast cells divide while they are watched, and who of their daughters is followed.
///
/// At division a cell's volume and its contents halve, complexes included, so that no concentration
/// changes; what does change is said by the cell model, such as the methylation of new DNA. A cell
/// that has permeabilised does not divide any more.
public struct Proliferation: Hashable, Sendable {
  /// From one division to the next in cells that nothing slows.
  public var doublingTime: Time
  public var following: Following
  /// The time over which a cell forgets its levels: log-levels follow an Ornstein–Uhlenbeck process
  /// of this time constant. nil keeps each family at its founder's levels.
  public var memory: Time?
  /// How often levels are drawn anew; between, a cell makes its proteins at constant rates.
  ///
  /// The draw is the exact transition of the process, so that its variance and its correlation at
  /// the drawn times do not depend on this interval; a quarter of the memory is fine enough, since
  /// the proteins' own half-lives smooth the steps. Division draws nothing: sisters are equal at
  /// birth and part at the next draw.
  public var renewal: Time

  public init(
    doublingTime: Time, following: Following = .oneDaughter, memory: Time? = .hours(40),
    renewal: Time = .hours(10)
  ) {
    precondition(doublingTime > .zero && renewal > .zero, "times are positive")
    self.doublingTime = doublingTime
    self.following = following
    self.memory = memory
    self.renewal = renewal
  }

  /// How levels change, if they do.
  var drift: LevelWandering? { memory.map { LevelWandering(memory: $0, renewal: renewal) } }

  /// Who is followed after a division.
  public enum Following: Hashable, Sendable {
    /// One daughter, with the weight of both.
    ///
    /// As many cells are run at the end as at the start, whatever the dose and the time. Sums over
    /// weights are right on average: sisters are equal at birth and each draws numbers of her own,
    /// so leaving one of them out depends on nothing that she will do.
    case oneDaughter
    /// Both daughters while an arm's generation stays within a number of cells, then one.
    case bothDaughters(upTo: Int)
  }
}

/// How fast a cell forgets its levels, whether it divides or not.
public struct LevelWandering: Hashable, Sendable {
  /// The time constant of the Ornstein–Uhlenbeck process of log-levels.
  public var memory: Time
  /// How often levels are drawn anew, by the exact transition of the process.
  public var renewal: Time

  public init(memory: Time = .hours(40), renewal: Time = .hours(10)) {
    precondition(memory > .zero && renewal > .zero, "times are positive")
    self.memory = memory
    self.renewal = renewal
  }
}
