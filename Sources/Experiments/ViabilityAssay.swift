import Foundation
import Quantities

/// The virtual viability assay: a treated population read as what still makes ATP, or reduces MTT.
public struct ViabilityAssay: Sendable {
  public var protocolData: ViabilityProtocol
  /// How quickly a cell that permeabilised without caspases loses its signal: 24 h (12–48). [C]
  public var slowDeath = Time.hours(24)

  public init(_ protocolData: ViabilityProtocol = ViabilityProtocol()) {
    self.protocolData = protocolData
  }

  /// What a founder and its descendants hold at a time, over the founders that were followed: 1 is
  /// one living cell.
  ///
  /// - Parameter energy: the readout that tells what ATP a live cell has of an untreated one's, and the
  ///   number of the time among the reported; nil where nothing changes it. MTT is reduced by what a
  ///   cell has of enzymes, and does not follow it.
  public func reading(
    of arm: TreatedPopulation.Arm, at time: Time, energy: (readout: Int, index: Int)? = nil
  ) -> PopulationReading {
    PopulationReading(
      arm.valuesByFounder(at: time) { cell in
        let content = content(of: cell, at: time)
        guard content == 1, protocolData.assay == .atp, let energy else { return content }
        return cell.value(ofReadout: energy.readout, at: energy.index)
      })
  }

  /// The dose that leaves half of vehicle's signal, less blank: the absolute IC50, without noise.
  ///
  /// - Parameters:
  ///   - arms: one a dose, of the same founders as `vehicle`.
  ///   - doses: ascending, above zero, one an arm.
  ///   - seed: of the draws of founders for the 95 % interval.
  public func halfSignalDose(
    of arms: [TreatedPopulation.Arm], vehicle: TreatedPopulation.Arm, at doses: [Concentration],
    time: Time, seed: UInt64
  ) -> LethalDose {
    func contents(_ arm: TreatedPopulation.Arm) -> [Double?] {
      arm.valueOfEachFounder(at: time) { content(of: $0, at: time) }
    }
    let untreated = contents(vehicle)
    let treated = arms.map(contents)
    let founders = untreated.indices.compactMap { founder -> LethalDose.Founder? in
      let left = treated.compactMap { $0[founder] }
      guard let whole = untreated[founder], left.count == arms.count else { return nil }
      return LethalDose.Founder(untreated: whole, left: left)
    }
    return LethalDose(left: founders, doses: doses, seed: seed)
  }

  /// A cell's part of the signal, relative to a living one: 1 while it lives, then fading.
  func content(of cell: CellCourse, at time: Time) -> Double {
    if let death = cell.death, death <= time {
      return faded(from: death, to: time, halfLife: protocolData.assay.dyingHalfLife)
    }
    // Between MOMP and death a cell with caspases has minutes; one without them has this fate.
    if cell.death == nil, let momp = cell.permeabilisation, momp <= time {
      return faded(from: momp, to: time, halfLife: slowDeath)
    }
    return 1
  }

  private func faded(from start: Time, to time: Time, halfLife: Time) -> Double {
    exp(-(time - start).seconds * halfLife.rateOfHalfLife.canonicalValue)
  }
}
