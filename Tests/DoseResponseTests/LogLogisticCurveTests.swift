import DoseResponse
import Foundation
import Testing

@Suite struct LogLogisticCurveTests {
  private let curve = LogLogisticCurve(
    responseWithoutDrug: 1, responseAtFullEffect: 0.2, ec50: 10, hillSlope: 1.5, asymmetry: 2)

  @Test(arguments: [0.5, 1.0, 2.0])
  func `a curve runs from its response without drug to its full effect, half of it at the EC50`(
    asymmetry: Double
  ) {
    var curve = curve
    curve.asymmetry = asymmetry
    #expect(curve.response(at: 0) == 1)
    #expect(abs(curve.response(at: 1e-9) - 1) < 1e-9)
    #expect(abs(curve.response(at: 1e30) - 0.2) < 1e-9)
    #expect(abs(curve.response(at: 10) - 0.6) < 1e-12)
    let doses = stride(from: -3.0, through: 3, by: 0.1).map { pow(10, $0) }
    let responses = doses.map { curve.response(at: $0) }
    #expect(zip(responses, responses.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test(arguments: [0.5, 1.0, 2.0])
  func `the dose for a response has that response`(asymmetry: Double) throws {
    var curve = curve
    curve.asymmetry = asymmetry
    for response in [0.25, 0.5, 0.6, 0.95] {
      let dose = try #require(curve.dose(forResponse: response))
      #expect(abs(curve.response(at: dose) - response) < 1e-12)
    }
    #expect(curve.dose(forResponse: 0.1) == nil)
    #expect(curve.dose(forResponse: 1) == nil)
  }

  @Test(arguments: [0.5, 1.0, 2.0])
  func `the area is the mean over log dose`(asymmetry: Double) {
    var curve = curve
    curve.asymmetry = asymmetry
    let steps = 20_000
    var sum = 0.0
    for step in 0..<steps {
      sum += curve.response(at: 0.1 * pow(1e5, (Double(step) + 0.5) / Double(steps)))
    }
    let area = curve.meanResponse(overLogDoseFrom: 0.1, to: 1e4)
    #expect(abs(area - sum / Double(steps)) < 1e-7)
  }
}
