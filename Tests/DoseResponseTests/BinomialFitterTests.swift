import DoseResponse
import Foundation
import Testing

@Suite struct BinomialFitterTests {
  private func points(_ successes: [Double]) -> [BinomialPoint] {
    successes.enumerated().map {
      BinomialPoint(dose: pow(2, Double($0)), successes: $1, trials: 20)
    }
  }

  /// Maximised by SciPy 1.17.1 (Nelder–Mead to 1e-12) from the formula of the likelihood; errors from
  /// the expected information. Seven digits: the two searches' tolerances.
  @Test func `with limits 0 and 1 it is logistic regression on ln dose`() throws {
    let fit = BinomialFitter().fit(points([1, 3, 6, 12, 17, 19]), name: "", unit: .nanomolar)
    #expect(fit.verdict == .complete)
    let potency = try #require(fit.relativeEC50.estimate)
    let slope = try #require(fit.slope)
    let found = [
      potency.estimate, slope.estimate, potency.standardError, slope.standardError, fit.deviance,
      fit.logLikelihood,
    ]
    let expected = [
      6.086948143666497, 1.698010407197458, 0.8943886332618336, 0.2863306957643115,
      0.20520189460941818, -8.251118816426127,
    ]
    for (found, expected) in zip(found, expected) {
      #expect(abs(try #require(found) / expected - 1) < 1e-6)
    }
    let low = try #require(potency.low)
    let high = try #require(potency.high)
    #expect(low < potency.estimate && potency.estimate < high)
    #expect(fit.degreesOfFreedom == 4)
  }

  @Test func `what falls with dose mirrors what rises`() throws {
    let rising = BinomialFitter().fit(points([1, 3, 6, 12, 17, 19]), name: "", unit: nil)
    let falling = BinomialFitter().fit(points([19, 17, 14, 8, 3, 1]), name: "", unit: nil)
    let one = try #require(rising.relativeEC50.estimate?.estimate)
    let other = try #require(falling.relativeEC50.estimate?.estimate)
    #expect(abs(one / other - 1) < 1e-6)
  }

  @Test func `counts without a trend are flat, and odd ones are left out`() {
    #expect(
      BinomialFitter().fit(points([5, 6, 5, 4, 6, 5]), name: "", unit: nil).verdict == .flat)
    var odd = points([1, 3, 6, 12, 17, 19])
    odd[2].successes = 21
    let fit = BinomialFitter().fit(odd, name: "", unit: nil)
    #expect(fit.leftOut == [2])
    #expect(BinomialFitter().fit([], name: "", unit: nil).verdict.label == "unfit")
    // All or nothing: the slope has no end, the potency has bounds.
    let step = BinomialFitter().fit(points([0, 0, 0, 20, 20, 20]), name: "", unit: nil)
    #expect(step.verdict == .complete || step.verdict.label == "unfit")
  }

  /// Rotenone on chrysanthemum aphids (Finney 1971, page 69; drc's `finney71`), with its vehicle of
  /// which none died.
  private let rotenone: [BinomialPoint] = [
    (0, 0, 49), (2.6, 6, 50), (3.8, 16, 48), (5.1, 24, 46), (7.7, 42, 49), (10.2, 44, 50),
  ].map { BinomialPoint(dose: $0.0, successes: $0.1, trials: $0.2) }

  /// statsmodels 0.15.0, GLM with a binomial family on ln dose, tolerance 1e-14, without the vehicle.
  /// Eight digits: our search ends at a relative deviance of 1e-10.
  @Test func `a vehicle of which none responds leaves what statsmodels finds without it`() throws {
    let fit = BinomialFitter().fit(rotenone, name: "", unit: nil)
    let potency = try #require(fit.relativeEC50.estimate)
    let found = [
      potency.estimate, potency.standardError, fit.slope?.estimate, fit.slope?.standardError,
      fit.deviance, fit.logLikelihood,
    ]
    let expected = [
      4.828917944380369, 0.24958164214985, 3.1035454792436163, 0.38771783491268463,
      1.4240565848085533, -10.32222669216927,
    ]
    for (found, expected) in zip(found, expected) {
      #expect(abs(try #require(found) / expected - 1) < 1e-7)
    }
    // The vehicle is an observation all the same, as in drc.
    #expect(fit.degreesOfFreedom == 4)
  }

  @Test func `a vehicle of which all respond mirrors one of which none does`() throws {
    let mirrored = rotenone.map {
      BinomialPoint(dose: $0.dose, successes: $0.trials - $0.successes, trials: $0.trials)
    }
    let one = BinomialFitter().fit(rotenone, name: "", unit: nil)
    let other = BinomialFitter().fit(mirrored, name: "", unit: nil)
    let deviance = try #require(one.deviance)
    #expect(abs(try #require(other.deviance) - deviance) < 1e-9)
    #expect(other.verdict == .complete)
  }

  @Test func `counts that the limits make impossible are refused, and a background takes them up`()
    throws
  {
    var points = rotenone
    points[0].successes = 2
    let fixed = BinomialFitter().fit(points, name: "", unit: nil)
    guard case .unfit(let reason) = fixed.verdict else {
      Issue.record("\(fixed.verdict)")
      return
    }
    #expect(
      reason.sentence
        == "2 of 49 respond without drug, where the limits held allow none. Let the response without "
        + "drug be estimated: limits background, or free.")
    var fitter = BinomialFitter()
    fitter.limits = .background
    let fit = fitter.fit(points, name: "", unit: nil)
    #expect(fit.verdict == .complete)
    let background = try #require(fit.responseWithoutDrug?.estimate)
    #expect(background > 0.01 && background < 0.1)
  }

  @Test func `the deviance of no effect is that of the formula`() throws {
    let counts = [5.0, 0, 5, 4, 6, 5]
    let fit = BinomialFitter().fit(points(counts), name: "", unit: nil)
    #expect(fit.verdict == .flat)
    let mean = counts.reduce(0, +) / 120
    let expected = counts.reduce(0) { sum, count in
      let without = (20 - count) * log((1 - count / 20) / (1 - mean))
      return sum + 2 * ((count > 0 ? count * log(count / 20 / mean) : 0) + without)
    }
    #expect(abs(try #require(fit.deviance) / expected - 1) < 1e-13)
  }
}
