import NumericalMethods

/// The usable points of a series, sorted so that their order cannot matter, in log dose.
///
/// A class, since a fit hands it on many times and never changes it.
final class PreparedSeries {
  let problem: CurveProblem
  /// Inverse variances relative to one another; empty where all wells count alike.
  let weights: [Double]
  /// The place in the series of each sorted well.
  let places: [Int]
  /// One median response per distinct dose.
  let medians: [Double]
  let highestDose: Double
  let lowestDose: Double
  let positiveDoseCount: Int
  /// Whether limits may lie far beyond what a scale calls possible, as for a model asked for by name.
  let limitsAreFree: Bool

  var wellCount: Int { problem.responses.count }
  /// The inverse variance of each well relative to the others, from its weight and the noise model.
  var precisions: [Double] {
    (0..<wellCount).map { well in
      let root = problem.roots.isEmpty ? 1 : problem.roots[well]
      return root * root * (weights.isEmpty ? 1 : weights[well])
    }
  }
  /// ln(lowest / highest dose).
  let lowestLogDose: Double
  private let logHighest: Double
  /// The dose at a position of the problem.
  func dose(at position: Double) -> Double { exp(position + logHighest) }

  /// Nil where no usable point has a dose above zero.
  init?(_ series: DoseResponseSeries, limitsAreFree: Bool = false) {
    let points = series.points
    let places = points.indices.filter { PointExclusion(points[$0]) == nil }.sorted {
      (points[$0].dose, points[$0].response, points[$0].weight ?? 1, $0)
        < (points[$1].dose, points[$1].response, points[$1].weight ?? 1, $1)
    }
    guard let last = places.last, points[last].dose > 0 else { return nil }
    let highest = points[last].dose
    logHighest = log(highest)
    var logDoses: [Double] = []
    var starts: [Int] = []
    var medians: [Double] = []
    for (well, place) in places.enumerated() {
      let dose = points[place].dose
      if well == 0 || dose != points[places[well - 1]].dose {
        logDoses.append(dose == 0 ? -.infinity : log(dose) - logHighest)
        starts.append(well)
      }
    }
    starts.append(places.count)
    let responses = places.map { points[$0].response }
    for dose in logDoses.indices {
      // Responses of one dose are sorted already.
      let wells = responses[starts[dose]..<starts[dose + 1]]
      let middle = wells.startIndex + wells.count / 2
      medians.append(
        wells.count % 2 == 1 ? wells[middle] : (wells[middle - 1] + wells[middle]) / 2)
    }
    problem = CurveProblem(logDoses: logDoses, starts: starts, responses: responses)
    weights =
      places.contains { points[$0].weight != nil } ? places.map { points[$0].weight ?? 1 } : []
    self.places = places
    self.limitsAreFree = limitsAreFree
    self.medians = medians
    highestDose = highest
    lowestLogDose = logDoses.first { $0.isFinite } ?? 0
    lowestDose = places.lazy.map { points[$0].dose }.first { $0 > 0 } ?? highest
    positiveDoseCount = logDoses.count { $0.isFinite }
  }

  /// The same wells with what each residual is multiplied by, or with other weights.
  init(_ other: PreparedSeries, roots: [Double]? = nil, weights: [Double]? = nil) {
    var problem = other.problem
    if let roots { problem.roots = roots }
    self.problem = problem
    self.weights = weights ?? other.weights
    limitsAreFree = other.limitsAreFree
    places = other.places
    medians = other.medians
    highestDose = other.highestDose
    lowestDose = other.lowestDose
    positiveDoseCount = other.positiveDoseCount
    lowestLogDose = other.lowestLogDose
    logHighest = other.logHighest
  }

