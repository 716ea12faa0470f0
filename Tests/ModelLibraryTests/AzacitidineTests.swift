import Citations
import Experiments
import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Simulation
import Testing

/// The module against the throw-away prototype, whose numbers are rounded to two digits, and against
/// what must hold whatever the numbers: S13, S14, S16, S17.
@Suite struct AzacitidineTests {
  /// S13, and the prototype's RNA:DNA at 24 h: 64:36, 71:29, 81:19, 91:9.
  @Test(arguments: [(0.3, 0.64), (1, 0.71), (3, 0.81), (10, 0.91)])
  func `most of azacitidine is in RNA, ever more with dose`(dose: Double, share: Double)
    async throws
  {
    let cell = try await NucleosideCourse(micromolar: dose, hours: [24])
    let (rna, dna) = (cell.last(.inRNA), cell.last(.inDNA))
    #expect(rna > dna)
    #expect(abs(rna / (rna + dna) - share) <= 0.005)
  }

  @Test(arguments: [(0.3, 0.29), (1, 0.13)])
  func `DNMT1 is trapped within a day as in the prototype`(dose: Double, left: Double)
    async throws
  {
    let cell = try await NucleosideCourse(micromolar: dose, hours: [24])
    #expect(abs(cell.last(.dnmt1) - left) <= 0.005)
  }

  /// The prototype's last number for 3 µM is 7.1 where this module gives 7.16: 1 % apart.
  @Test(
    arguments: [(1.0, [1.5, 4.9, 8.4, 2.3]), (3.0, [3.1, 8.4, 11.5, 7.1])] as [(Double, [Double])])
  func `the NOXA message rises and falls as in the prototype`(dose: Double, fold: [Double])
    async throws
  {
    let cell = try await NucleosideCourse(micromolar: dose, hours: [4, 8, 24, 48])
    for (found, stated) in zip(cell.series(.noxaMessage), fold) {
      #expect(abs(found - stated) <= 0.065)
    }
  }

  /// S17.
  @Test func `NOXA comes within hours, before any methylation, and takes MCL-1 from BIM`()
    async throws
  {
    let hours = stride(from: 0.0, through: 24, by: 2).map(\.self)
    let cell = try await NucleosideCourse(micromolar: 1, hours: hours)
    let noxa = cell.series(.noxa)
    #expect(noxa[4] > 2 * noxa[0])
    #expect(cell.series(.promoterMethylation).allSatisfy { $0 == 0.70 })
    #expect(cell.last(.noxaOnMCL1) > 3 * cell.series(.noxaOnMCL1)[0])
    #expect(cell.last(.bimOnMCL1) < 0.7 * cell.series(.bimOnMCL1)[0])
    let control = try await NucleosideCourse(micromolar: 1, hours: hours) {
      $0.nucleosideResponse.noxaInduction = .off
    }
    #expect(control.last(.noxa) <= control.series(.noxa)[0])
  }

  /// S16.
  @Test func `synthesis falls with dose, and short-lived MCL-1 falls first`() async throws {
    var left: [Double] = []
    for dose in [0.1, 0.3, 1, 3, 10] {
      let cell = try await NucleosideCourse(micromolar: dose, hours: [0, 8])
      left.append(cell.last(.translation))
      #expect(cell.series(.mcl1)[1] < cell.series(.mcl1)[0])
    }
    #expect(zip(left, left.dropFirst()).allSatisfy { $0 > $1 })
    let cell = try await SingleCell(aml)
    let course = try await cell.course([("azacitidine", 3000)], until: .hours(8))
    #expect(course.death == nil)
    let (mcl1, bcl2) = try await remaining(after: .hours(8))
    #expect(mcl1 < 0.8 && bcl2 > 0.9)
  }

