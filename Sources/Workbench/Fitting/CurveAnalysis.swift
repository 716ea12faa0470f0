import DoseResponse
import FileFormats

/// Fits the curves of a table in the way that its columns ask for: as responses, as growth rates, or
/// as successes among trials. One for each thread.
struct CurveAnalysis {
  private let request: FitRequest
  private let options: DoseResponseFitOptions
  private let scale: DoseResponse.ResponseScale
  private let unit: DoseUnit?
  private let table: DoseTable
  let responseUnit: ResponseUnit
  private let drawsBands: Bool

  init(_ request: FitRequest, _ table: DoseTable, drawsBands: Bool) {
    self.request = request
    self.table = table
    self.drawsBands = drawsBands
    options = request.options
    scale = table.scale.asFitted
    responseUnit = ResponseUnit(request, table.scale)
    unit = table.unit.symbol.map { DoseUnit(symbol: $0) }
  }

  func findings(_ curves: ArraySlice<TableCurve>) -> [CurveFinding] {
    zip(fitted(curves), curves).map { $0.withFlagged($1.flagged, named: table.wellName) }
  }

  private func fitted(_ curves: ArraySlice<TableCurve>) -> [CurveFinding] {
    if request.trials != nil { return curves.map(counted) }
    if request.timeZero != nil { return grown(curves) }
    var batch = DoseResponseBatch(options: options)
    return zip(batch.fit(curves.map(series)), curves).map { fit, curve in
      CurveFinding(
        fit, by: options.loss, lines: curve.points.map(\.line), missingCount: curve.missingCount,
        in: responseUnit,
        bandBy: drawsBands ? options : nil)
    }
  }

  /// The fits of responses or growth rates that findings tell of.
  func fits(_ curves: [TableCurve]) -> [DoseResponseFit] {
    if request.timeZero != nil {
      var fitter = DoseResponseFitter(options: options)
      return curves.map { growth($0, &fitter).fit }
    }
    var batch = DoseResponseBatch(options: options)
    return batch.fit(curves.map(series))
  }

  func series(_ curve: TableCurve) -> DoseResponseSeries {
    DoseResponseSeries(
      name: curve.name, unit: unit, scale: scale,
      points: curve.points.map {
        DoseResponsePoint(
          dose: $0.dose, response: $0.response, id: table.wellName(of: $0), weight: $0.weight)
      })
  }

  var countFitter: BinomialFitter {
    var fitter = BinomialFitter()
    fitter.limits = BinomialFitter.Limits(rawValue: request.limits.rawValue) ?? .fixed
    fitter.confidence = options.confidence
    return fitter
  }

  func countSeries(_ curve: TableCurve) -> BinomialSeries {
    let points = curve.points.map { point in
      let trials = point.trials ?? 0
      // The table's share of successes times its trials is the count that was written.
      return BinomialPoint(
        dose: point.dose, successes: (point.response * trials).rounded(), trials: trials)
    }
    return BinomialSeries(name: curve.name, unit: unit, points: points)
  }

  private func counted(_ curve: TableCurve) -> CurveFinding {
    let series = countSeries(curve)
    return CurveFinding(
      countFitter.fit(series.points, name: series.name, unit: series.unit), curve,
      names: curve.points.map(table.wellName), in: responseUnit)
  }

  /// Vehicle and start are the means of the curve's own wells.
  private func ends(_ curve: TableCurve) -> (vehicle: Double, start: Double) {
    func mean(_ values: [Double]) -> Double {
      values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }
    return (
      mean(curve.points.filter { $0.dose == 0 }.map(\.response)),
      mean(curve.points.compactMap(\.timeZero))
    )
  }

  private func grown(_ curves: ArraySlice<TableCurve>) -> [CurveFinding] {
    var fitter = DoseResponseFitter(options: options)
    return curves.map { curve in
      CurveFinding(
        growth(curve, &fitter), by: options.loss, curve, in: responseUnit,
        bandBy: drawsBands ? options : nil)
    }
  }

  private func growth(
    _ curve: TableCurve, _ fitter: inout DoseResponseFitter
  ) -> GrowthRateMetrics {
    let (vehicle, start) = ends(curve)
    return GrowthRateMetrics(series(curve), vehicle: vehicle, start: start, by: &fitter)
  }
}
