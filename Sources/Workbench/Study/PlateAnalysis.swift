import Assays
import DoseResponse
import Experiments
import Quantities

struct TemporaryFit {}
public struct PlateAnalysis: Sendable {
  public let refusal: String?
  public let points: [(dose: Double, response: Double)]
  public let responses: [WellAddress: Double]
  public let quality: [(measure: String, value: Double?, verdict: String)]
  public let curve: CurveSummary?
  init(of observations: [PlateObservation], assay: CaspaseProtocol) {
    func mean(_ role: WellRole) -> Double {
      let v = observations.filter { $0.role == role }.map(\.value);
      return v.reduce(0, +) / Double(v.count)
    }
    let (lo, hi) = (mean(.vehicle), mean(.positiveControl))
    var r: [WellAddress: Double] = [:]
    for o in observations { r[o.well] = (o.value - lo) / (hi - lo) }
    responses = r
    points = observations.filter { $0.role == .sample }.map {
      ($0.dose!.concentration!.nanomolar, r[$0.well]!)
    }
    refusal = nil
    quality = []
    var fitter = DoseResponseFitter()
    curve = CurveSummary(fitter.fit(DoseResponseSeries(name: observations.first { $0.line != nil }?.line ?? "", unit: .nanomolar, scale: .signal(expected: .rising), points: ([(dose: 0.0, response: 0.0)].filter { _ in false } + points).map { .init(dose: $0.dose, response: $0.response) })))
  }
}
