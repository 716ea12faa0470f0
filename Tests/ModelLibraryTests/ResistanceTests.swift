import Experiments
import ModelLibrary
import Quantities
import Testing

/// S19: each mechanism shifts the response its own way, and nothing that it has no part in.
@Suite struct ResistanceTests {
  private static func mechanisms(
    _ matches: (ResistanceMechanism.Direction) -> Bool
  ) -> [ResistanceMechanism] {
    ResistanceMechanism.typical.filter { matches($0.direction) }
  }

  /// What is built in and what becomes of DNMT1 a day after 1 µM.
  private func day(
    _ drug: NucleosideAnalogue, _ mechanism: ResistanceMechanism? = nil
  ) async throws -> (built: Double, dnmt1: Double, noxa: Double) {
    let cell = try await NucleosideCourse(drug.name, micromolar: 1, hours: [24]) {
      mechanism?.change(&$0)
    }
    return (
      cell.last(.inRNA) + cell.last(.inDNA), cell.last(.dnmt1), cell.last(.noxaMessage)
    )
  }

  @Test(arguments: [NucleosideAnalogue.azacitidine, .decitabine])
  func `losing the kinase spares the cell its own analogue and not the other`(
    drug: NucleosideAnalogue
  ) async throws {
    let usual = try await day(drug)
    for mechanism in [ResistanceMechanism.uck2Loss(left: 0.1), .dckLoss(left: 0.1)] {
      let found = try await day(drug, mechanism)
      if mechanism.direction == .lowersRoute(of: drug) {
        #expect(found.built < 0.3 * usual.built)
        #expect(found.dnmt1 > 2 * usual.dnmt1)
      } else {
        #expect((found.built / usual.built - 1).magnitude < 1e-4)
      }
    }
  }

  @Test(arguments: [NucleosideAnalogue.azacitidine, .decitabine])
  func `deaminase and lost transport spare from both`(drug: NucleosideAnalogue) async throws {
    let usual = try await day(drug)
    for mechanism in Self.mechanisms({ $0 == .lowersRoutes }) {
      let found = try await day(drug, mechanism)
      #expect(found.built < 0.5 * usual.built, "\(mechanism.name)")
      #expect(found.dnmt1 > usual.dnmt1, "\(mechanism.name)")
      if drug == .azacitidine { #expect(found.noxa < usual.noxa, "\(mechanism.name)") }
    }
  }

  /// Washed out after a day, so that there is an exposure to adapt to.
  @Test func `compensation peaks at 72 to 96 h and spares DNMT1 from the next dose`() async throws {
    let hours = Array(stride(from: 0.0, through: 144, by: 2))
    func course(_ strength: Double, again: Bool) async throws -> NucleosideCourse {
      let again: [Treatment.Step] =
        again ? [.init(at: .hours(96), .add(.init("decitabine", .micromolar(0.3))))] : []
      return try await NucleosideCourse(
        "decitabine", micromolar: 0.3, hours: hours,
        then: [.init(at: .hours(24), .washOut)] + again
      ) { $0.nucleosideResponse.pyrimidineCompensation = strength }
    }
    // With no strength to speak of, the answer is there and changes nothing.
    let answer = try await course(1e-9, again: false).series(.compensation)
    let peak = try #require(answer.indices.max { answer[$0] < answer[$1] })
    #expect(hours[peak] >= 72 && hours[peak] <= 96)
    let after = try #require(hours.firstIndex(of: 120))
    let usual = try await course(0, again: true).series(.dnmt1)[after]
    let adapted = try await course(2, again: true).series(.dnmt1)[after]
    #expect(adapted > 1.1 * usual)
  }

  @Test func `more guards, no p53 or no pore protein: fewer cells die under both drugs`()
    async throws
  {
    func dead(_ mechanism: ResistanceMechanism?) async throws -> Double {
      var model = ApoptosisModel(of: .genericAML, drugs: [.venetoclax])
      model.nucleosides = [.azacitidine]
      mechanism?.change(&model)
      let founders = try await FounderPopulation(
        of: CellExperiment(model.cellModel), size: 60, seed: 4, variability: .typical, threads: 2)
      let arm = try await founders.treated(
        with: [
          Treatment([
            .init("azacitidine", .micromolar(1)), .init("venetoclax", .nanomolar(0.3), .free),
          ])
        ], until: .hours(24), reportedAt: [], threads: 2
      ).arms[0]
      return arm.deadFraction(by: .hours(24)) ?? .nan
    }
    let usual = try await dead(nil)
    #expect(usual > 0.3)
    for mechanism in Self.mechanisms({ $0 == .lowersDeath }) {
      let found = try await dead(mechanism)
      #expect(found < usual, "\(mechanism.name): \(found) against \(usual)")
    }
    #expect(try await dead(.baxAndBAKLoss) == 0)
  }
}

@Suite struct PatientCohortTests {
  @Test(arguments: ["AML patient 3", "aml-patient-3"])
  func `a patient is found by name, the same as in the cohort that predictions are judged on`(
    name: String
  ) {
    #expect(ModelLibrary.cellLine(named: name) == PatientCohort(seed: 1).samples[2])
    #expect(ModelLibrary.cellLine(named: "AML patient 0") == nil)
  }

  @Test func `a patient is the same in a cohort of any size, and another with another seed`() {
    let nine = PatientCohort(seed: 3)
    #expect(nine.samples.count == 9)
    #expect(Array(PatientCohort(size: 20, seed: 3).samples.prefix(9)) == nine.samples)
    #expect(PatientCohort(seed: 4).samples != nine.samples)
    #expect(Set(nine.samples.map(\.name)).count == 9)
  }

  @Test func `levels spread by half around the line, and the others stay`() {
    let cohort = PatientCohort(size: 2000, seed: 1)
    for protein in PatientCohort.varied {
      let centre = CellLine.genericAML.vectors[0].levels[protein]?.nanomolar ?? .nan
      let factors = cohort.samples.map {
        ($0.vectors[0].levels[protein]?.nanomolar ?? .nan) / centre
      }
      let mean = factors.reduce(0, +) / 2000
      let variance = factors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000
      // Three standard errors of 2000 lognormal draws.
      #expect((mean - 1).magnitude < 0.035)
      #expect((variance.squareRoot() - 0.5).magnitude < 0.06)
    }
    #expect(cohort.samples[0].vectors[0].levels[.bax] == nil)
  }

  @Test(arguments: ModelLibrary.cellLines)
  func `every line has a doubling time in the usual range, marked as chosen`(line: CellLine) {
    #expect(line.doublingTime.value >= .hours(20) && line.doublingTime.value <= .hours(48))
    #expect(line.doublingTime.provenance.label == "chosen")
  }
}
