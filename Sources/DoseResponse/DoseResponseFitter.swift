import NumericalMethods

/// Fits series one after another, in a workspace of its own; use one per thread.
///
/// The steps: the richest model that the choice permits is fitted robustly from two starts, which
/// settles the scale of the noise and each well's weight; a gate asks whether a constant would do as
/// well; the models are compared by AICc on that one scale; the chosen one is profiled; and the
/// verdict says what of it can be reported.
///
/// Nothing is thrown: every series ends in a ``DoseResponseFit`` whose verdict explains itself.
public struct DoseResponseFitter {
  public let options: DoseResponseFitOptions
  var solver: LeastSquaresSolver
  let loss: RobustLoss
  let constants: RobustLoss.NormalConstants
  /// The same by least squares, for series with too few wells to judge one by the others; made when
  /// the first comes.
  private var plain: [DoseResponseFitter] = []
  /// The critical value of F with 1 and n degrees of freedom, by n.
  private var criticals: [Double] = []
  private var outsideCriticals: [Double] = []
  private var noiseCriticals: [Double] = []

  public init(options: DoseResponseFitOptions = DoseResponseFitOptions()) {
    precondition((0..<1).contains(options.gateLevel), "a gate level is a probability")
    precondition(
      options.confidence > 0 && options.confidence < 1, "a confidence lies between 0 and 1")
    self.options = options
    loss = options.loss == .robust ? .bisquare : .squares
    constants = options.loss == .robust ? Self.bisquareConstants : Self.squaresConstants
    var search = LeastSquaresOptions()
    search.loss = loss
    search.costTolerance = Self.finalTolerance
    search.stepTolerance = 1e-8
    search.gradientTolerance = 1e-9
    search.iterationLimit = 100
    search.firstRadius = 1
    solver = LeastSquaresSolver(options: search)
  }

  /// The relative cost to which an optimum that is reported is found.
  static let finalTolerance = 1e-10
  /// That for a step on the way: a thousandth of what an interval's rise needs.
  static let passingTolerance = 1e-6
  /// That for a curve which is only to be ruled out or not: a tenth of a squared t at most.
  static let outsideTolerance = 1e-3

  /// How much a profile's squared t may reach, with so many degrees of freedom.
  mutating func critical(freedom: Int) -> Double {
    Self.quantile(options.confidence, freedom, &criticals)
  }

  /// The squared t beyond which an EC50 outside the doses is ruled out: a point is a claim that it is
  /// inside, and one such claim in a hundred may be wrong on either side.
  mutating func criticalOutside(freedom: Int) -> Double {
    Self.quantile(0.98, freedom, &outsideCriticals)
  }

  /// Remembered, since finding it takes as long as a fit.
  private static func quantile(
    _ probability: Double, _ freedom: Int, _ known: inout [Double]
  ) -> Double {
    while known.count <= min(freedom, 1000) { known.append(.nan) }
    if freedom < known.count, !known[freedom].isNaN { return known[freedom] }
    let value = FDistribution(numerator: 1, denominator: Double(freedom)).quantile(probability)
    if freedom < known.count { known[freedom] = value }
    return value
  }

  private static let bisquareConstants = RobustLoss.bisquare.normalConstants()
  private static let squaresConstants = RobustLoss.squares.normalConstants()

  public mutating func fit(_ series: DoseResponseSeries) -> DoseResponseFit {
    let refusal = FitRefusal(series)
    guard var prepared = prepared(series) else {
      return refusal.unfit(.tooFewDoses(found: 0, required: Self.fewestDoses))
    }
    guard prepared.positiveDoseCount >= Self.fewestDoses else {
      return refusal.unfit(
        .tooFewDoses(found: prepared.positiveDoseCount, required: Self.fewestDoses))
    }
    let candidates = permittedModels(series.scale)
    guard let richest = candidates.last else {
      return refusal.unfit(.modelNeedsFractionScale(chosenModel))
    }
    let asked = options.model == .automatic ? 0 : richest.parameterCount
    let required = max(CurveModel.logLogistic4.parameterCount, asked) + 1
    guard prepared.wellCount >= required else {
      return refusal.unfit(.tooFewWells(found: prepared.wellCount, required: required))
    }
    if hasTooFewWells(prepared) {
      return withPlainLoss { fitter in
        var fit = fitter.fit(series)
        fit.hadTooFewWells = true
        return fit
      }
    }
    let reference = Self.reference(candidates, wellCount: prepared.wellCount)
    guard var session = FitSession(prepared, series.scale, reference: reference, fitter: &self)
    else { return refusal.unfit(.noMinimum) }
    let exponent = noiseExponent(&session, session.effectProbability(self))
    if exponent != 0 {
      let probability = session.growingNoise
      for _ in 0..<Self.noiseRounds {
        guard let noise = session.fittedNoise(exponent: exponent) else { break }
        prepared = PreparedSeries(prepared, roots: session.roots(of: noise))
        guard let next = FitSession(prepared, series.scale, reference: reference, fitter: &self)
        else { return refusal.unfit(.noMinimum) }
        session = next
        session.noise = noise
      }
      session.growingNoise = probability
    }
    return session.conclude(series, candidates: allowed(candidates, session), fitter: &self)
  }