  /// The share of MCL-1 and BCL-2 that is left under 3 µM azacitidine, complexes included.
  private func remaining(after time: Time) async throws -> (mcl1: Double, bcl2: Double) {
    let network = aml.network
    func all(_ guardian: String) -> Readout {
      let parts = network.species.filter {
        $0.symbol.name == guardian || $0.symbol.name.hasSuffix("_\(guardian)")
      }
      let sum = parts.reduce(Expressions.Expression.constant(0)) { $0 + $1.symbol.expression }
      return Readout(guardian, unit: "nM", sum)
    }
    let compiled = try CompiledNetwork(network, readouts: [all("MCL1"), all("BCL2")])
    let founder = try await SingleCell(aml).rested
    var state = founder.state
    let medium = try #require(compiled.stateIndex(of: "azacitidine_medium"))
    state[medium] = 3000
    var solver = CVODESIntegrator(compiled)
    let result = solver.run(
      SimulationProblem(
        until: time, inputs: founder.inputs, initialState: state, outputTimes: [.zero, time]))
    return (
      result.trajectory.value(at: 1, readout: 0) / result.trajectory.value(at: 0, readout: 0),
      result.trajectory.value(at: 1, readout: 1) / result.trajectory.value(at: 0, readout: 1)
    )
  }

  private var aml: ApoptosisModel {
    var model = ApoptosisModel(of: .genericAML)
    model.nucleosides = [.azacitidine]
    return model
  }

  @Test func `decitabine goes to DNA alone, and neither slows translation nor raises NOXA`()
    async throws
  {
    let cell = try await NucleosideCourse("decitabine", micromolar: 1, hours: [0, 8, 24, 48])
    #expect(cell.series(.inRNA).allSatisfy { $0 == 0 })
    #expect(cell.series(.inDNA)[2] > 0)
    #expect(cell.series(.translation).allSatisfy { $0 == 1 })
    #expect(cell.series(.noxaMessage).allSatisfy { abs($0 - 1) < 1e-9 })
    #expect(cell.last(.dnmt1) < 0.2)
  }

  @Test func `a cell outside the cycle builds nothing into DNA and keeps its DNMT1`() async throws {
    let cell = try await NucleosideCourse(micromolar: 3, hours: [24]) {
      $0.nucleosideResponse.cycling = .off
    }
    #expect(cell.last(.inDNA) == 0)
    #expect(abs(cell.last(.dnmt1) - 1) < 1e-9)
    #expect(cell.last(.noxaMessage) > 8)
  }

  @Test func `without the drug the module moves nothing, and unasked it is not there`() async throws
  {
    let plain = try await SingleCell(ApoptosisModel(of: .genericAML))
    let answering = try await SingleCell(aml)
    for symbol in plain.population.experiment.network.stateSymbols {
      let (left, right) = (plain.resting(symbol), answering.resting(symbol))
      #expect(abs(left - right) <= 1e-5 * left.magnitude + 1e-8, "\(symbol)")
    }
    let names = ApoptosisModel(of: .genericAML).network.variables.map(\.symbol.name)
    #expect(!names.contains { $0.contains("azacitidine") || $0 == "translation" })
  }

  @Test func `every number of the module says where it comes from`() {
    let own = Set(ApoptosisModel(of: .genericAML).network.parameters.map(\.symbol))
    let module = aml.network.parameters.filter { !own.contains($0.symbol) }
    #expect(module.count > 25)
    for parameter in module {
      let provenance = parameter.provenance
      #expect(provenance?.detail.isEmpty == false, "\(parameter.symbol)")
      #expect(provenance?.label == "chosen", "\(parameter.symbol): nothing here was measured")
    }
  }

  /// The prototype: venetoclax 0.3 nM free kills 28 % of AML cells in 24 h, and 78 % where NOXA is
  /// made ten times as fast and translation goes on. Two standard errors of 300 cells are 5 %. Here
  /// NOXA is raised before the cells come to rest, which one in sixteen does not survive.
  @Test(arguments: [(1.0, 0.28), (10, 0.78)])
  func `raised NOXA makes a weak dose of venetoclax kill`(noxa: Double, stated: Double)
    async throws
  {
    let model = ApoptosisModel(
      of: .genericAML, drugs: [.venetoclax], levelFactors: [.noxa: noxa])
    let founders = try await FounderPopulation(
      of: CellExperiment(model.cellModel), size: 300, seed: 5, variability: .typical, threads: 2)
    let arms = try await founders.treated(
      with: [.vehicle, Treatment([.init("venetoclax", .nanomolar(0.3), .free)])],
      until: .hours(24), reportedAt: [], threads: 2
    ).arms
    #expect(arms[0].deadFraction(by: .hours(24)) == 0)
    let dead = try #require(arms[1].deadFraction(by: .hours(24)))
    #expect(abs(dead - stated) < 0.06)
  }
}
