import Foundation
import Quantities

/// The virtual caspase-3/7 assay: a treated population read as the plate of protocol A.
public struct CaspaseAssay: Sendable {
  public var protocolData: CaspaseProtocol
  /// The half-life of a dead cell's membrane, after which its caspase is lost: 10 h (6–24). [C]
  public var secondaryNecrosis = Time.hours(10)

  public init(_ protocolData: CaspaseProtocol = CaspaseProtocol()) {
    self.protocolData = protocolData
  }

  /// What of a cell's caspase the reagent meets; ``Reading/held`` unless it is asked for otherwise.
  public var reading = Reading.held

  /// The protocol with how fired cells are read.
  public var sheet: ProtocolSheet { protocolData.sheet(for: reading) }

  /// How the caspase of a cell that fired some time ago is read.
  ///
  /// ## Departures from the domain notes
  /// The notes sum the caspase that is active at the moment of reading. In the network as they give it,
  /// active caspase-3/7 is gone within about two hours of MOMP: XIAP removes it, proenzyme is not
  /// made again, and the decay of R17 was chosen to keep the *untreated* loop quiet, not measured in
  /// dying cells. Read so at 6 h, a strong dose shows less than a weak one, and the positive control
  /// next to nothing: a bell over dose that no EC50 describes. The default therefore holds each cell
  /// at the highest activity it has reached and lets only its membrane fade; the literal reading
  /// stays available beside it.
  public enum Reading: String, CaseIterable, Sendable, Hashable {
    /// The highest active caspase that the cell has reached, faded with its membrane. [C]
    case held
    /// The caspase active at the moment of reading, faded with the cell's membrane.
    case instantaneous

    /// What the reader's signal is, in words.
    public var sentence: String {
      switch self {
      case .held:
        "each cell's highest active caspase-3/7, held and faded after death with a half-life of 10 h "
          + "(6–24)"
      case .instantaneous:
        "each cell's active caspase-3/7 at the moment of reading, faded after death with a half-life "
          + "of 10 h (6–24)"
      }
    }

    /// How it stands to the domain notes' law, which sums what is active at the moment of reading.
    public var caution: String {
      let gone =
        "in this network active caspase-3/7 is gone within about two hours of MOMP, since XIAP takes "
        + "it, proenzyme is not made again, and its decay was chosen to keep untreated cells quiet"
      switch self {
      case .held:
        return "The signal is the peak of each cell, held and faded, and not the caspase active at "
          + "the moment of reading: \(gone). --reading instantaneous reads it literally."
      case .instantaneous:
        return
          "The signal is the caspase active at the moment of reading: \(gone), so that a strong "
          + "dose may read less than a weak one, and no EC50 describes it. --reading held keeps each "
          + "cell's peak."
      }
    }
  }

  /// The mean active caspase-3/7 of a founder's cells at a reported time, nM; NaN if none was observed.
  ///
  /// Free and substrate-bound caspase counts, XIAP-bound does not; a cell's part fades after death
  /// as its membrane gives way. The peak of a held reading is taken over the reported times.
  public func signal(of arm: TreatedPopulation.Arm, at index: Int, time: Time) -> Double {
    populationReading(of: arm, at: index, time: time).mean
  }

  /// The same with its spread over cells.
  public func populationReading(
    of arm: TreatedPopulation.Arm, at index: Int, time: Time
  ) -> PopulationReading {
    PopulationReading(arm.valuesByFounder(at: time) { signal(of: $0, at: index, time: time) })
  }

  private func signal(of cell: CellCourse, at index: Int, time: Time) -> Double {
    let active = active(in: cell, upTo: index)
    guard let death = cell.death, death < time else { return active }
    let age = (time - death).seconds
    return active * exp(-age * secondaryNecrosis.rateOfHalfLife.canonicalValue)
  }

  private func active(in cell: CellCourse, upTo index: Int) -> Double {
    switch reading {
    case .instantaneous: cell.value(of: .activeCaspase, at: index)
    case .held: (0...index).reduce(0) { max($0, cell.value(of: .activeCaspase, at: $1)) }
    }
  }
}
