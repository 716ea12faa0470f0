import DoseResponse
import Foundation

/// The numbers of a comma-separated file beside the tests, row by row.
func referenceTable(_ path: String) throws -> [[Double]] {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference")
    .appending(path: path)
  return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
    $0.split(separator: ",").compactMap { Double($0) }
  }
}

/// The curve that the tests bend in many ways: nine doses over four decades, three wells each.
func exampleSeries(
  scale: ResponseScale = .viability, ec50: Double = 30, hillSlope: Double = 1.4,
  bottom: Double = 0.1,
  noise: Double = 0.03, unit: DoseUnit? = .nanomolar, doseFactor: Double = 1
) -> DoseResponseSeries {
  let curve = LogLogisticCurve(
    responseWithoutDrug: 1, responseAtFullEffect: bottom, ec50: ec50, hillSlope: hillSlope)
  var points: [DoseResponsePoint] = []
  for step in 0..<9 {
    let dose = pow(10, Double(step) / 2)
    for replicate in 0..<3 {
      // A fixed pattern that looks like noise and sums to nearly nothing.
      let wobble = sin(Double(step * 3 + replicate) * 2.4 + 0.7)
      points.append(
        DoseResponsePoint(
          dose: dose * doseFactor, response: curve.response(at: dose) + noise * wobble,
          id: "\(step)/\(replicate)"))
    }
  }
  return DoseResponseSeries(name: "example", unit: unit, scale: scale, points: points)
}

func fit(
  _ series: DoseResponseSeries, _ change: (inout DoseResponseFitOptions) -> Void = { _ in }
) -> DoseResponseFit {
  var options = DoseResponseFitOptions()
  change(&options)
  var fitter = DoseResponseFitter(options: options)
  return fitter.fit(series)
}
