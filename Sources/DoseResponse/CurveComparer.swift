import NumericalMethods

/// Compares the curves of two or more series by fitting them together.
///
/// Each series is first fitted on its own, as it is where nothing is compared; what that fit says of
/// it decides whether it is compared. Only complete curves are: a ratio of potencies is no surer than
/// the potencies. The curves that are compared then have one model, that of their own fits where it is
/// the same, else the log-logistic one that holds them all, one noise, and the loss asked for, or plain
/// least squares where one of them was fitted so for want of wells.
///
/// ## References
/// [Motulsky2004] for global fits and the extra sum of squares.
public struct CurveComparer {
  public var options: DoseResponseFitOptions
  /// Whether the first series must be the one that the others are set against; else it is the first
  /// that can be compared.
  public var keepsReference = false
  /// Each set of shared parameters that is tested against none.
  public var questions: [Set<SharedParameter>] = [
    [.potency], [.responseWithoutDrug, .fullEffect, .slope], Set(SharedParameter.allCases),
  ]
  /// What is to be shared, one group after the other, in place of what the test of parallel curves
  /// decides; nil where that was not asked.
  public var sharing: [Set<SharedParameter>]?

  public init(options: DoseResponseFitOptions = DoseResponseFitOptions()) { self.options = options }

  /// - Precondition: at least two series.
  public func compare(_ series: [DoseResponseSeries]) -> CurveComparison {
    var batch = DoseResponseBatch(options: options)
    return compare(batch.fit(series))
  }

  /// Compares series by the fits that are reported of them, made with the same options.
  ///
  /// - Precondition: at least two fits.
  public func compare(_ fits: [DoseResponseFit]) -> CurveComparison {
    precondition(fits.count > 1, "a comparison needs two series")
    let first =
      keepsReference
      ? fits.first.flatMap { reason($0, against: $0) == nil ? $0 : nil }
      : fits.first { reason($0, against: $0) == nil }
    var leftOut: [CurveComparison.LeftOut] = []
    var compared: [DoseResponseFit] = []
    for fit in fits {
      if let reason = reason(fit, against: first ?? fit) {
        leftOut.append(CurveComparison.LeftOut(name: fit.series.name, reason: reason))
      } else {
        compared.append(fit)
      }
    }
    func ended(_ ending: CurveComparison.Ending) -> CurveComparison {
      CurveComparison(ending: ending, ratios: [], tests: [], fits: fits, leftOut: leftOut)
    }
    guard first != nil, compared.count > 1 else {
      return ended(.notComparable(leftOut.map(\.name)))
    }
    let model = CurveModel.common(compared.compactMap(\.model))
    var options = options
    // Where a curve had too few wells to judge one by the others, all are compared as it was fitted.
    if compared.contains(where: \.hadTooFewWells) { options.loss = .leastSquares }
    guard var work = ComparedResponses(compared, model, options),
      let tests = tests(&work)
    else { return ended(.noMinimum) }
    let shared =
      sharing.map { $0.reduce(into: []) { $0.formUnion($1) } }
      ?? (CurveComparison.isParallel(tests, level: 0.05) == false ? [] : CurveComparison.parallel)
    let ratioShares = shared.subtracting([.potency])
    guard let ratios = work.ratios(sharing: ratioShares), let steps = steps(&work) else {
      return ended(.noMinimum)
    }
    var comparison = CurveComparison(
      ending: .compared, ratios: ratios, tests: tests, fits: fits, leftOut: leftOut)
    comparison.model = model
    comparison.ratioShares = ratioShares
    comparison.steps = steps
    comparison.weighsNoise = work.weighsNoise
    comparison.contestedWells = work.contestedCount
    return comparison
  }

  private func tests(_ work: inout ComparedResponses) -> [ExtraSumOfSquares]? {
    var tests: [ExtraSumOfSquares] = []
    for question in questions {
      guard let test = work.test(question) else { return nil }
      tests.append(test)
    }
    return tests
  }

  private func steps(_ work: inout ComparedResponses) -> [SharingStep<ExtraSumOfSquares>]? {
    guard let sharing else { return [] }
    var steps: [SharingStep<ExtraSumOfSquares>] = []
    var before: Set<SharedParameter>?
    for shared in SharedParameter.steps(through: sharing) {
      var test: ExtraSumOfSquares?
      if let before {
        guard let found = work.test(shared, against: before) else { return nil }
        test = found
      }
      guard let ratios = work.ratios(sharing: shared) else { return nil }
      steps.append(SharingStep(shared: shared, before: before, test: test, ratios: ratios))
      before = shared
    }
    return steps
  }

  /// Why a curve cannot be set beside the first, as a clause; nil where it can.
  private func reason(_ fit: DoseResponseFit, against first: DoseResponseFit) -> String? {
    if let reason = CurveComparison.LeftOut.reason(fit.verdict, fit.series.unit) { return reason }
    guard let curve = fit.fittedCurve, curve.model.isComparable else {
      return "a comparison knows no such curves (\(fit.model?.name ?? "none"))"
    }
    if fit.series.scale != first.series.scale { return "it is on another scale" }
    if fit.series.unit != first.series.unit { return "its doses are in another unit" }
    return curve.direction == first.fittedCurve?.direction ? nil : "it goes the other way"
  }
}

extension CurveModel {
  /// Whether curves of the model can be parallel: the same curve at another dose.
  var isComparable: Bool {
    switch family {
    case .logLogistic, .weibull1, .weibull2: true
    case .flat, .brainCousens, .biphasic: false
    }
  }

  /// The model that curves of these are compared by: their own where all have the same, else the
  /// log-logistic one that holds no limit which one of them estimates.
  static func common(_ models: [CurveModel]) -> CurveModel {
    if let first = models.first, models.allSatisfy({ $0 == first }) { return first }
    if models.allSatisfy(\.holdsUpperLimit) { return .logLogistic3Upper }
    return models.allSatisfy(\.holdsLowerLimit) ? .logLogistic3 : .logLogistic4
  }
}
