import DoseResponse
import Foundation
import Testing

/// drc's f is not what the search varies: its error takes the covariance of everything it is made of.
@Suite struct HormesisErrorTests {
  private struct Golden: Decodable {
    var rss: Double
    var estimate: Double
    var se: Double
    var low: Double
    var high: Double
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/Hormesis")

  private func hormesis(
    _ model: CurveModel, _ interval: DoseResponseFitOptions.IntervalMethod, mirrored: Bool = false
  ) throws -> (parameter: CurveParameter, rss: Double) {
    let points = try referenceTable("Hormesis/curve.csv").map {
      DoseResponsePoint(dose: $0[0], response: mirrored ? -$0[1] : $0[1])
    }
    let found = fit(
      DoseResponseSeries(
        name: "h", unit: nil, scale: mirrored ? .signal(expected: nil) : .viability,
        points: points)
    ) {
      $0.model = .only(model)
      $0.loss = .leastSquares
      $0.noise = .constant
      $0.intervalMethod = interval
    }
    return (
      try #require(found.parameter(.hormesis)),
      try #require(found.statistics).residualSumOfSquares
    )
  }

  @Test(arguments: [("bc4", CurveModel.brainCousens4), ("bc5", .brainCousens5)])
  func `the error and the interval of f are SciPy's`(name: String, model: CurveModel) throws {
    let all = try JSONDecoder().decode(
      [String: Golden].self, from: Data(contentsOf: Self.folder.appending(path: "golden.json")))
    let golden = try #require(all[name])
    let (wald, rss) = try hormesis(model, .wald)
    #expect(abs(rss / golden.rss - 1) < 1e-7)
    #expect(abs(wald.estimate.estimate / golden.estimate - 1) < 1e-4)
    let error = try #require(wald.estimate.standardError)
    #expect(abs(error / golden.se - 1) < 1e-3)
    let (profile, _) = try hormesis(model, .profile)
    #expect(profile.estimate.standardError == error)
    let low = try #require(profile.estimate.low)
    let high = try #require(profile.estimate.high)
    let width = golden.high - golden.low
    #expect(abs(low - golden.low) < 2e-3 * width && abs(high - golden.high) < 2e-3 * width)
  }

  @Test func `a curve upside down has minus f with the same error`() throws {
    let (upright, _) = try hormesis(.brainCousens5, .profile)
    let (mirrored, _) = try hormesis(.brainCousens5, .profile, mirrored: true)
    let (own, other) = (upright.estimate, mirrored.estimate)
    #expect(abs(own.estimate + other.estimate) < 1e-4 * own.estimate)
    #expect(
      abs(try #require(own.standardError) / (try #require(other.standardError)) - 1) < 1e-3)
    #expect(abs(try #require(own.low) + (try #require(other.high))) < 1e-2 * own.estimate)
  }
}
