import Expressions
import NumericalMethods

/// One row of a table for a person's own equation.
public struct FormulaObservation: Hashable, Sendable {
  /// One value for each predictor, in their order.
  public var predictors: [Double]
  public var response: Double
  /// An inverse variance relative to the other rows.
  public var weight: Double

  public init(predictors: [Double], response: Double, weight: Double = 1) {
    self.predictors = predictors
    self.response = response
    self.weight = weight
  }
}

/// Why an equation cannot be fitted at all.
public enum FormulaFaults: Error, Hashable, Sendable {
  /// The formula reads names that are neither predictors nor started.
  case unknownSymbols([Symbol])
  /// Started parameters that the formula does not read.
  case unusedParameters([Symbol])
  /// A name both started and read from the table.
  case ambiguous([Symbol])
  case noParameters
}

/// How the fit of an equation ended.
public enum FormulaVerdict: Hashable, Sendable {
  case fitted
  /// Fewer usable rows than parameters and one to judge them by.
  case tooFewRows(found: Int, required: Int)
  /// The equation has no finite value at the start.
  case undefinedAtStart
  /// No minimum was found.
  case noMinimum
  /// A minimum, but the data cannot tell the parameters apart there.
  case parametersUndetermined
}

/// What fitting an equation gave.
public struct FormulaFit: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public let name: Symbol
    public let start: Double
    public let estimate: ParameterEstimate
  }

  public let verdict: FormulaVerdict
  public let parameters: [Parameter]
  public let statistics: FitStatistics?
  /// The fitted response of each row; NaN where it could not be computed.
  public let fitted: [Double]
  /// The robust weight of each row, 1 for all under least squares; nil for a row left out.
  public let robustWeights: [Double?]
}

/// Fits a person's own equation by its symbolic derivatives.
///
/// Nothing is thrown by ``fit(_:)``: every table ends in a ``FormulaFit`` whose verdict explains
/// itself.
public struct FormulaFitter {
  public let predictors: [Symbol]
  public let starts: [(name: Symbol, value: Double)]
  public var loss = DoseResponseFitOptions.Loss.leastSquares
  public var intervalMethod = DoseResponseFitOptions.IntervalMethod.profile
  public var confidence = 0.95
  private var problem: FormulaProblem
  private var solver = LeastSquaresSolver(options: .tight)

  public init(
    _ formula: Expressions.Expression, predictors: [Symbol], starts: [(name: Symbol, value: Double)]
  ) throws(FormulaFaults) {
    guard !starts.isEmpty else { throw .noParameters }
    let names = starts.map(\.name)
    let both = names.filter(predictors.contains)
    guard both.isEmpty else { throw .ambiguous(both) }
    let known = Set(predictors + names)
    let unknown = formula.symbols.subtracting(known).sorted()
    guard unknown.isEmpty else { throw .unknownSymbols(unknown) }
    let unused = names.filter { !formula.symbols.contains($0) }
    guard unused.isEmpty else { throw .unusedParameters(unused) }
    self.predictors = predictors
    self.starts = starts
    do {
      problem = try FormulaProblem(formula, predictors: predictors, parameters: names)
    } catch {
      // A parsed formula has no delays, and its symbols were all found above.
      throw .unknownSymbols(unknown)
    }
  }

  public mutating func fit(_ observations: [FormulaObservation]) -> FormulaFit {
    let used = observations.indices.filter { index in
      let row = observations[index]
      return row.response.isFinite && row.weight.isFinite && row.weight >= 0
        && row.predictors.count == predictors.count && row.predictors.allSatisfy(\.isFinite)
    }
    problem.responses = used.map { observations[$0].response }
    problem.predictors = used.flatMap { observations[$0].predictors }
    var parameters = starts.map(\.value)
    func refuse(_ verdict: FormulaVerdict) -> FormulaFit {
      FormulaFit(
        verdict: verdict,
        parameters: starts.map {
          .init(
            name: $0.name, start: $0.value,
            estimate: ParameterEstimate(estimate: .nan, standardError: nil, low: nil, high: nil))
        },
        statistics: nil, fitted: observations.map { _ in .nan },
        robustWeights: observations.map { _ in nil })
    }
    guard used.count > parameters.count else {
      return refuse(.tooFewRows(found: used.count, required: parameters.count + 1))
    }
    let isWeighted = used.contains { observations[$0].weight != 1 }
    let weights = isWeighted ? used.map { observations[$0].weight } : []
    solver.options = .tight
    var outcome = solver.minimiseRetrying(problem, parameters: &parameters, weights: weights)
    var robust = [Double](repeating: 1, count: used.count)
    if loss == .robust, outcome.cost.isFinite {
      outcome = reweight(&parameters, weights, &robust)
    }
    if outcome.ending == .undefinedAtStart { return refuse(.undefinedAtStart) }
    guard outcome.ending.isMinimum else { return refuse(.noMinimum) }
    return conclude(observations, used, parameters, outcome, weights, robust)
  }

