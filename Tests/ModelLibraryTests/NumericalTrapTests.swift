import Experiments
import Expressions
import ModelLibrary
import Quantities
import Simulation
import Testing

/// Each trap gave wrong biology without a word when the model was first tried.
@Suite struct NumericalTrapTests {
  @Test(arguments: ModelLibrary.cellLines)
  func `untreated cells live for ten days`(line: CellLine) async throws {
    let cell = try await SingleCell(ApoptosisModel(of: line))
    let course = try await cell.course([], until: .days(10), reportedAt: [.days(10)])
    #expect(course.ending == .observed)
    #expect(course.permeabilisation == nil)
    #expect(course.death == nil)
    #expect(course.value(of: .parpCleaved, at: 0) < 1e-3)
  }

  /// With today's binding rates the mean cell survives an unbound start, at the cost of a surge of pores
  /// that no rested cell shows; a more primed cell would not.
  @Test func `a cell that starts with everything unbound surges: free BIM meets BAX`() async throws
  {
    let model = ApoptosisModel(of: .rs411)
    let rested = try await SingleCell(model)
    let network = try CompiledNetwork(
      model.network, readouts: [Readout("pores", unit: "nM", Symbol("pores").expression)])
    var integrator = CVODESIntegrator(network)
    let minutes = (0...360).map { Time.minutes(Double($0)) }
    let result = integrator.run(
      SimulationProblem(until: .hours(6), inputs: network.inputs(), outputTimes: minutes))
    #expect(result.ending == .reachedEnd)
    let peak = result.trajectory.values.max() ?? .nan
    #expect(peak > 3 * (rested.resting("BAX4") + rested.resting("BAK4")))
  }

  /// In EARM the quiet state of the loop is unstable: any trace of caspase grows.
  @Test func `a trace of caspase-3 dies away in a cell without mitochondrial release`() throws {
    let model = ApoptosisModel(of: .rs411, knockouts: [.bax, .bak]).cellModel
    let experiment = try CellExperiment(model, tolerances: .reference)
    let inputs = experiment.network.inputs()
    var integrator = CVODESIntegrator(experiment.network)
    let result = integrator.run(
      SimulationProblem(
        until: .days(10), inputs: inputs,
        schedule: Schedule([.init(at: .zero, [.add("C3", 1e-3)])])))
    #expect(result.ending == .reachedEnd)
    for species in ["C3", "C6", "C8", "C3_PARP"] {
      let index = try #require(experiment.network.stateIndex(of: Symbol(species)))
      #expect(result.finalState[index].magnitude < 1e-6, "\(species)")
    }
  }

  /// What stabilises the loop: BAR at 40 nM instead of EARM's 1, and the clearance of caspases.
  @Test func `without clearance and with little BAR the same trace ignites the loop`() throws {
    var model = ApoptosisModel(of: .rs411, knockouts: [.bax, .bak])
    model.levels[.bar] = .init(.nanomolar(1), .chosen(because: "as in EARM 1.0"))
    var cell = model.cellModel
    cell.network.reactions.removeAll { $0.mechanism == "R17 Clearance" }
    let experiment = try CellExperiment(cell, tolerances: .reference)
    var integrator = CVODESIntegrator(experiment.network)
    let result = integrator.run(
      SimulationProblem(
        until: .days(10), inputs: experiment.network.inputs(),
        schedule: Schedule([.init(at: .zero, [.add("C3", 1e-3)])])))
    #expect(result.ending == .reachedEnd)
    let cut = try #require(experiment.network.stateIndex(of: "cPARP"))
    #expect(result.finalState[cut] > 500)
  }

  /// The network of RS4;11 with one parameter at another value, at rest.
  private func rested(_ symbol: Symbol, at value: Double) async throws -> FounderPopulation {
    var cell = ApoptosisModel(of: .rs411, drugs: [.azd4320]).cellModel
    let index = try #require(cell.network.parameters.firstIndex { $0.symbol == symbol })
    cell.network.parameters[index].value = value
    return try await FounderPopulation(
      of: CellExperiment(cell, tolerances: .reference), size: 1, seed: 1, variability: .none,
      threads: 1)
  }

  /// A weak dose, 0.6 nM free: sudden with R8, over hours without it.
  @Test func `without pores that activate their kind a weak dose releases gradually`() async throws
  {
    func release(_ population: FounderPopulation) async throws -> Time? {
      try await population.treated(
        with: [Treatment([.init("AZD4320", .nanomolar(0.6), .free)])], until: .days(10),
        reportedAt: [], threads: 1
      ).arms[0].cells[0].releaseDuration
    }
    let usual = try #require(try await release(rested("k_poreActivation", at: 2e-3)))
    #expect(usual <= .minutes(15))
    if let gradual = try await release(rested("k_poreActivation", at: 0)) {
      #expect(gradual >= .hours(1))
    }
  }

  @Test func `effectors that turn by themselves ten times as fast ignite a primed line`()
    async throws
  {
    func lives(_ rate: Double) async throws -> Bool {
      let population = try await rested("k_spontaneous", at: rate)
      let cell = try await population.treated(
        with: [.vehicle], until: .days(10), reportedAt: [], threads: 1
      ).arms[0].cells[0]
      return population.founders[0].isReady && cell.death == nil
    }
    #expect(try await lives(1e-6))
    #expect(try await lives(3e-6))
    #expect(try await !lives(1e-5))
  }

  /// The tolerances of populations cost accuracy; a moment that decides a verdict may move by so much.
  @Test func `the tolerances of populations move no death by more than a minute`() async throws {
    let model = ApoptosisModel(of: .rs411, drugs: [.azd4320])
    for dose in [0.6, 1, 10] {
      let exact = try await SingleCell(model).course([("AZD4320", dose)], until: .hours(72))
      let loose = try await SingleCell(model, tolerances: .ensemble).course(
        [("AZD4320", dose)], until: .hours(72))
      let (first, second) = (try #require(exact.death), try #require(loose.death))
      #expect((first - second).minutes.magnitude < 1 + 0.001 * first.minutes)
    }
  }
}