  /// The ranges that the parameters of `model` may take on `scale`; a range of one point is fixed.
  ///
  /// An asymptote of a fraction may not pass full effect further than the wells themselves do, unless
  /// limits are free.
  func bounds(_ model: CurveModel, _ scale: ResponseScale) -> [ClosedRange<Double>] {
    let low = medians.min() ?? 0
    let high = medians.max() ?? 0
    let span = max(high - low, max(high.magnitude, low.magnitude) * 1e-9)
    var asymptote: ClosedRange<Double> =
      switch scale {
      case .viability: min(0, low)...(max(1, high) + span)
      case .growthRate: -1...(max(1, high) + span)
      case .inhibition: (min(0, low) - span)...max(1, high)
      case .effect: (min(0, low) - span)...(max(1, high) + span)
      case .signal: (low - Self.farOff * span)...(high + Self.farOff * span)
      }
    if limitsAreFree, scale != .growthRate {
      // A fraction's own limits are among what is allowed, however little the wells differ.
      asymptote =
        min(
          asymptote.lowerBound, low - Self.farOff * span)...max(
          asymptote.upperBound, high + Self.farOff * span)
    }
    let position = (lowestLogDose - Self.logThousand)...Self.logThousand
    let slope = Self.slopes
    var bounds = [asymptote, asymptote, position, slope, 0...0]
    switch model.family {
    case .brainCousens:
      // Below a slope of 1 the stimulation outgrows the effect.
      bounds[CurveProblem.Index.logHill] = log(1.001)...log(20.0)
      bounds[CurveProblem.Index.extra] = log(1e-4)...log(1e7)
    case .biphasic:
      bounds[CurveProblem.Index.extra] = 0.02...0.98
      bounds += [position, slope]
    case .logLogistic where model == .logLogistic5:
      bounds[CurveProblem.Index.extra] = Self.asymmetries
    case .logLogistic where model == .michaelisMenten:
      bounds[CurveProblem.Index.logHill] = 0...0
    default: break
    }
    func hold(_ index: Int, at value: Double) { bounds[index] = value...value }
    let withoutDrug = CurveProblem.Index.withoutDrug
    let fullEffect = CurveProblem.Index.fullEffect
    if model.holdsResponseWithoutDrug { hold(withoutDrug, at: scale.responseWithoutDrug ?? 0) }
    if model.holdsFullEffect { hold(fullEffect, at: scale.responseAtFullEffect ?? 0) }
    let falls = scale.expectedDirection.map { $0 == .falling } ?? isFalling
    if model.holdsLowerLimit { hold(falls ? fullEffect : withoutDrug, at: 0) }
    if model.holdsUpperLimit { hold(falls ? withoutDrug : fullEffect, at: 1) }
    return bounds
  }

  /// How many times the range of the responses a free limit may lie beyond them.
  private static let farOff = 10.0
  private static let logThousand = log(1e3)
  static let largestSlope = 20.0
  private static let slopes = log(0.1)...log(largestSlope)
  private static let asymmetries = log(0.2)...log(5.0)

  /// Whether the responses to the higher doses lie below those to the lower ones.
  private var isFalling: Bool {
    let half = max(medians.count / 2, 1)
    let low = medians.prefix(half).reduce(0, +)
    let high = medians.suffix(half).reduce(0, +)
    return high < low
  }

  /// The problem of a model with the derivatives that these bounds leave free.
  func problem(
    _ model: CurveModel, _ scale: ResponseScale, within bounds: [ClosedRange<Double>]
  ) -> CurveProblem {
    var problem = problem
    problem.kind = CurveProblem.Kind(model, scale)
    let extra = bounds[CurveProblem.Index.extra]
    problem.extraIsFree = extra.lowerBound < extra.upperBound
    return problem
  }

  /// What makes a Weibull curve as steep at half the effect as a symmetric one: r ln r there is 0.35,
  /// r (1 − r) is 0.25.
  static let weibullSteepening = log(0.25 / 0.3466)

