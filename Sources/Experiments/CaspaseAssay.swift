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

  /// The mean active caspase-3/7 a cell still holds, nM; NaN if no cell was observed.
  ///
  /// Free and substrate-bound caspase counts, XIAP-bound does not; a cell's part fades after death
  /// as its membrane gives way, so that a strong dose can read lower late than early.
  public func signal(of arm: TreatedPopulation.Arm, at index: Int, time: Time) -> Double {
    let cells = arm.observedCells
    guard !cells.isEmpty else { return .nan }
    let total = cells.reduce(0.0) { sum, cell in
      let active = cell.value(of: .activeCaspase, at: index)
      guard let death = cell.death, death < time else { return sum + active }
      return sum + active
        * exp(-(time - death).seconds * secondaryNecrosis.rateOfHalfLife.canonicalValue)
    }
    return total / Double(cells.count)
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
