/// How a series is to be fitted.
public struct DoseResponseFitOptions: Hashable, Sendable {
  public enum ModelChoice: Hashable, Sendable {
    /// By AICc among those the scale permits, a richer one only where it is clearly better, behind a
    /// gate for no effect: log-logistic models, and other shapes where the wells ask for them.
    case automatic
    /// This one, behind the same gate.
    case only(CurveModel)

    /// `auto`, or a model by the name that drc and the command line give it.
    public init?(named name: String) {
      if name == "auto" {
        self = .automatic
      } else if let model = CurveModel(rawValue: name) {
        self = .only(model)
      } else {
        return nil
      }
    }
  }

  public enum Loss: Hashable, Sendable {
    /// Tukey's biweight: an outlying well loses its say, and is reported.
    case robust
    case leastSquares
  }

  /// Which profile-likelihood intervals to compute.
  public enum Intervals: Hashable, Sendable {
    case all
    /// Only that of the relative EC50, which the verdict rests on.
    case potencyOnly
  }

  /// How an interval is found.
  public enum IntervalMethod: Hashable, Sendable {
    /// Where the likelihood, maximised over all other parameters, has fallen too far.
    case profile
    /// The estimate and Student's t standard errors to either side, on the fitted (log) scale.
    case wald
    case bootstrap(BootstrapPlan)
  }

  /// How the noise of a well grows with its response.
  public enum NoiseModel: Hashable, Sendable {
    /// A test decides, at the level of 1 %: where noise grows, a robust fit weights the wells as if
    /// proportional, and least squares, which stay plain, warn.
    case automatic
    /// It does not.
    case constant
    /// The standard deviation is proportional to the fitted response and a floor, which the wells tell.
    case proportional
    /// The standard deviation is proportional to the fitted response raised to this power.
    case power(Double)

    var exponent: Double {
      switch self {
      case .automatic, .constant: 0
      case .proportional: 1
      case .power(let exponent): exponent
      }
    }
  }

  public var model = ModelChoice.automatic
  public var loss = Loss.robust
  public var intervalMethod = IntervalMethod.profile
  public var noise = NoiseModel.automatic
  public var intervals = Intervals.all
  /// The level of the gate's F test. Flat series are called active less often than this says: some
  /// 0.3 % at 0.01, since the curve's bounds and the expected direction leave noise less room.
  public var gateLevel = 0.01
  /// The coverage of the intervals.
  public var confidence = 0.95

  public init() {}
}

/// How wells are drawn again for a bootstrap.
public struct BootstrapPlan: Hashable, Sendable {
  public enum Resampling: String, Hashable, Sendable, CaseIterable {
    /// Residuals change wells: right where all wells are equally noisy.
    case residual
    /// The wells of each dose are drawn with replacement: right whatever their noise, but needs
    /// replicates.
    case wells
  }

  public var resampling: Resampling
  public var resamples: Int
  /// The same seed gives the same intervals, on any number of threads.
  public var seed: UInt64

  /// - Precondition: at least 1 resample.
  public init(_ resampling: Resampling = .residual, resamples: Int = 1000, seed: UInt64) {
    precondition(resamples > 0, "a bootstrap needs resamples")
    self.resampling = resampling
    self.resamples = resamples
    self.seed = seed
  }
}