  /// The wells from which on a robust loss can tell a wild one: six more than the parameters of the
  /// reference model.
  ///
  /// Chosen: fewer leave the scale to the very wells that are to be judged. In simulations of clean curves
  /// with one well a dose, seven wells by the robust loss gave 73 % of them an EC50, ten 97 %, by least
  /// squares all.
  static let fewestWellsToJudge = CurveModel.logLogistic4.parameterCount + 6

  /// Whether the robust loss that was asked for cannot judge the wells.
  func hasTooFewWells(_ prepared: PreparedSeries) -> Bool {
    loss != .squares && prepared.wellCount < Self.fewestWellsToJudge
  }

  /// What `body` makes of the same fitter by least squares.
  mutating func withPlainLoss<Result>(_ body: (inout DoseResponseFitter) -> Result) -> Result {
    if plain.isEmpty {
      var options = options
      options.loss = .leastSquares
      plain = [DoseResponseFitter(options: options)]
    }
    return body(&plain[0])
  }

  /// The model that settles the noise and asks the gate's question: four parameters, or where they would
  /// leave fewer than three degrees of freedom the poorest candidate, which may know a limit.
  ///
  /// With seven to nine wells three parameters would find an effect in some more curves that have a wild
  /// well, and one in the highest dose alone.
  static func reference(_ candidates: [CurveModel], wellCount: Int) -> CurveModel {
    let isRichEnough = wellCount > CurveModel.logLogistic4.parameterCount + 2
    return candidates.contains(.logLogistic4)
      ? (isRichEnough ? .logLogistic4 : candidates[0]) : candidates[candidates.count - 1]
  }

  /// How often the noise that a curve's wells show is asked anew: the weights follow the curve that they
  /// shape, and three rounds settle both.
  static let noiseRounds = 3

  /// The candidates that the choice of model may try on a session.
  func allowed(_ candidates: [CurveModel], _ session: FitSession) -> [CurveModel] {
    options.model == .automatic ? candidates.filter { session.mayHold($0) } : candidates
  }

  /// The power of the response by which the noise is taken to grow; the session then knows what the test
  /// for it said. Plain least squares are told of it and stay as they are.
  mutating func noiseExponent(_ session: inout FitSession, _ chance: Double) -> Double {
    looksGrowing(&session, chance) && loss != .squares ? 1 : options.noise.exponent
  }

  /// Whether the test for growing noise is asked for, and finds it about a curve that is none by chance
  /// with this probability; the session then knows.
  private mutating func looksGrowing(_ session: inout FitSession, _ chance: Double) -> Bool {
    guard options.noise == .automatic, chance < options.gateLevel,
      let probability = session.growingNoiseProbability(critical: { freedom in
        Self.quantile(1 - 2 * FitSession.growingNoiseLevel, freedom, &noiseCriticals)
      })
    else { return false }
    session.growingNoise = probability
    return true
  }

  /// The series with the limits that the choice of model asks for: a model asked for by name is
  /// fitted as it stands, and its limits are free.
  func prepared(_ series: DoseResponseSeries) -> PreparedSeries? {
    PreparedSeries(series, limitsAreFree: options.model != .automatic)
  }

  /// Four doses are the fewest on which four parameters can stand.
  static let fewestDoses = 4

  private var chosenModel: CurveModel {
    if case .only(let model) = options.model { model } else { .logLogistic4 }
  }

  /// How much lower its AICc must be before a richer model replaces a poorer one: 6 is odds of 20.
  ///
  /// The lowest AICc alone picks a needless parameter in one curve of six, which then bends the
  /// estimate to the noise that chose it: measured, its 95 % intervals cover 88 %.
  static let evidenceForRicher = 6.0

  /// The shapes that are tried only where no log-logistic curve goes through the dose medians.
  static let otherShapes: [CurveModel] = [.brainCousens5, .biphasic]

  /// The models to compare, poorest first; `flat` is always tried as the gate's other side.
  ///
  /// Normalisation fixes the response without drug, so a fraction begins with three parameters.
  /// Nothing fixes the full effect, so two are fitted only when asked for.
  func permittedModels(_ scale: ResponseScale) -> [CurveModel] {
    let isFraction = scale.responseWithoutDrug != nil
    switch options.model {
    case .only(let model): return !isFraction && model.needsFractionScale ? [] : [model]
    case .automatic:
      return isFraction
        ? [CurveModel.logLogistic3.holdingBeginning(on: scale), .logLogistic4, .logLogistic5]
        : [.logLogistic4, .logLogistic5]
    }
  }
}

/// The answer for a series that no curve is given for.
struct FitRefusal {
  let series: DoseResponseSeries

  init(_ series: DoseResponseSeries) { self.series = series }

  func unfit(_ reason: UnfitReason) -> DoseResponseFit {
    let doses = series.points.lazy.filter { PointExclusion($0) == nil && $0.dose > 0 }.map(\.dose)
    let tested = doses.min().flatMap { low in doses.max().map { low...$0 } }
    return DoseResponseFit(
      series: series, verdict: .unfit(reason), model: nil, fittedCurve: nil, parameters: [],
      flatResponse: nil,
      relativeEC50: .notAvailable, absoluteIC50: .notAvailable, hillSlope: nil, bottom: nil,
      top: nil, areaUnderCurve: nil, effectProbability: nil, statistics: nil, candidates: [],
      testedDoses: tested,
      points: series.points.map {
        PointUse(point: $0, robustWeight: nil, exclusion: PointExclusion($0))
      })
  }
}
