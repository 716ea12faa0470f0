import Quantities
import Synergy
import Testing

@Suite struct BlissTests {
  private let fractions = [0.0, 0.1, 0.37, 0.5, 0.9, 1.0]

  @Test func `the expectation is symmetric, and neutral where one drug does nothing`() {
    for first in fractions.map(Viability.init(fraction:)) {
      #expect(blissExpectation(first, Viability(fraction: 1)) == first)
      #expect(blissExpectation(first, Viability(fraction: 0)).fraction == 0)
      for second in fractions.map(Viability.init(fraction:)) {
        let both = blissExpectation(first, second)
        #expect(both == blissExpectation(second, first))
        #expect(both <= min(first, second) && both.fraction >= 0)
      }
    }
  }

  @Test func `dead fractions say the same as viabilities`() {
    for first in fractions.map(DeadFraction.init(fraction:)) {
      for second in fractions.map(DeadFraction.init(fraction:)) {
        let sum = first.fraction + second.fraction - first.fraction * second.fraction
        #expect(abs(blissExpectation(first, second).fraction - sum) < 1e-15)
      }
    }
  }

  @Test func `what vehicle kills is not the drug's doing`() throws {
    let vehicle = DeadFraction(fraction: 0.2)
    #expect(vehicle.corrected(forVehicle: vehicle)?.fraction == 0)
    #expect(DeadFraction(fraction: 1).corrected(forVehicle: vehicle)?.fraction == 1)
    #expect(DeadFraction(fraction: 0.5).corrected(forVehicle: .init(fraction: 1)) == nil)
    let half = try #require(DeadFraction(fraction: 0.6).corrected(forVehicle: vehicle))
    #expect(abs(half.fraction - 0.5) < 1e-15)
  }

  @Test func `repeats that agree with independence show no excess`() throws {
    let first = [0.8, 0.82, 0.78].map(Viability.init(fraction:))
    let second = [0.5, 0.52, 0.48].map(Viability.init(fraction:))
    let both = [0.4, 0.41, 0.39].map(Viability.init(fraction:))
    let excess = try #require(BlissExcess(first: first, second: second, both: both))
    #expect(abs(excess.value) < 1e-15)
    #expect(excess.verdict == .independent)
    let interval = try #require(excess.interval)
    #expect(interval.contains(0))
    // The error propagated by hand: (0.5·0.02)², (0.8·0.02)² and 0.01², each over three repeats.
    let error = ((0.01 * 0.01 + 0.016 * 0.016 + 0.01 * 0.01) / 3).squareRoot()
    let half = (interval.upperBound - interval.lowerBound) / 2
    // Between 2 and 6 degrees of freedom Student's t lies between 2.45 and 4.31.
    #expect((2.44...4.31).contains(half / error))
  }

  @Test func `kill beyond the expectation is synergy, below it antagonism`() throws {
    func excess(_ both: Double) throws -> BlissExcess {
      try #require(
        BlissExcess(
          first: [0.8, 0.81, 0.79].map(Viability.init(fraction:)),
          second: [0.5, 0.51, 0.49].map(Viability.init(fraction:)),
          both: [both, both + 0.01, both - 0.01].map(Viability.init(fraction:))))
    }
    #expect(try excess(0.1).verdict == .synergy)
    #expect(try excess(0.49).verdict == .antagonism)
  }

  @Test func `one repeat gives a value without an interval, none gives nothing`() throws {
    let one = [Viability(fraction: 0.5)]
    let excess = try #require(BlissExcess(first: one, second: one, both: one))
    #expect(excess.interval == nil && excess.verdict == .notTold)
    #expect(BlissExcess(first: [], second: one, both: one) == nil)
    #expect(BlissExcess(first: [.init(fraction: .nan)], second: one, both: one) == nil)
  }
}
