import FileFormats
import NumericalMethods

/// What the responses of a table are told in: always the notation that the table had, so that a
/// person's data lie on the curve that is drawn from the answer.
struct ResponseUnit: Hashable, Sendable {
  /// `percent`, `fraction`, `signal` or `GR`; nil for a person's own equation.
  var name: String?
  /// What stands on an axis and in a column's title.
  var sign: String?
  /// A response of this unit over the same as it was fitted.
  var factor = 1.0

  var isPercent: Bool { factor == 100 }

  init(_ request: FitRequest, _ scale: FileFormats.ResponseScale) {
    if request.trials != nil {
      name = "fraction"
    } else if request.timeZero != nil {
      name = "GR"
    } else {
      name = scale.notation?.rawValue ?? "signal"
      if scale.notation == .percent {
        sign = "%"
        factor = 100
      }
    }
  }

  /// What responses are told as they were fitted.
  init(_ name: String) { self.name = name }

  /// For an equation of one's own, whose responses are in whatever the column is.
  init() {}

  /// A response in this unit. Where the hundredth of a short number was fitted, that number.
  func written(_ fitted: Double) -> Double {
    guard factor != 1 else { return fitted }
    let product = fitted * factor
    let short = (product * 1e9).rounded() / 1e9
    return short / factor == fitted ? short : product
  }

  func written(_ number: CurveFinding.Number) -> CurveFinding.Number {
    CurveFinding.Number(
      estimate: number.estimate.map { $0 * factor },
      standardError: number.standardError.map { $0 * factor },
      low: number.low.map { $0 * factor }, high: number.high.map { $0 * factor })
  }
}

extension CurveFinding {
  /// This finding with every response in a unit: parameters, metrics, wells, curve and statistics.
  func told(in unit: ResponseUnit, doses: String?) -> CurveFinding {
    var finding = self
    for place in finding.parameters.indices {
      switch finding.parameters[place].quantity {
      case .number: break
      case .dose: finding.parameters[place].unit = doses
      case .response:
        finding.parameters[place].unit = unit.name
        finding.parameters[place].number = unit.written(finding.parameters[place].number)
      case .responsePerDose:
        finding.parameters[place].unit = unit.name.map { "\($0) per \(doses ?? "unit of dose")" }
        finding.parameters[place].number = unit.written(finding.parameters[place].number)
      }
    }
    finding.doseUnit = doses
    finding.departure = departure.map {
      Departure(
        dose: $0.dose, response: unit.written($0.response), others: unit.written($0.others))
    }
    guard unit.factor != 1 else { return finding }
    for place in finding.metrics.indices
    where CurveMetric.named(finding.metrics[place].key)?.quantity == .response {
      finding.metrics[place].value = finding.metrics[place].value.map { $0 * unit.factor }
    }
    for place in finding.wells.indices {
      finding.wells[place].response = unit.written(wells[place].response)
      finding.wells[place].fitted = wells[place].fitted.map { $0 * unit.factor }
    }
    finding.curve = curve.map { place in
      Place(
        dose: place.dose, response: place.response * unit.factor,
        low: place.low.map { $0 * unit.factor }, high: place.high.map { $0 * unit.factor })
    }
    finding.statistics = statistics.map { statistics in
      // A density per percent is a hundredth of one per unit, at every well.
      let change = Double(statistics.wells) * ReproducibleMath.log(unit.factor)
      var told = statistics
      told.residualSumOfSquares *= unit.factor * unit.factor
      told.plainSum = told.plainSum.map { $0 * unit.factor * unit.factor }
      told.logLikelihood -= change
      told.aicc += 2 * change
      return told
    }
    return finding
  }
}
