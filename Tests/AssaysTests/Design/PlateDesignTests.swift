import Assays
import Foundation
import NumericalMethods
import Quantities
import Testing

private func series(_ drug: String, top: Double = 1000, doses: Int = 9) -> DosingPlan.Treatment {
  .init(
    drug: drug, doses: (0..<doses).map { .nanomolar(top / pow(3, Double($0))) },
    stock: Concentration(10, .millimolar))
}

private func plan(
  _ format: PlateFormat, _ rim: DosingPlan.Rim, drugs: Int, replicates: Int = 3,
  vehicle: Int = 12, positive: Int = 6, blank: Int = 6
) -> DosingPlan {
  DosingPlan(
    format: format, rim: rim, treatments: (0..<drugs).map { series("drug \($0)") },
    replicates: replicates, vehicleWells: vehicle, positiveControlWells: positive,
    blankWells: blank)
}

@Suite struct PlateDesignTests {
  @Test(arguments: PlateFormat.allCases) func `every format is filled with what was asked for`(
    format: PlateFormat
  ) {
    let replicates = format.wellCount / 6
    let protocolA = DosingPlan(
      format: format, rim: .used, treatments: [series("d", doses: 2)], replicates: replicates,
      vehicleWells: replicates, positiveControlWells: replicates, blankWells: replicates,
      line: "RS4;11")
    let layout = protocolA.layout(named: nil, seed: 1)
    #expect(layout.wells.count == protocolA.wellsNeeded)
    for role in [WellRole.vehicle, .positiveControl, .blank] {
      #expect(layout.wells.count { $0.role == role } == replicates)
    }
    let doses = Dictionary(grouping: layout.wells.filter { $0.role == .sample }, by: \.dose)
    #expect(doses.count == 2 && doses.values.allSatisfy { $0.count == replicates })
  }

  @Test func `a rim that is avoided stays empty`() {
    let layout = plan(.wells96, .avoided, drugs: 1).layout(named: nil, seed: 3)
    #expect(layout.wells.allSatisfy { !PlateFormat.wells96.isEdge($0.well) })
  }

  @Test func `the same seed gives the same layout, another seed another`() {
    let protocolA = plan(.wells96, .used, drugs: 2)
    #expect(protocolA.layout(named: nil, seed: 5) == protocolA.layout(named: nil, seed: 5))
    #expect(protocolA.layout(named: nil, seed: 5) != protocolA.layout(named: nil, seed: 6))
    #expect(
      protocolA.layout(named: nil, seed: 5) != protocolA.layout(named: nil, seed: 5, plate: 1))
  }

  /// The bounds: a dose that nothing of place tells has no correlation; 0.05 is what wells, being
  /// whole, leave. Random layouts have a standard deviation of about 0.2 here.
  @Test(arguments: [
    (PlateFormat.wells96, DosingPlan.Rim.used, 2), (.wells96, .avoided, 1),
    (.wells384, .used, 8), (.wells384, .avoided, 7), (.wells1536, .used, 40),
  ])
  func `doses do not follow rows, columns or the rim`(
    format: PlateFormat, rim: DosingPlan.Rim, drugs: Int
  ) {
    for seed in 0..<(format == .wells1536 ? 1 : 5) {
      let layout = plan(format, rim, drugs: drugs).layout(named: nil, seed: UInt64(seed))
      let balance = LayoutBalance(of: layout)
      #expect(balance.largestCorrelation < 0.05, "\(balance.drugs)")
      #expect(balance.mostInLine == 1, "\(format), \(balance.mostInLine)")
      for control in balance.controls {
        let even = Double(control.wells) / 4
        #expect(control.quarters.allSatisfy { (Double($0) - even).magnitude <= 1.5 }, "\(control)")
      }
    }
  }

  @Test func `a plate of the layout with an edge effect is found out and a null one is not`() {
    let layout = plan(.wells96, .used, drugs: 2).layout(named: nil, seed: 2)
    func found(edge: Double, seeds: Range<UInt64>) -> Int {
      seeds.count { seed in
        var generator = CounterBasedGenerator(seed: seed, stream: 3)
        let wells = layout.wells.compactMap { well -> PlateObservation? in
          let level = well.role == .blank ? 0 : well.role == .vehicle ? 1 : 0.4
          let rim = PlateFormat.wells96.isEdge(well.well) ? 1 + edge : 1
          let spread = generator.lognormalFactor(coefficientOfVariation: 0.08)
          return layout.observation(
            of: well.well, on: "1", value: 500 + 10_000 * level * rim * spread, flag: nil)
        }
        return PositionAnalysis(of: wells, format: .wells96, permutations: 199)
          .found.contains(.edge)
      }
    }
    #expect(found(edge: 0.15, seeds: 0..<40) >= 36)
    #expect(found(edge: 0, seeds: 100..<200) <= 9)
  }
}

