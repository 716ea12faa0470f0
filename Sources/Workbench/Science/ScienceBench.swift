import Experiments
import Expressions
import ModelLibrary
import Quantities
import Simulation

/// The cells that acceptance lines are judged on: each kind brought to rest once, then asked by
/// whichever line needs it.
public actor ScienceBench {
  /// Cells a condition.
  public nonisolated let cells: Int
  public nonisolated let seed: UInt64
  public nonisolated let threads: Int
  private let listener: (any ProgressListener)?
  private var rested: [Cells: FounderPopulation] = [:]
  private var watched: [Course: [TreatedPopulation.Arm]] = [:]

  /// Cells, and what was done to them.
  private struct Course: Hashable {
    let cells: Cells
    let treatments: [Treatment]
    let end: Time
    let times: [Time]
    let proliferation: Proliferation?
  }

  /// - Parameters:
  ///   - cells: a condition, at least 1; fractions are as fine as one over this.
  ///   - seed: of the cells' differences.
  public init(
    cells: Int, seed: UInt64 = 1, threads: Int, listener: (any ProgressListener)? = nil
  ) {
    self.cells = cells
    self.seed = seed
    self.threads = threads
    self.listener = listener
  }

  /// What cells are asked for.
  struct Cells: Hashable {
    let model: ApoptosisModel
    var variability = CellVariability.typical
    /// Parameters of the network that are set to another value, such as a rate to 0 that cuts a step.
    var overrides: [Symbol: Double] = [:]
    /// What is read from each cell beside its marks; the same name always stands for the same formula.
    var observables: [Readout] = []

    init(
      _ model: ApoptosisModel, overriding overrides: [Symbol: Double] = [:],
      observing observables: [Readout] = []
    ) {
      self.model = model
      self.overrides = overrides
      self.observables = observables
    }

    static func == (left: Self, right: Self) -> Bool {
      left.model == right.model && left.variability == right.variability
        && left.overrides == right.overrides
        && left.observables.map(\.name) == right.observables.map(\.name)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(model)
      hasher.combine(variability)
      hasher.combine(overrides)
      hasher.combine(observables.map(\.name))
    }

    /// The mean cell alone.
    static func mean(of model: ApoptosisModel) -> Self {
      var cells = Self(model)
      cells.variability = .none
      return cells
    }
  }

  /// The cells at rest.
  func founders(of asked: Cells) async throws -> FounderPopulation {
    if let known = rested[asked] { return known }
    var model = asked.model.cellModel
    for index in model.network.parameters.indices {
      if let value = asked.overrides[model.network.parameters[index].symbol] {
        model.network.parameters[index].value = value
      }
    }
    model.observables += asked.observables
    let population = try await FounderPopulation(
      of: CellExperiment(model), size: asked.variability == .none ? 1 : cells, seed: seed,
      variability: asked.variability, threads: threads)
    rested[asked] = population
    return population
  }

  /// The cells under several treatments; lines that ask for the same are told of the same cells.
  func arms(
    of cells: Cells, under treatments: [Treatment], until end: Time, reportedAt times: [Time] = [],
    proliferation: Proliferation? = nil
  ) async throws -> [TreatedPopulation.Arm] {
    let course = Course(
      cells: cells, treatments: treatments, end: end, times: times, proliferation: proliferation)
    if let known = watched[course] { return known }
    let arms = try await founders(of: cells).treated(
      with: treatments, until: end, reportedAt: times, proliferation: proliferation,
      threads: threads
    ).arms
    watched[course] = arms
    return arms
  }

  /// The dose of a drug that kills half the cells of a model by a time.
  ///
  /// - Parameter beside: what every well is given as well, such as an inhibitor.
  nonisolated func lethalDose(
    of drug: String, in model: ApoptosisModel, by time: Time, doses: [Concentration] = freeDoses,
    beside: [Treatment.DrugDose] = []
  ) async throws -> LethalDose {
    let arms = try await arms(
      of: Cells(model),
      under: doses.map { Treatment([.init(drug, $0, .free)] + beside) }, until: time)
    return LethalDose(of: arms, at: doses, by: time, seed: seed)
  }

  /// Free doses from 0.03 nM to 3 µM: from below any published Ki in cells to above what anyone doses.
  static let freeDoses = doses(quarters: -6...14)

  /// Doses in nM, four a decade: 10 to the power of a quarter of each number.
  static func doses(quarters: ClosedRange<Int>) -> [Concentration] {
    quarters.map { .nanomolar(pow10($0)) }
  }

  private static func pow10(_ quarters: Int) -> Double {
    let steps = [1, 1.778_279_410_038_922_8, 3.162_277_660_168_379_5, 5.623_413_251_903_491]
    let (decade, step) = (quarters >> 2, quarters & 3)
    let power = (0..<decade.magnitude).reduce(1.0) { product, _ in product * 10 }
    return decade < 0 ? steps[step] / power : steps[step] * power
  }
}