  /// Starts for a model from those of the symmetric log-logistic curve, whose position means the
  /// same in every family but the biphasic.
  func starts(_ model: CurveModel, from symmetric: [[Double]]) -> [[Double]] {
    switch model.family {
    case .flat, .logLogistic: return symmetric
    case .weibull1, .weibull2:
      return symmetric.map { start in
        var start = start
        start[CurveProblem.Index.logHill] += Self.weibullSteepening
        return start
      }
    case .brainCousens:
      return symmetric.prefix(1).flatMap { start in
        [-4.0, -1.0, 1.5].map { stimulation in
          var start = start
          start[CurveProblem.Index.logHill] = max(start[CurveProblem.Index.logHill], log(1.5))
          start[CurveProblem.Index.extra] = stimulation - start[CurveProblem.Index.position]
          return start
        }
      }
    case .biphasic:
      let apart = max(-lowestLogDose / 4, 1)
      let middle = lowestLogDose / 2
      return symmetric.prefix(1).flatMap { start in
        let first = min(start[2], middle) - apart / 2
        let second = max(start[2], middle) + apart / 2
        return [0.3, 0.5, 0.7].map { share -> [Double] in
          [start[0], start[1], first, log(1.5), share, second, log(1.5)]
        }
      }
    }
  }

  /// The two best of a grid of positions and slopes, each with the asymptotes that suit the dose
  /// medians, judged by the sum of absolute residuals, which one wild well cannot rule.
  func starts(for scale: ResponseScale) -> [[Double]] {
    let bounds = bounds(.logLogistic4, scale)
    let lowest = lowestLogDose
    var best: [(cost: Double, parameters: [Double])] = []
    let positions = max(8, min(positiveDoseCount, 16))
    for step in 0..<positions {
      let position = lowest * (1 - (Double(step) + 0.5) / Double(positions))
      var local: (cost: Double, parameters: [Double])?
      for hill in [0.7, 1.5, 4.0] {
        guard let (withoutDrug, fullEffect) = asymptotes(position: position, hill: hill)
        else { continue }
        func clamp(_ value: Double, _ index: Int) -> Double {
          min(max(value, bounds[index].lowerBound), bounds[index].upperBound)
        }
        let parameters = [clamp(withoutDrug, 0), clamp(fullEffect, 1), position, log(hill), 0]
        let cost = absoluteCost(parameters)
        if cost < local?.cost ?? .infinity { local = (cost, parameters) }
      }
      if let local { best.append(local) }
    }
    best.sort { $0.cost < $1.cost }
    return best.prefix(2).map(\.parameters)
  }

  func remaining(_ dose: Int, position: Double, hill: Double) -> Double {
    let logDose = problem.logDoses[dose]
    return logDose == -.infinity ? 1 : 1 / (1 + exp(hill * (logDose - position)))
  }

  /// The least-squares line of the dose medians over the remaining fraction.
  func asymptotes(position: Double, hill: Double) -> (Double, Double)? {
    var (n, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for dose in medians.indices {
      let x = remaining(dose, position: position, hill: hill)
      n += 1
      sumX += x
      sumY += medians[dose]
      sumXX += x * x
      sumXY += x * medians[dose]
    }
    let determinant = n * sumXX - sumX * sumX
    guard determinant > 1e-12 else { return nil }
    let slope = (n * sumXY - sumX * sumY) / determinant
    let intercept = (sumY - slope * sumX) / n
    return (intercept + slope, intercept)
  }

  private func absoluteCost(_ parameters: [Double]) -> Double {
    var cost = 0.0
    let hill = exp(parameters[3])
    for dose in medians.indices {
      let left = remaining(dose, position: parameters[2], hill: hill)
      let value = parameters[1] + (parameters[0] - parameters[1]) * left
      for well in problem.starts[dose]..<problem.starts[dose + 1] {
        cost += (problem.responses[well] - value).magnitude
      }
    }
    return cost
  }
}

extension CurveProblem.Kind {
  init(_ model: CurveModel, _ scale: ResponseScale) {
    self.init(family: model.family, isFraction: scale.responseWithoutDrug != nil)
  }
}
