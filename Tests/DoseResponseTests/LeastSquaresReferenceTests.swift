import DoseResponse
import Foundation
import Testing

@Suite struct LeastSquaresReferenceTests {
  @Test func `plain least squares agrees with SciPy in estimates and standard errors`() throws {
    let rows = try referenceTable("LeastSquaresFits/curves.csv")
    let expected = try referenceTable("LeastSquaresFits/fits.csv")
    #expect(expected.count == 12)
    for reference in expected {
      let points = rows.filter { $0[0] == reference[0] }.map {
        DoseResponsePoint(dose: $0[1], response: $0[2])
      }
      let result = fit(
        DoseResponseSeries(
          name: "\(reference[0])", unit: .micromolar, scale: .signal(expected: nil), points: points)
      ) {
        $0.model = .only(.logLogistic4)
        $0.loss = .leastSquares
      }
      let curve = try #require(result.curve)
      let isFalling = curve.direction == .falling
      let found = [
        isFalling ? result.top : result.bottom, isFalling ? result.bottom : result.top,
        result.relativeEC50.estimate, result.hillSlope,
      ]
      for (index, estimate) in found.enumerated() {
        let estimate = try #require(estimate)
        let (value, deviation) = (reference[1 + 2 * index], reference[2 + 2 * index])
        let tolerance = max(1e-5 * abs(value), 1e-4 * deviation)
        #expect(abs(estimate.estimate - value) < tolerance, "curve \(reference[0]), \(index)")
        if reference[0] >= 2 {
          let error = try #require(estimate.standardError)
          #expect(abs(error / deviation - 1) < 1e-3, "curve \(reference[0]), \(index)")
        }
      }
    }
  }
}
