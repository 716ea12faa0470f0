/// How much a residual costs: squares trust every point, the others bound what one point can do.
///
/// With z the residual in units of the scale, a loss is a function ρ(z²) that begins as z² and
/// grows more slowly; ρ′ is the weight that a point keeps in an iteratively reweighted fit.
///
/// ## References
/// [Huber2009] for the losses; [Maronna2019] for the tuning constants, which give 95 % efficiency
/// where the errors are normal after all.
public enum RobustLoss: Hashable, Sendable {
  /// Plain least squares.
  case squares
  /// Quadratic up to `tuning` scales, linear beyond.
  case huber(tuning: Double)
  /// Tukey's biweight: a point more than `tuning` scales away has no influence at all.
  case bisquare(tuning: Double)
  /// The logarithm of a Cauchy density: influence falls off but never vanishes.
  case cauchy(tuning: Double)

  public static let huber = RobustLoss.huber(tuning: 1.345)
  public static let bisquare = RobustLoss.bisquare(tuning: 4.685)
  public static let cauchy = RobustLoss.cauchy(tuning: 2.385)

  /// ρ at `square` = z².
  @inlinable
  public func cost(ofSquare square: Double) -> Double {
    switch self {
    case .squares: return square
    case .huber(let c): return square <= c * c ? square : 2 * c * square.squareRoot() - c * c
    case .bisquare(let c):
      let remaining = max(0, 1 - square / (c * c))
      return c * c / 3 * (1 - remaining * remaining * remaining)
    case .cauchy(let c): return c * c * ReproducibleMath.log1p(square / (c * c))
    }
  }

  /// ρ′ at `square` = z²: the point's weight, from 1 at the curve to 0 for a point set aside.
  @inlinable
  public func weight(atSquare square: Double) -> Double {
    switch self {
    case .squares: return 1
    case .huber(let c): return square <= c * c ? 1 : c / square.squareRoot()
    case .bisquare(let c):
      let remaining = max(0, 1 - square / (c * c))
      return remaining * remaining
    case .cauchy(let c): return 1 / (1 + square / (c * c))
    }
  }

  /// The expectations under normal errors that turn a robust fit into honest intervals.
  public struct NormalConstants: Hashable, Sendable {
    /// The mean of ρ(z²).
    public let meanCost: Double
    /// The mean of ρ′(z²).
    public let meanWeight: Double
    /// The mean of ρ′(z²) z².
    public let meanWeightedSquare: Double
    /// What a difference of costs is multiplied by to be χ² distributed: E ψ′ / E ψ².
    public let devianceFactor: Double
    /// The variance of the estimate by least squares over that by this loss: (E ψ′)² / E ψ².
    public let efficiency: Double
  }

  /// Integrated numerically to about 1e-10, so worth keeping rather than asking for again.
  public func normalConstants() -> NormalConstants {
    if self == .squares {
      return NormalConstants(
        meanCost: 1, meanWeight: 1, meanWeightedSquare: 1, devianceFactor: 1, efficiency: 1)
    }
    // E ψ′ = E zψ for the standard normal, which needs no derivative of the weight.
    let intervals = 20_000
    let end = 10.0
    let width = end / Double(intervals)
    var cost = 0.0
    var meanWeight = 0.0
    var weighted = 0.0
    var squaredInfluence = 0.0
    for index in 0...intervals {
      let z = Double(index) * width
      let square = z * z
      let simpson = index == 0 || index == intervals ? 1.0 : index % 2 == 1 ? 4.0 : 2.0
      let density = simpson * ReproducibleMath.exp(-square / 2)
      let weight = weight(atSquare: square)
      cost += density * self.cost(ofSquare: square)
      meanWeight += density * weight
      weighted += density * weight * square
      squaredInfluence += density * weight * weight * square
    }
    let normalisation = 2 * width / 3 / (2 * Double.pi).squareRoot()
    cost *= normalisation
    meanWeight *= normalisation
    weighted *= normalisation
    squaredInfluence *= normalisation
    return NormalConstants(
      meanCost: cost, meanWeight: meanWeight, meanWeightedSquare: weighted,
      devianceFactor: weighted / squaredInfluence,
      efficiency: weighted * weighted / squaredInfluence)
  }
}
