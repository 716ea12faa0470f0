import Foundation
import NumericalMethods
import Quantities

/// The virtual Annexin V and PI stain: a treated population read as counted events.
public struct AnnexinAssay: Sendable {
  public var protocolData: AnnexinProtocol

  public init(_ protocolData: AnnexinProtocol = AnnexinProtocol()) {
    self.protocolData = protocolData
  }

  /// The quadrant that an event falls in.
  public enum Quadrant: Int, CaseIterable, Hashable, Sendable {
    /// Stained by neither.
    case viable
    /// Annexin V alone: phosphatidylserine is outside, the membrane still holds.
    case early
    /// Both: the membrane has given way.
    case late
  }

  /// The share of the population in each quadrant, as it stands before handling and counting.
  public struct Shares: Hashable, Sendable {
    public let viable: PopulationReading
    public let early: PopulationReading
    public let late: PopulationReading
    /// Annexin V or PI positive.
    public let dead: PopulationReading

    var fractions: [Double] { [viable.mean, early.mean, late.mean] }
  }

  /// - Parameter seed: of each cell's own delays, the same at every dose.
  public func shares(of arm: TreatedPopulation.Arm, at time: Time, seed: UInt64) -> Shares {
    let counts = arm.countsByFounder(at: time, classes: Quadrant.allCases.count) { cell in
      quadrant(of: cell, at: time, seed: seed).rawValue
    }
    func reading(_ quadrants: [Quadrant]) -> PopulationReading {
      PopulationReading(
        counts.map { weights in
          quadrants.reduce(0) { $0 + weights[$1.rawValue] } / weights.reduce(0, +)
        }, weights: counts.map { $0.reduce(0, +) })
    }
    return Shares(
      viable: reading([.viable]), early: reading([.early]), late: reading([.late]),
      dead: reading([.early, .late]))
  }

  func quadrant(of cell: CellCourse, at time: Time, seed: UInt64) -> Quadrant {
    var generator = CounterBasedGenerator(
      seed: seed, purpose: .staining, member: cell.lineage.member)
    let annexinDelay = generator.time(in: protocolData.annexinDelay)
    let iodideDelay = generator.time(in: protocolData.iodideDelay)
    let slow = -log(generator.uniform()) / protocolData.slowDeath.rateOfHalfLife.canonicalValue
    guard let active = cell.time(of: .caspaseActive) else {
      guard let momp = cell.permeabilisation else { return .viable }
      return momp + .seconds(slow) <= time ? .late : .viable
    }
    let annexin = active + annexinDelay
    if annexin + iodideDelay <= time { return .late }
    return annexin <= time ? .early : .viable
  }

  /// One tube as it is counted.
  public struct Tube: Hashable, Sendable {
    public let replicate: Int
    /// Events of each quadrant, in the order of ``Quadrant``; nil where no cell could be followed.
    public let events: [Int]?

    /// The fraction of events in a quadrant; NaN where there are none.
    public func fraction(_ quadrants: Quadrant...) -> Double {
      guard let events, case let all = events.reduce(0, +), all > 0 else { return .nan }
      return Double(quadrants.reduce(0) { $0 + events[$1.rawValue] }) / Double(all)
    }
  }

  /// The tubes of one condition.
  ///
  /// - Parameter seed: of this condition's noise alone, as `NoiseSeed` gives it.
  public func tubes(of shares: Shares, seed: UInt64) -> [Tube] {
    (0..<protocolData.replicates).map { replicate in
      var generator = CounterBasedGenerator(
        seed: seed, purpose: .countedEvents, member: replicate)
      let factor = generator.lognormalFactor(
        coefficientOfVariation: protocolData.handlingVariation)
      guard shares.fractions.allSatisfy(\.isFinite) else {
        return Tube(replicate: replicate + 1, events: nil)
      }
      let viable = shares.viable.mean
      let early = viable * min(0.5, factor * protocolData.handlingEarly)
      let late = viable * min(0.5, factor * protocolData.handlingLate)
      return Tube(
        replicate: replicate + 1,
        events: generator.eventCounts(
          of: protocolData.events,
          shares: [viable - early - late, shares.early.mean + early, shares.late.mean + late]))
    }
  }
}

extension CounterBasedGenerator {
  /// A time drawn evenly from a range.
  fileprivate mutating func time(in range: ClosedRange<Time>) -> Time {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }
}
