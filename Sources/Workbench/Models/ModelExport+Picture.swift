import Experiments
import FileFormats
import ModelLibrary
import Quantities
import ReactionNetworks
import Reports

extension ModelExport {
  /// The picture of what was asked for, by the words alone.
  func picture() async throws -> GraphPicture {
    try await picture(of: try subject(noting: FaultCollector(file: "command line")))
  }

  func picture(of subject: Subject) async throws -> GraphPicture {
    do {
      switch subject {
      case .cell(let plan): return try await picture(of: plan)
      case .whole(let source, let time):
        // A file's own unit of amount is seldom known.
        let unit = source.isFile ? "" : source.network.species.first?.unit ?? ""
        let state = try time.map {
          try PathwayState(of: source.network, at: $0.time, inWords: $0.words)
        }
        return PathwayPicture(of: source.network, unit: unit, state: state).picture
      }
    } catch let failure as PathwayState.Failure {
      throw InputRefusal(
        InputFault(
          file: "command line", found: failure.words(for: subject), needed: "a course to look at",
          hint: "without --at the pathway is drawn without a state"))
    }
  }

  private func picture(of plan: CellPlan) async throws -> GraphPicture {
    let model = plan.model
    var state: PathwayState?
    if let time = plan.time {
      state = try await PathwayState(
        of: model, under: Treatment(plan.doses), at: time, doublingTime: plan.doublingTime)
    }
    var network = model.network
    guard !model.nucleosides.isEmpty else {
      return PathwayPicture(of: network, state: state).picture
    }
    network.name = "azacitidine, in cells of \(model.name)"
    // What a division gives a daughter is said by the cell, not by its network.
    let divisions = model.cellModel.cycle?.inheritance ?? []
    return InfluencePicture(
      of: network, divisions: divisions.map { ($0.target, $0.value) }, state: state
    ).picture
  }
}

extension PathwayState.Failure {
  fileprivate func words(for subject: ModelExport.Subject) -> String {
    switch (self, subject) {
    case (.notAtRest, .cell(let plan)):
      "the mean cell of \(plan.model.name) permeabilises untreated "
        + "(topology \(plan.model.topology.rawValue))"
    case (.notAtRest, .whole): "the model is not at rest"
    case (.stopped(let ending), .cell): "the run of the mean cell \(ending)"
    case (.stopped(let ending), .whole(let source, _)): "the run of \(source.name) \(ending)"
    }
  }
}
