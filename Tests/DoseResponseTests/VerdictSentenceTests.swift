import DoseResponse
import Testing

@Suite struct VerdictSentenceTests {
  @Test func `a complete curve says its potency with its interval`() {
    #expect(
      fit(exampleSeries()).sentence
        == "Complete curve: EC50 30.2 nM (95 % 27.9 to 32.7), Hill slope 1.44 (95 % 1.3 to 1.59). "
        + "Upper limit held at 1 (vehicle).")
  }

  @Test func `an incomplete curve says the bound and what to do`() {
    #expect(
      fit(exampleSeries(ec50: 5e4)).sentence
        == "Incomplete curve: the highest dose, 10000 nM, does not show the end of the effect; "
        + "EC50 > 2490 nM (95 %). Test higher doses. Upper limit held at 1 (vehicle). Lower limit at its "
        + "bound, 0, beyond which the intervals do not look.")
    #expect(
      fit(exampleSeries(ec50: 0.3, unit: nil)).sentence
        == "Incomplete curve: the lowest dose, 1, does not show the end of the effect; "
        + "EC50 < 1 (95 %). Test lower doses. Upper limit held at 1 (vehicle).")
  }

  @Test func `a flat series says so`() {
    #expect(
      fit(exampleSeries(bottom: 1)).sentence
        == "Flat: no effect of dose within the noise (p = 0.99); no EC50.")
  }

  @Test func `a highest dose that alone departs is named`() {
    let responses = [1, 0.85, 1.1, 0.95, 1.15, 0.9, 1.05, 0.03]
    var series = exampleSeries()
    series.points = responses.enumerated().map {
      DoseResponsePoint(dose: [1, 3, 10, 30, 100, 300, 1000, 3000][$0], response: $1)
    }
    let result = fit(series)
    #expect(result.verdict == .flat)
    #expect(
      result.sentence.hasPrefix(
        "Warning: the highest dose alone departs: 3000 nM gives 0.03 where the others give 1. "
          + "One dose makes no curve, and the rest is flat (p = "))
    #expect(
      result.sentence.hasSuffix(
        "no EC50. Test more doses up to it and above before calling this inactive."))
    #expect(
      result.sentence(responses: .percent).contains("gives 3 % where the others give 100 %"))
    #expect(result.departure?.dose == 3000 && result.departure?.response == 0.03)
    #expect(fit(exampleSeries(bottom: 1)).departure == nil && fit(exampleSeries()).departure == nil)
  }

  @Test func `a sentence names the coverage that was asked for`() {
    #expect(fit(exampleSeries()) { $0.confidence = 0.9 }.sentence.contains(" nM (90 % "))
  }

  @Test func `a flat model that was asked for is no finding`() {
    let sentence = fit(exampleSeries()) { $0.model = .only(.flat) }.sentence
    #expect(
      sentence.hasPrefix(
        "Flat, since the flat model was asked for; no EC50. Noise alone would show so large an "
          + "effect of dose with p = "))
    #expect(!sentence.contains("no effect of dose"))
  }

  @Test func `wells set aside are counted`() {
    var series = exampleSeries()
    series.points[4].response = 0.05
    series.points[20].response = .nan
    #expect(
      fit(series).sentence
        == "Complete curve: EC50 30.1 nM (95 % 27.9 to 32.5), Hill slope 1.46 (95 % 1.33 to 1.62)."
        + " Upper limit held at 1 (vehicle). 1 well down-weighted as outlying. 1 well left out: no "
        + "finite response.")
  }

  @Test func `what cannot be fitted says why and what to do`() {
    var series = exampleSeries()
    series.points.removeAll { $0.dose > 20 }
    #expect(
      fit(series).sentence
        == "No curve. 3 distinct doses above zero; a curve needs at least 4. Add doses.")
    series.points = [1, 10, 100, 1000].map { DoseResponsePoint(dose: $0, response: 1 / $0) }
    #expect(
      fit(series).sentence
        == "No curve. 4 usable wells; a curve needs at least 5. Add replicates or doses.")
  }

  @Test func `a scale that cannot be right is asked about`() {
    var series = exampleSeries()
    series.scale = .inhibition
    #expect(
      fit(series).sentence
        == "No curve. The response falls with dose, where an effect on inhibition makes it rise. "
        + "Is the scale stated right?")
    series.scale = .signal(expected: nil)
    #expect(
      fit(series) { $0.model = .only(.logLogistic2) }.sentence
        == "No curve. The model “log-logistic, 2 parameters” fixes an asymptote at the scale's "
        + "value, and a signal has none. State viability or inhibition, or fit four parameters.")
  }

  @Test func `reasons that only odd data reach read well too`() {
    #expect(
      UnfitReason.potencyUndetermined.sentence
        == "There is an effect of dose, but the wells do not bound its EC50 on either side. "
        + "Add doses or replicates.")
    #expect(
      UnfitReason.noMinimum.sentence
        == "The search for the curve found no minimum. Look at the wells for values that cannot "
        + "be.")
  }
}
