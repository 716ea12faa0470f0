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
