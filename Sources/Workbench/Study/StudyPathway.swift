import Experiments
import ModelLibrary
import Quantities
import ReactionNetworks

/// The pathway in the mean cell of a study's first line, at the assay's reading and the highest dose.
struct StudyPathway: Sendable {
  let line: String
  let drug: String
  let dose: Concentration
  let network: ReactionNetwork
  let state: PathwayState

  /// Nil where the mean cell could not be followed: a picture is no result to fail over.
  ///
  /// - Throws: `CancellationError` if the surrounding task was cancelled.
  init?(of plan: Study.SimulatedPart) async throws {
    guard let line = plan.lines.first, let dose = plan.doses.last else { return nil }
    let model = ApoptosisModel(of: line, drugs: [plan.drug])
    do {
      state = try await PathwayState(
        of: model, under: Treatment([.init(plan.drug.name, dose)]), at: plan.caspase.exposure)
    } catch is PathwayState.Failure { return nil }
    self.line = line.name
    drug = plan.drug.name
    self.dose = dose
    network = model.network
  }
}
