import Experiments
import ModelLibrary
import Quantities
import Simulation

/// What an experiment asks of the cells of one line: what they are, what they are given, and when they
/// are reported.
struct CellDemand {
  /// The cells, able to take everything that is given to them, with what is read from each beside its
  /// marks.
  let cell: CellModel
  /// What they are given beside vehicle, in order.
  let treatments: [Treatment]
  /// What gives the full effect; nil where nothing is scaled to one.
  var positive: PositiveControl?
  /// When cells are reported, ascending; the last ends the watch.
  let times: [Time]

  /// The treatment of full effect.
  struct PositiveControl {
    let treatment: Treatment
    /// The unchanged line, where the cells are changed ones: those may have no full effect to scale
    /// to. Nil for the same cells.
    let unchanged: CellModel?
  }

  /// Runs of the solver that one cell costs.
  var runs: Int {
    let control = positive.map { $0.unchanged == nil ? 1 : 2 } ?? 0
    return 2 + treatments.count + control
  }
}

extension VirtualAssayPlan {
  /// The plan's own cells under its own conditions.
  ///
  /// - Parameters:
  ///   - times: when cells are reported; nil for when they are read.
  func demand(
    on line: CellLine, positive: Treatment? = nil, reportedAt times: [Time]? = nil,
    observing observables: [Readout] = []
  ) -> CellDemand {
    var cell = model(of: line, control: positive).cellModel
    cell.observables += observables
    return CellDemand(
      cell: cell, treatments: conditions.map(treatment(of:)),
      positive: positive.map { treatment in
        .init(
          treatment: treatment,
          unchanged: changesCells
            ? model(of: line, control: treatment, unchanged: true).cellModel : nil)
      },
      times: times ?? self.times)
  }
}
