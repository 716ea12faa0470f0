import CLaneKernels

/// What the parameters of a curve in a lane stand for.
enum LaneForm {
  case symmetric
  /// With the asymmetry as a fifth parameter.
  case asymmetric
  /// The position is that at which the curve passes a level.
  case level
  /// A Weibull curve, which turns as its lane's ``LaneTurns`` say.
  case weibull

  var kernel: curve_form {
    switch self {
    case .symmetric: CURVE_FORM_SYMMETRIC
    case .asymmetric: CURVE_FORM_ASYMMETRIC
    case .level: CURVE_FORM_LEVEL
    case .weibull: CURVE_FORM_WEIBULL
    }
  }
}

/// At which end the Weibull curve of each lane is abrupt, where it falls and where it rises: 1 for its
/// end, −1 for its beginning.
struct LaneTurns {
  private(set) var falling = Lanes(repeating: 1)
  private(set) var rising = Lanes(repeating: 1)

  mutating func set(_ kind: CurveProblem.Kind, lane: Int) {
    falling[lane] = kind.form(isFalling: true) == .abrupt ? 1 : -1
    rising[lane] = kind.form(isFalling: false) == .abrupt ? 1 : -1
  }
}

/// A model as the kernels know it: a form, with the turns of a Weibull curve.
struct LaneKind {
  var form = LaneForm.symmetric
  var turns = LaneTurns()

  /// That of a model on the scale of each lane; nil for a model that the lanes do not know.
  init?(_ model: CurveModel, _ scales: [ResponseScale]) {
    switch model.family {
    case .logLogistic: form = model == .logLogistic5 ? .asymmetric : .symmetric
    case .weibull1, .weibull2:
      form = .weibull
      for (lane, scale) in scales.enumerated() {
        turns.set(CurveProblem.Kind(model, scale), lane: lane)
      }
    case .flat, .brainCousens, .biphasic: return nil
    }
  }

  /// That of a model for each lane, all of one form.
  init(weibulls models: [CurveModel?], _ scales: [ResponseScale]) {
    form = .weibull
    for (lane, model) in models.enumerated() {
      if let model { turns.set(CurveProblem.Kind(model, scales[lane]), lane: lane) }
    }
  }

  init(_ form: LaneForm) { self.form = form }

  /// A start for curves of this kind from symmetric ones, as ``PreparedSeries`` has it.
  func start(_ symmetric: LaneParameters) -> LaneParameters {
    guard form == .weibull else { return symmetric }
    var start = symmetric
    start.logHill += PreparedSeries.weibullSteepening
    return start
  }
}
