import Citations
import EvidenceBase
import Quantities
import Testing

struct EvidenceVerdictTests {
  func observation(_ finding: PublishedFinding, used: Bool) -> Observation {
    Observation(
      id: "x", system: .caspasePotency, subject: .cellLine("RS4;11"), drug: "AZD4320",
      finding: finding, time: .hours(6), assay: "a", wording: "w", references: [],
      provenance: .guide(.azd4320Guide, at: "Table 1"),
      role: used ? .usedInCalibration(how: "fitted") : .heldOut)
  }

  static let simulated: [SimulatedFinding] = [
    .estimate(.nanomolar(10), interval: nil),
    .estimate(.nanomolar(10), interval: .nanomolars(9, 11)),
    .estimate(.nanomolar(1000), interval: nil), .estimate(.nanomolar(.nan), interval: nil),
    .estimate(.zero, interval: nil), .estimate(.nanomolar(-3), interval: nil),
    .estimate(.nanomolar(.infinity), interval: nil), .above(.nanomolar(1000)),
    .above(.nanomolar(12)), .below(.nanomolar(0.1)), .below(.nanomolar(9)),
    .outcome(holds: true, because: "yes"), .outcome(holds: false, because: "no"),
    .notClaimed(because: "another question"), .notYetComputed,
  ]

  @Test(arguments: simulated)
  func `a value used in calibration never agrees`(simulated: SimulatedFinding) {
    for finding in [PublishedFinding.ec50(.nanomolar(10)), .outcome("regression")] {
      let verdict = EvidenceComparison(observation(finding, used: true), with: simulated).verdict
      #expect(verdict != .agrees)
      #expect(verdict != .disagrees)
      #expect(!verdict.label.contains("agrees"))
    }
  }

  @Test(arguments: simulated)
  func `use and verdict differ in name alone`(simulated: SimulatedFinding) {
    let finding = PublishedFinding.ec50(.nanomolar(10))
    let held = EvidenceComparison(observation(finding, used: false), with: simulated).verdict
    let used = EvidenceComparison(observation(finding, used: true), with: simulated).verdict
    switch held {
    case .agrees: #expect(used == .usedInCalibration(.withinFactor))
    case .disagrees: #expect(used == .usedInCalibration(.outsideFactor))
    default: #expect(used == held)
    }
  }

  @Test(arguments: [1.0, 1.3, 1.999, 2.0, 2.001, 5, 1e6])
  func `too high and too low by one factor are judged alike`(fold: Double) {
    let published = observation(.ec50(.nanomolar(10)), used: false)
    let high = EvidenceComparison(
      published, with: .estimate(.nanomolar(10 * fold), interval: nil))
    let low = EvidenceComparison(published, with: .estimate(.nanomolar(10 / fold), interval: nil))
    #expect(high.verdict == low.verdict)
    #expect(high.verdict == (fold <= 2 ? .agrees : .disagrees))
  }

  @Test(arguments: [1.1, 1.5, 2, 3, 10])
  func `a wider factor never turns agreement into disagreement`(fold: Double) {
    let published = observation(.ic50(.nanomolar(10)), used: false)
    let verdicts = [1.2, 1.6, 2.5, 4, 20].map { factor in
      EvidenceComparison(
        published, with: .estimate(.nanomolar(10 * fold), interval: nil),
        factor: AgreementFactor(factor)
      ).verdict == .agrees
    }
    #expect(verdicts == verdicts.sorted { !$0 && $1 })
  }

  @Test(arguments: [1e-3, 1, 1e6])
  func `the unit does not matter`(scale: Double) {
    let published = observation(.ec50(.nanomolar(10 * scale)), used: false)
    let simulated = SimulatedFinding.estimate(.nanomolar(20 * scale), interval: nil)
    #expect(EvidenceComparison(published, with: simulated).verdict == .agrees)
  }

  @Test func `without a number nothing agrees`() {
    let published = observation(.ec50(.nanomolar(10)), used: false)
    #expect(EvidenceComparison(published, with: .notYetComputed).verdict == .notYetComputed)
    for value in [Double.nan, 0, -1, .infinity] {
      #expect(
        EvidenceComparison(published, with: .estimate(.nanomolar(value), interval: nil)).verdict
          == .notClaimed(because: "the simulated value is no number above zero"))
    }
  }

  @Test func `a bound decides only where it can`() {
    let published = observation(.ec50(.nanomolar(10)), used: false)
    func verdict(_ simulated: SimulatedFinding) -> EvidenceVerdict {
      EvidenceComparison(published, with: simulated).verdict
    }
    #expect(verdict(.above(.nanomolar(1000))) == .disagrees)
    #expect(verdict(.below(.nanomolar(1))) == .disagrees)
    let open = EvidenceVerdict.notClaimed(
      because: "the tested doses end before agreement could be told from disagreement")
    #expect(verdict(.above(.nanomolar(15))) == open)
    #expect(verdict(.above(.nanomolar(1))) == open)
    #expect(verdict(.below(.nanomolar(8))) == open)
    #expect(verdict(.below(.nanomolar(1000))) == open)
  }

  @Test func `words are compared with words and numbers with numbers`() {
    let outcome = observation(.outcome("regression"), used: false)
    #expect(
      EvidenceComparison(outcome, with: .outcome(holds: true, because: "")).verdict == .agrees)
    #expect(
      EvidenceComparison(outcome, with: .outcome(holds: false, because: "")).verdict == .disagrees)
    #expect(
      EvidenceComparison(outcome, with: .estimate(.nanomolar(1), interval: nil)).verdict
        == .notClaimed(because: "the published finding is an outcome in words"))
  }

  @Test func `the sentence and labels are fit to print`() {
    let comparison = EvidenceComparison(
      observation(.ec50(.nanomolar(10)), used: true),
      with: .estimate(.nanomolar(14), interval: .nanomolars(10, 19)))
    #expect(
      comparison.sentence == "published 10 nM, simulated 14 nM (10 nM to 19 nM), ratio 1.4")
    #expect(comparison.verdict.label == "used in calibration, within the factor")
    #expect(comparison.factor.described == "×/÷ 2")
    #expect(BiologicalSystem.targetEngagement.agreementFactor.described == "×/÷ 1.5")
  }

  @Test func `rank order needs every value, and one for each`() {
    let table = AZD4320Guide.observations.filter { $0.system == .caspasePotency }
    func order(_ simulated: [SimulatedFinding]) -> Bool? {
      EvidenceComparison.orderIsKept(
        in: zip(table, simulated).map { EvidenceComparison($0, with: $1) })
    }
    func estimates(_ values: Double...) -> [SimulatedFinding] {
      values.map { .estimate(.nanomolar($0), interval: nil) }
    }
    #expect(order(estimates(9, 12, 50)) == true)
    #expect(order(estimates(12, 9, 50)) == false)
    #expect(order(estimates(9, 9, 50)) == false)
    #expect(order(estimates(9, .nan, 50)) == nil)
    #expect(order(estimates(9, 12) + [.above(.nanomolar(1000))]) == true)
    #expect(order(estimates(9) + [.above(.nanomolar(1)), .above(.nanomolar(1))]) == nil)
    #expect(order(estimates(9, 12) + [.notYetComputed]) == nil)
  }
}

extension ClosedRange<Concentration> {
  static func nanomolars(_ low: Double, _ high: Double) -> Self {
    Concentration.nanomolar(low)...Concentration.nanomolar(high)
  }
}
