import Assays
import Experiments
import Quantities

extension Study.SimulatedPart {
  /// When each cell is reported: every tenth of an hour-and-a-half-to-day grid, and at the assay.
  ///
  /// Sixty steps over the watched time resolve a release of minutes only as a jump, which is what a
  /// person should see; the moments themselves are located by the solver.
  public var reportTimes: [Time] {
    let steps = 96
    let grid = (0...steps).map { watch * (Double($0) / Double(steps)) }
    return Array(Set(grid + [caspase.exposure])).sorted()
  }

  /// The place of the assay's exposure among ``reportTimes``.
  var exposureIndex: Int {
    reportTimes.firstIndex(of: caspase.exposure) ?? reportTimes.count - 1
  }

  /// The plate that the assay would give of one line.
  func plate(
    for line: CellLine, number: Int, _ population: TreatedPopulation,
    _ positive: TreatedPopulation.Arm
  ) -> [PlateObservation] {
    let assay = CaspaseAssay(caspase)
    let index = exposureIndex
    func signal(_ arm: TreatedPopulation.Arm) -> Double {
      assay.signal(of: arm, at: index, time: caspase.exposure)
    }
    return assay.plate(
      named: "\(line.name) \(drug.name)", number: number, line: line.name, drug: drug.name,
      doses: zip(doses, population.arms.dropFirst()).map { ($0, signal($1)) },
      vehicle: signal(population.arms[0]), positiveControl: signal(positive), seed: seed)
  }
}