@Suite struct DilutionPlanTests {
  private func dilutions(
    _ protocolA: DosingPlan, well: Double = 100, transfer: Double = 1
  ) throws -> DilutionPlan {
    try DilutionPlan(
      for: protocolA, plates: 1,
      limits: .init(
        wellVolume: Volume(canonical: well * 1e6),
        smallestTransfer: Volume(canonical: transfer * 1e6)))
  }

  @Test func `each step conserves the drug, and each transfer can be pipetted`() throws {
    for well in [20.0, 50, 100, 200] {
      let result = try dilutions(plan(.wells384, .used, drugs: 3), well: well)
      for step in result.steps {
        let moved = step.source.canonicalValue * step.sourceVolume.canonicalValue
        let held = step.concentration.canonicalValue * step.volume.canonicalValue
        #expect(abs(moved - held) <= 1e-9 * held)
        #expect(step.sourceVolume.canonicalValue >= 1e6 * (1 - 1e-9))
        #expect(
          step.diluentVolume == .zero || step.diluentVolume.canonicalValue >= 1e6 * (1 - 1e-9))
      }
    }
  }

  @Test func `what is taken from a tube was prepared`() throws {
    let protocolA = plan(.wells96, .used, drugs: 2)
    let result = try dilutions(protocolA)
    for drug in protocolA.treatments {
      let own = result.steps.filter { $0.drug == drug.drug && $0.stage == .solvent }
      for (index, step) in own.enumerated() {
        let next = index + 1 < own.count ? own[index + 1].sourceVolume.canonicalValue : 0
        let medium = result.steps.filter {
          $0.drug == drug.drug && $0.stage == .medium && $0.dose == step.dose
        }.reduce(0) { $0 + $1.sourceVolume.canonicalValue }
        #expect(next + medium < step.volume.canonicalValue)
      }
    }
    for step in result.steps where step.stage == .medium {
      let used = 3 * result.addedVolume.canonicalValue
      #expect(step.volume.canonicalValue >= 1.2 * used * (1 - 1e-9))
    }
  }

  @Test func `every dose is what the protocol says, with one part of solvent`() throws {
    let protocolA = plan(.wells96, .used, drugs: 1)
    let result = try dilutions(protocolA)
    #expect(result.hasIntermediate && result.solventFraction <= 0.005)
    for step in result.steps where step.stage == .medium {
      let final =
        step.concentration.canonicalValue * result.addedVolume.canonicalValue
        / (result.addedVolume + result.seededVolume).canonicalValue
      #expect(abs(final - step.dose.canonicalValue) <= 1e-9 * final)
      let solvent = step.sourceVolume.canonicalValue / step.volume.canonicalValue / 10
      #expect(abs(solvent - result.solventFraction) < 1e-12)
    }
  }

  @Test func `nanolitres go straight into the wells`() throws {
    let result = try dilutions(plan(.wells384, .used, drugs: 1), well: 50, transfer: 0.0025)
    #expect(!result.hasIntermediate)
    #expect(result.addedVolume.canonicalValue >= 0.0025e6)
    #expect(result.steps.allSatisfy { $0.stage == .solvent })
  }

  @Test func `a top dose that needs too much solvent is refused, for every drug`() {
    var protocolA = plan(.wells96, .used, drugs: 0)
    protocolA.treatments = [series("a", top: 100_000), series("b"), series("c", top: 80_000)]
    let error = #expect(throws: DilutionError.self) { try dilutions(protocolA) }
    #expect(error?.faults.count == 2)
  }
}
