/// A fitted curve of any model: response as a function of dose.
public struct FittedCurve: Hashable, Sendable {
  public let model: CurveModel
  let kind: CurveProblem.Kind
  /// As ``CurveProblem`` orders them, anchored at half the effect.
  let parameters: [Double]
  /// The dose whose logarithm positions are counted from.
  let referenceDose: Double

  public var responseWithoutDrug: Double { parameters[CurveProblem.Index.withoutDrug] }
  /// The response towards which the curve goes as the dose grows without limit.
  public var responseAtFullEffect: Double { parameters[CurveProblem.Index.fullEffect] }

  public var direction: CurveDirection {
    responseAtFullEffect < responseWithoutDrug ? .falling : .rising
  }

  var shape: CurveShape { CurveShape(parameters.span, kind, .relative) }

  /// The response at a dose of 0 or more.
  public func response(at dose: Double) -> Double {
    let shape = shape
    return shape.fullEffect + shape.span * shape.remaining(at: logRatio(dose))
  }

  private func logRatio(_ dose: Double) -> Double {
    dose == 0 ? -.infinity : log(dose) - log(referenceDose)
  }

  /// The fraction of the effect still to come at a dose.
  func remaining(at dose: Double) -> Double { shape.remaining(at: logRatio(dose)) }

  /// The dose at which the curve passes `response` on its way to the full effect; nil where it
  /// never does. A stimulated curve passes a level above its start twice: the higher dose counts.
  public func dose(forResponse response: Double) -> Double? {
    let fraction = (response - responseAtFullEffect) / (responseWithoutDrug - responseAtFullEffect)
    guard fraction > 0, fraction < 1 else { return nil }
    if let logLogistic { return logLogistic.dose(forResponse: response) }
    return logDose(forRemaining: fraction).map { exp($0 + log(referenceDose)) }
  }

  /// ln(dose / reference) where the fraction remaining last falls to `fraction`.
  func logDose(forRemaining fraction: Double) -> Double? {
    let shape = shape
    var high = 10.0
    while shape.remaining(at: high) > fraction {
      high *= 2
      if high > 1e4 { return nil }
    }
    var low = high
    var stride = 1.0
    while shape.remaining(at: low) <= fraction {
      low -= stride
      if low < -40 { stride *= 2 }
      if low < -1e5 { return nil }
    }
    high = low + stride
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if shape.remaining(at: middle) > fraction { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The mean response over the logarithm of dose between two doses: the area under the curve,
  /// divided by its width. Between 0 and 1 for a viability.
  ///
  /// - Precondition: `0 < low < high`.
  public func meanResponse(overLogDoseFrom low: Double, to high: Double) -> Double {
    if let logLogistic { return logLogistic.meanResponse(overLogDoseFrom: low, to: high) }
    precondition(0 < low && low < high, "an area needs a range of doses above zero")
    let from = logRatio(low)
    let width = logRatio(high) - from
    let shape = shape
    let steps = 400
    var sum = 0.0
    for step in 0...steps {
      let factor = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4.0 : 2.0
      sum += factor * shape.remaining(at: from + width * Double(step) / Double(steps))
    }
    return shape.fullEffect + shape.span * sum / Double(3 * steps)
  }

  /// The curve as a log-logistic one, where it is one.
  public var logLogistic: LogLogisticCurve? {
    guard model.family == .logLogistic else { return nil }
    return LogLogisticCurve(
      responseWithoutDrug: responseWithoutDrug, responseAtFullEffect: responseAtFullEffect,
      ec50: exp(parameters[CurveProblem.Index.position] + log(referenceDose)),
      hillSlope: exp(parameters[CurveProblem.Index.logHill]),
      asymmetry: exp(parameters[CurveProblem.Index.extra]))
  }
}