  /// The biweight on a scale that the median absolute residual sets and the fit refines.
  private mutating func reweight(
    _ parameters: inout [Double], _ weights: [Double], _ robust: inout [Double]
  ) -> LeastSquaresOutcome {
    let freedom = Double(problem.responses.count - parameters.count)
    let inflation = (Double(problem.responses.count) / freedom).squareRoot()
    func spread() -> Double {
      let sizes = solver.residuals.indices.map { row in
        solver.residuals[row].magnitude * (weights.isEmpty ? 1 : weights[row].squareRoot())
      }
      return OrderStatistics.normalConsistency * inflation
        * (OrderStatistics.median(of: sizes) ?? 0)
    }
    let least = problem.responses.reduce(0) { max($0, $1.magnitude) } * 1e-12
    var outcome: LeastSquaresOutcome
    solver.options.loss = .huber
    var scale = max(spread(), least)
    for _ in 0..<3 {
      solver.options.scale = scale
      outcome = solver.minimise(problem, parameters: &parameters, weights: weights)
      scale = max(spread(), least)
    }
    solver.options.loss = .bisquare
    solver.options.scale = scale
    outcome = solver.minimise(problem, parameters: &parameters, weights: weights)
    for row in robust.indices {
      let z = solver.residuals[row] / scale
      robust[row] = RobustLoss.bisquare.weight(atSquare: z * z)
    }
    return outcome
  }

  private mutating func conclude(
    _ observations: [FormulaObservation], _ used: [Int], _ parameters: [Double],
    _ outcome: LeastSquaresOutcome, _ weights: [Double], _ robust: [Double]
  ) -> FormulaFit {
    let residuals = solver.residuals
    let constants = solver.options.loss.normalConstants()
    let good = robust.count { $0 > 0 }
    let freedom = max(good - parameters.count, 1)
    var sum = 0.0
    for row in residuals.indices {
      sum += robust[row] * (weights.isEmpty ? 1 : weights[row]) * residuals[row] * residuals[row]
    }
    sum /= constants.meanWeightedSquare
    let variance = sum / Double(freedom)
    let whole = robust.indices.map {
      (robust[$0] > 0 ? 1.0 : 0) * (weights.isEmpty ? 1 : weights[$0])
    }
    let inverse = solver.inverseInformation(problem, at: parameters, weights: whole)
    let critical = FDistribution(numerator: 1, denominator: Double(freedom)).quantile(confidence)
    var estimates: [FormulaFit.Parameter] = []
    let anywhere = [ClosedRange<Double>](
      repeating: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
      count: parameters.count)
    for index in parameters.indices {
      let error = inverse.map {
        ($0[index * parameters.count + index] * variance / constants.efficiency).squareRoot()
      }
      var (low, high) = (
        error.map { parameters[index] - $0 * critical.squareRoot() },
        error.map { parameters[index] + $0 * critical.squareRoot() }
      )
      if intervalMethod == .profile, let error, error > 0 {
        let profile = solver.profileInterval(
          of: index, problem, optimum: parameters, minimum: outcome.cost,
          rise: variance * critical / constants.devianceFactor,
          firstStep: error * critical.squareRoot(), bounds: anywhere, weights: weights,
          tolerance: 1e-4)
        (low, high) = (profile.low, profile.high)
      }
      estimates.append(
        .init(
          name: starts[index].name, start: starts[index].value,
          estimate: ParameterEstimate(
            estimate: parameters[index], standardError: error, low: low, high: high)))
    }
    var fitted = [Double](repeating: .nan, count: observations.count)
    var shares = [Double?](repeating: nil, count: observations.count)
    for (row, index) in used.enumerated() {
      fitted[index] = observations[index].response + residuals[row]
      shares[index] = robust[row]
    }
    return FormulaFit(
      verdict: inverse == nil ? .parametersUndetermined : .fitted, parameters: estimates,
      statistics: FitStatistics(
        sum: sum, wells: good, parameterCount: parameters.count), fitted: fitted,
      robustWeights: shares)
  }
}

extension FitStatistics {
  /// From a residual sum of squares, the noise counted as one more parameter.
  init(sum: Double, wells: Int, parameterCount: Int) {
    let count = Double(wells)
    let parameters = Double(parameterCount + 1)
    let logLikelihood = -count / 2 * (log(2 * .pi * sum / count) + 1)
    let left = count - parameters - 1
    let penalty = 2 * parameters + 2 * parameters * (parameters + 1) / left
    self.init(
      residualSumOfSquares: sum, degreesOfFreedom: wells - parameterCount,
      logLikelihood: logLikelihood, aicc: left > 0 ? -2 * logLikelihood + penalty : .infinity)
  }
}
