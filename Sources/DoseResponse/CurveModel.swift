/// The shapes a curve may take, in the parameterisations of R's drc.
///
/// All but `flat` run from the response without drug to the response at full effect. Where a model
/// has fewer parameters than its family, the missing ones are fixed as drc fixes them: three
/// parameters hold the lower limit at 0 (`LL.3`), with a `u` the upper limit at 1 (`LL.3u`), and two
/// hold both. A normalised viability begins at 1, so ``logLogistic3Upper`` is the one that knows it.
///
/// ## References
/// [Ritz2015] for the families and their parameters b (slope), c (lower limit), d (upper limit),
/// e (location) and f (asymmetry or hormesis); [BrainCousens1989] for hormesis.
///
/// ## Departures from drc
/// On growth rates, which end at −1, two parameters hold that as the lower limit. `bc4` holds the
/// response at full effect, which on a viability is drc's lower limit of 0. `mm` begins where the
/// scale says that a response without drug lies, and at drc's 0 on a signal.
public enum CurveModel: String, CaseIterable, Hashable, Sendable {
  /// No effect of dose: one constant.
  case flat
  /// EC50 and Hill slope; both asymptotes are what the scale says.
  case logLogistic2 = "ll2"
  /// EC50, Hill slope and the upper limit; the lower limit is 0.
  case logLogistic3 = "ll3"
  /// EC50, Hill slope and the lower limit; the upper limit is 1.
  case logLogistic3Upper = "ll3u"
  /// EC50, Hill slope and both asymptotes.
  case logLogistic4 = "ll4"
  /// As four, and an asymmetry that makes one shoulder rounder than the other.
  case logLogistic5 = "ll5"
  /// c + (d − c) exp(−exp(b(ln x − ln e))), slow to begin and abrupt at its end; the lower limit is 0.
  case weibull1Three = "w1.3"
  /// As the one before with an upper limit of 1 in place of a lower one of 0.
  case weibull1ThreeUpper = "w1.3u"
  case weibull1Four = "w1.4"
  /// c + (d − c)(1 − exp(−exp(b(ln x − ln e)))), abrupt to begin and slow at its end; the lower limit is 0.
  case weibull2Three = "w2.3"
  case weibull2ThreeUpper = "w2.3u"
  case weibull2Four = "w2.4"
  /// c + (d − c + f x) / (1 + exp(b(ln x − ln e))): low doses stimulate; the full effect is fixed.
  case brainCousens4 = "bc4"
  case brainCousens5 = "bc5"
  /// c + (d − c) x / (e + x) with c fixed at the response without drug, 0 for a signal.
  case michaelisMenten = "mm"
  /// Two log-logistic sites that share the effect between them.
  case biphasic

  /// How many numbers the model takes from the data, the noise not counted.
  public var parameterCount: Int {
    switch self {
    case .flat: 1
    case .logLogistic2, .michaelisMenten: 2
    case .logLogistic3, .logLogistic3Upper, .weibull1Three, .weibull1ThreeUpper, .weibull2Three,
      .weibull2ThreeUpper:
      3
    case .logLogistic4, .weibull1Four, .weibull2Four, .brainCousens4: 4
    case .logLogistic5, .brainCousens5: 5
    case .biphasic: 7
    }
  }

  /// Whether the model needs responses that are fractions, whose limits are known.
  public var needsFractionScale: Bool { self == .logLogistic2 || holdsUpperLimit }

  /// The model as a person names it.
  public var name: String {
    switch self {
    case .flat: "no effect"
    case .logLogistic2: "log-logistic, 2 parameters"
    case .logLogistic3: "log-logistic, 3 parameters, lower limit 0"
    case .logLogistic3Upper: "log-logistic, 3 parameters, upper limit 1"
    case .logLogistic4: "log-logistic, 4 parameters"
    case .logLogistic5: "log-logistic, 5 parameters"
    case .weibull1Three: "Weibull type 1, 3 parameters, lower limit 0"
    case .weibull1ThreeUpper: "Weibull type 1, 3 parameters, upper limit 1"
    case .weibull1Four: "Weibull type 1, 4 parameters"
    case .weibull2Three: "Weibull type 2, 3 parameters, lower limit 0"
    case .weibull2ThreeUpper: "Weibull type 2, 3 parameters, upper limit 1"
    case .weibull2Four: "Weibull type 2, 4 parameters"
    case .brainCousens4: "Brain–Cousens hormesis, 4 parameters"
    case .brainCousens5: "Brain–Cousens hormesis, 5 parameters"
    case .michaelisMenten: "Michaelis–Menten"
    case .biphasic: "biphasic, two log-logistic sites"
    }
  }

  /// What the models have in common, apart from which parameters are fixed.
  enum Family: Hashable {
    case flat, logLogistic, weibull1, weibull2, brainCousens, biphasic
  }

  var family: Family {
    switch self {
    case .flat: .flat
    case .logLogistic2, .logLogistic3, .logLogistic3Upper, .logLogistic4, .logLogistic5,
      .michaelisMenten:
      .logLogistic
    case .weibull1Three, .weibull1ThreeUpper, .weibull1Four: .weibull1
    case .weibull2Three, .weibull2ThreeUpper, .weibull2Four: .weibull2
    case .brainCousens4, .brainCousens5: .brainCousens
    case .biphasic: .biphasic
    }
  }

  /// Whether the lower limit is held at 0.
  var holdsLowerLimit: Bool {
    switch self {
    case .logLogistic3, .weibull1Three, .weibull2Three: true
    default: false
    }
  }

  /// Whether the upper limit is held at 1.
  var holdsUpperLimit: Bool {
    switch self {
    case .logLogistic3Upper, .weibull1ThreeUpper, .weibull2ThreeUpper: true
    default: false
    }
  }

  /// Whether the response without drug is what the scale says (0 where it says nothing).
  var holdsResponseWithoutDrug: Bool { self == .logLogistic2 || self == .michaelisMenten }

  /// Whether the response at full effect is what the scale says (0 where it says nothing).
  var holdsFullEffect: Bool { self == .logLogistic2 || self == .brainCousens4 }

  /// The model of the same family that holds the limit at which responses on `scale` begin, of those
  /// that hold the lower or the upper one.
  func holdingBeginning(on scale: ResponseScale) -> CurveModel {
    guard scale.expectedDirection == .falling, scale.responseWithoutDrug == 1 else { return self }
    switch self {
    case .logLogistic3: return .logLogistic3Upper
    case .weibull1Three: return .weibull1ThreeUpper
    case .weibull2Three: return .weibull2ThreeUpper
    default: return self
    }
  }
}
