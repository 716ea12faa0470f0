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
}
