import Assays
import Experiments
import ModelLibrary
import Quantities

extension Study.SimulatedPart {
  /// Cells neither divide nor adapt here, so following them for longer than two months says nothing.
  static let longestWatch = Time.days(60)

  /// The cells of one line, able to take the study's drug and those of the positive control.
  func cellModel(of line: CellLine, under control: MechanismControl?) -> CellModel {
    let names = [drug.name] + caspase.positiveControl.doses.map(\.drug)
    var seen: Set<String> = []
    let drugs = names.filter { seen.insert($0).inserted }
      .compactMap { name in name == drug.name ? drug : ModelLibrary.drug(named: name) }
    var model = ApoptosisModel(of: line, drugs: drugs)
    switch control {
    case .knockout(let proteins)?: model.knockouts = Set(proteins.compactMap { Protein(named: $0) })
    case .drugBindingOff?: model.drugBinding = .off
    case nil: break
    }
    return model.cellModel
  }

  /// When each cell is reported: at 96 even steps (every quarter of an hour over a day), and at the
  /// assay. The moments of a cell's fate are located by the solver, not read off this grid.
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
    for line: CellLine, _ population: TreatedPopulation,
    _ positive: TreatedPopulation.Arm
  ) -> [PlateObservation] {
    let assay = CaspaseAssay(caspase)
    let index = exposureIndex
    func signal(_ arm: TreatedPopulation.Arm) -> Double {
      assay.signal(of: arm, at: index, time: caspase.exposure)
    }
    return assay.plate(
      named: "\(line.name) \(drug.name)", line: line.name, drug: drug.name,
      doses: zip(doses, population.arms.dropFirst()).map { ($0, signal($1)) },
      vehicle: signal(population.arms[0]), positiveControl: signal(positive), seed: seed)
  }
}
