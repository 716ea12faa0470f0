import Assays
import Foundation
import NumericalMethods
import Quantities

/// The virtual caspase-3/7 assay: a treated population read as the plate of protocol A.
public struct CaspaseAssay: Sendable {
  public var protocolA: CaspaseProtocol
  /// The half-life of a dead cell's membrane, after which its caspase is lost: 10 h (6–24). [C]
  public var secondaryNecrosis = Time.hours(10)

  public init(_ protocolA: CaspaseProtocol = CaspaseProtocol()) { self.protocolA = protocolA }

  /// What of a cell's caspase the reagent meets; ``Reading/held`` unless a study says otherwise.
  public var reading = Reading.held

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
  }

  /// The mean active caspase-3/7 of a cell at a reported time, nM; NaN if no cell was observed.
  ///
  /// Free and substrate-bound caspase counts, XIAP-bound does not; a cell's part fades after death
  /// as its membrane gives way. The peak of a held reading is taken over the reported times.
  public func signal(of arm: TreatedPopulation.Arm, at index: Int, time: Time) -> Double {
    let cells = arm.observedCells
    guard !cells.isEmpty else { return .nan }
    let total = cells.reduce(0.0) { sum, cell in
      let active = active(in: cell, upTo: index)
      guard let death = cell.death, death < time else { return sum + active }
      let age = (time - death).seconds
      return sum + active * exp(-age * secondaryNecrosis.rateOfHalfLife.canonicalValue)
    }
    return total / Double(cells.count)
  }

  private func active(in cell: CellCourse, upTo index: Int) -> Double {
    switch reading {
    case .instantaneous: cell.value(of: .activeCaspase, at: index)
    case .held: (0...index).reduce(0) { max($0, cell.value(of: .activeCaspase, at: $1)) }
    }
  }

  /// The plate that a reader would write for one line.
  ///
  /// Each condition's wells share one population, since a well of 10,000 cells hardly differs from
  /// another by chance of sampling; they differ by the protocol's noise.
  ///
  /// - Parameters:
  ///   - doses: the samples, ascending, each with its arm's signal in nM.
  ///   - seed: of the noise; the same seed gives the same plate.
  public func plate(
    named name: String, number: Int, line: String, drug: String,
    doses: [(dose: Concentration, signal: Double)], vehicle: Double, positiveControl: Double,
    seed: UInt64
  ) -> [PlateObservation] {
    precondition(doses.count <= protocolA.doseCapacity, "more doses than the plate has room for")
    let model = protocolA.signal
    let factors = model.plateFactors(seed: seed, plate: number)
    var conditions: [(role: WellRole, dose: Concentration?, signal: Double, wells: Int)] = [
      (.vehicle, .zero, vehicle, protocolA.vehicleWells),
      (.positiveControl, nil, positiveControl, protocolA.positiveControlWells),
      (.blank, nil, 0, protocolA.blankWells),
    ]
    conditions += doses.map { (.sample, $0.dose, $0.signal, protocolA.replicates) }
    // Replicates are spread over the plate: first all first replicates, then all second ones.
    let turns = conditions.map(\.wells).max() ?? 0
    let order = (0..<turns).flatMap { turn in
      conditions.indices.filter { turn < conditions[$0].wells }.map { ($0, turn) }
    }
    return zip(protocolA.format.wells, order).enumerated().map { position, pair in
      let (well, (index, turn)) = pair
      let condition = conditions[index]
      var generator = CounterBasedGenerator(
        seed: seed, purpose: .wellNoise, member: number << 16 | position)
      let rim = protocolA.format.isEdge(well) ? factors.rim : 1
      // A well without cells reads the background, whatever became of the cells elsewhere.
      let relative = condition.role == .blank ? 0 : condition.signal / positiveControl
      let reading = model.reading(
        of: relative,
        plateFactor: factors.plate * rim, using: &generator)
      return PlateObservation(
        plate: name, well: well, role: condition.role,
        line: condition.role == .blank ? nil : line,
        drug: condition.role == .sample ? drug : nil,
        dose: condition.dose.map { NominalDose($0) }, time: protocolA.exposure,
        replicate: turn + 1, value: reading.isFinite ? reading.rounded() : .nan)
    }
  }
}
