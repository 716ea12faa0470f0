import DoseResponse
import Testing

/// A curve from `top` down to a tenth of it, or up from `bottom`, with a little scatter.
private func series(
  _ scale: ResponseScale, withoutDrug: Double, full: Double, scatter: Double = 0.01
) -> DoseResponseSeries {
  let doses: [Double] = [0, 0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000]
  return DoseResponseSeries(
    name: "A", unit: .nanomolar, scale: scale,
    points: doses.enumerated().flatMap { number, dose in
      let remaining = 1 / (1 + dose / 60)
      let response = full + (withoutDrug - full) * remaining
      let sign = number.isMultiple(of: 2) ? 1.0 : -1.0
      return [sign, -0.7 * sign].map {
        DoseResponsePoint(dose: dose, response: response + scatter * $0)
      }
    })
}

@Suite struct OffScaleTests {
  @Test(arguments: [
    (ResponseScale.viability, 0.65, 0.05), (.viability, 1.5, 0.1), (.inhibition, 0.35, 0.95),
    (.viability, 0.65, 0.65), (.viability, 0.05, 0.05),
  ])
  func `a response without drug that the scale contradicts is warned of`(
    scale: ResponseScale, withoutDrug: Double, full: Double
  ) throws {
    let result = fit(series(scale, withoutDrug: withoutDrug, full: full))
    let warning = try #require(result.warnings.first { $0.label == "off-scale" })
    #expect(result.sentence.contains(warning.sentence(in: nil)))
  }

  @Test(arguments: [
    (ResponseScale.viability, 1.0, 0.05), (.viability, 0.88, 0.1), (.viability, 1.12, 0.1),
    (.inhibition, 0.0, 0.95), (.inhibition, -0.1, 0.9), (.viability, 1.0, 1.0),
    (.signal(expected: nil), 0.65, 0.05),
  ])
  func `one that is near, or that no scale fixes, is not`(
    scale: ResponseScale, withoutDrug: Double, full: Double
  ) {
    let result = fit(series(scale, withoutDrug: withoutDrug, full: full))
    #expect(!result.warnings.contains { $0.label == "off-scale" })
  }

  @Test func `doses that do not show the response without drug contradict no scale`() {
    var high = series(.viability, withoutDrug: 1, full: 0.05)
    high.points = high.points.filter { $0.dose >= 100 }
    #expect(!fit(high).warnings.contains { $0.label == "off-scale" })
  }

  @Test func `the sentence says where the curve lies and what counts from the scale`() throws {
    let result = fit(series(.viability, withoutDrug: 0.65, full: 0.05))
    let warning = try #require(result.warnings.first { $0.label == "off-scale" })
    #expect(
      warning.sentence(in: nil, responses: .percent).hasPrefix("Without drug the curve lies at 65"))
    #expect(
      warning.sentence(in: nil, responses: .percent).hasSuffix(
        "%, where viability without drug is 100 %: are these responses relative to vehicle, or a "
          + "signal? Absolute IC50, areas and scores count from 100 %."))
    let flat = fit(series(.viability, withoutDrug: 0.65, full: 0.65))
    #expect(
      flat.sentence.hasSuffix(
        "The responses lie at 0.65, where viability without drug is 1: every dose has an effect, or "
          + "they are not relative to vehicle."))
  }
}
