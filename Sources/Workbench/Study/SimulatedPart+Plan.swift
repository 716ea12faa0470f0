import Experiments
import ModelLibrary
import Quantities

extension Study.SimulatedPart {
  /// Cells neither divide nor adapt here, so following them for longer than two months says nothing.
  static let longestWatch = Time.days(60)

  /// The virtual assay that the study is, before anything is added to it: the curve and its verdict,
  /// the controls, the mechanism's laws, the published values.
  func assay(threads: Int = 1) -> VirtualAssayPlan {
    VirtualAssayPlan(
      lines: lines, drugs: [.init(drug: .mimetic(drug), doses: doses)], times: [caspase.exposure],
      watch: watch, cells: cells, variability: variability, seed: seed, threads: threads,
      files: partFiles)
  }

  /// The same cells changed as a control says, under the controls' dose alone and until the assay
  /// reads.
  func assay(under control: MechanismControl, threads: Int) -> VirtualAssayPlan {
    var plan = VirtualAssayPlan(
      lines: lines, drugs: [.init(drug: .mimetic(drug), doses: [controlDose])],
      times: [caspase.exposure], watch: caspase.exposure, cells: cells, variability: variability,
      seed: seed, threads: threads, files: partFiles)
    switch control {
    case .knockout(let proteins):
      plan.knockouts = Set(proteins.compactMap { Protein(named: $0) })
    case .drugBindingOff: plan.drugBinding = .off
    }
    return plan
  }

  /// How the assay's protocol reads the cells.
  var reader: PlateKindReader { PlateKindReader(.caspase, caspase: caspase) }

  /// The cells of one line, able to take the study's drug and those of the positive control.
  func model(of line: CellLine) -> ApoptosisModel {
    assay().model(of: line, control: caspase.positiveControl)
  }
}
