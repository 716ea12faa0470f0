import Experiments
import ModelLibrary
import Quantities

/// What AML cells under azacitidine or decitabine hold on average over time.
struct NucleosideReadings {
  let times: [Time]
  private let arm: TreatedPopulation.Arm
  private let experiment: CellExperiment

  /// - Parameters:
  ///   - dividing: whether cells divide while they are watched, at their line's doubling time.
  init(
    _ model: ApoptosisModel, on bench: ScienceBench, _ treatment: Treatment, hours: [Double],
    dividing: Bool, isMeanCell: Bool = false
  ) async throws {
    times = hours.map { .hours($0) }
    let founders = try await bench.founders(
      of: isMeanCell ? .mean(of: model) : ScienceBench.Cells(model))
    experiment = founders.experiment
    arm = try await founders.treated(
      with: [treatment], until: times.max() ?? .zero, reportedAt: times,
      proliferation: dividing
        ? Proliferation(doublingTime: CellLine.genericAML.doublingTime.value) : nil,
      threads: bench.threads
    ).arms[0]
  }

  /// The mean over the cells that were there, at each asked time.
  func mean(_ observable: NucleosideObservable) -> [Double] {
    guard let number = experiment.observable(observable.rawValue) else {
      return times.map { _ in .nan }
    }
    return times.indices.map { arm.mean(ofReadout: number, at: $0) }
  }

  /// The first asked time at which a mean fulfils a condition.
  func first(_ observable: NucleosideObservable, _ condition: (Double) -> Bool) -> Time? {
    mean(observable).firstIndex(where: condition).map { times[$0] }
  }

  /// How far each daughter's genome methylation is from what her mother's comes to by dilution; of
  /// mothers that were born and divided while watched.
  ///
  /// The mother's mean of DNMT1 is taken over the times at which she was reported, the formula from
  /// the guide's mathematics and not from the network.
  func dilutionErrors() -> [Double] {
    guard let dnmt1 = experiment.observable(NucleosideObservable.dnmt1.rawValue),
      let genome = experiment.observable(NucleosideObservable.genomeMethylation.rawValue)
    else { return [] }
    let families = Dictionary(grouping: arm.cells, by: \.lineage.founder)
    return arm.cells.compactMap { daughter in
      guard daughter.generation > 1,
        let mother = families[daughter.lineage.founder]?.first(where: {
          $0.lineage.place == daughter.lineage.place >> 1
        })
      else { return nil }
      let reported = times.indices.filter { mother.isReported(at: $0) }
      guard let last = reported.last,
        let first = times.indices.first(where: { daughter.isReported(at: $0) })
      else { return nil }
      let levels = reported.map { mother.value(ofReadout: dnmt1, at: $0) }
      let mean = levels.reduce(0, +) / Double(levels.count)
      let old = mother.value(ofReadout: genome, at: last)
      let expected = (old + 0.985 * mean * old + 0.02 * (1 - old)) / 2
      return (daughter.value(ofReadout: genome, at: first) - expected).magnitude
    }
  }

  /// AML cells that can be given both analogues.
  static func aml(
    _ drugs: [BH3Mimetic] = [], _ change: (inout ApoptosisModel) -> Void = { _ in }
  ) -> ApoptosisModel {
    var model = ApoptosisModel(of: .genericAML, drugs: drugs)
    model.nucleosides = ModelLibrary.nucleosideAnalogues
    change(&model)
    return model
  }

  static func dose(_ drug: NucleosideAnalogue, _ micromolar: Double) -> Treatment {
    Treatment([.init(drug.name, .micromolar(micromolar), .free)])
  }
}

extension Double {
  /// A share in whole percent.
  var asPercent: String { "\((self * 100).rounded().forPeople()) %" }
}
