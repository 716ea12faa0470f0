import Experiments
import ModelLibrary
import Quantities

/// What becomes of the mean AML cell under azacitidine or decitabine, its observables at asked hours.
struct NucleosideCourse {
  let experiment: CellExperiment
  let course: CellCourse

  init(
    _ drug: String = "azacitidine", micromolar: Double, hours: [Double],
    then steps: [Treatment.Step] = [], model change: (inout ApoptosisModel) -> Void = { _ in }
  ) async throws {
    var model = ApoptosisModel(of: .genericAML)
    model.nucleosides = [.azacitidine, .decitabine]
    change(&model)
    let cell = try await SingleCell(model)
    experiment = cell.population.experiment
    let doses =
      micromolar > 0 ? [Treatment.DrugDose(drug, .micromolar(micromolar), .free)] : []
    course = try await cell.population.treated(
      with: [Treatment(doses, then: steps)], until: .hours(max(hours.max() ?? 24, 1)),
      reportedAt: hours.map { .hours($0) }, threads: 1
    ).arms[0].cells[0]
  }

  /// The observable at each asked hour; NaN where the cell was not observed.
  func series(_ observable: NucleosideObservable) -> [Double] {
    course.trajectory.times.indices.map { index in
      experiment.observable(observable.rawValue).map {
        course.value(ofReadout: $0, at: index)
      } ?? .nan
    }
  }

  func last(_ observable: NucleosideObservable) -> Double { series(observable).last ?? .nan }
}
