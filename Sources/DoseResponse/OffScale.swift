import Quantities

/// A viability or an inhibition whose response without drug is far from where the scale has it: 65 %
/// where it should be 100 %, as when optical densities are taken for viabilities.
///
/// The relative EC50 does not mind; the absolute IC50, the areas and the scores are counted from the
/// scale and do.
public struct OffScale: Hashable, Sendable {
  /// What the fit says, and what the scale says.
  public let found: Double
  public let expected: Double
  /// Whether nothing but a constant was found, so that every dose may have the full effect as well.
  public let isFlat: Bool
  let scale: ResponseScale

  /// How far off the estimate must be, and how far off the nearer end of its interval.
  ///
  /// Chosen: a vehicle that is off by a tenth is usual on a plate, by a fifth it is another control.
  static let distance = (estimate: 0.2, interval: 0.1)

  /// Nil where the scale fixes no response without drug, or the fit does not contradict it.
  init?(_ estimate: ParameterEstimate, on scale: ResponseScale, isFlat: Bool) {
    guard scale == .viability || scale == .inhibition, let expected = scale.responseWithoutDrug
    else { return nil }
    let value = estimate.estimate
    let nearest = value < expected ? estimate.high : estimate.low
    guard let nearest, (value - expected).magnitude > Self.distance.estimate,
      value < expected
        ? nearest < expected - Self.distance.interval : nearest > expected + Self.distance.interval
    else { return nil }
    (found, self.expected, self.isFlat, self.scale) = (value, expected, isFlat, scale)
  }

  func sentence(_ notation: ResponseNotation) -> String {
    let noun = scale == .viability ? "viability" : "inhibition"
    let scaleSays = "where \(noun) without drug is \(notation.words(expected))"
    if isFlat {
      return
        "The responses lie at \(notation.words(found)), \(scaleSays): every dose has an effect, "
        + "or they are not relative to vehicle."
    }
    return "Without drug the curve lies at \(notation.words(found)), \(scaleSays): are these "
      + "responses relative to vehicle, or a signal? Absolute IC50, areas and scores count from "
      + "\(notation.words(expected))."
  }
}

extension DoseResponseFit {
  /// Where the response without drug contradicts the scale.
  var offScale: OffScale? {
    if let flatResponse { return OffScale(flatResponse, on: series.scale, isFlat: true) }
    return fittedCurve.flatMap { curve in
      (curve.direction == .falling ? top : bottom).flatMap {
        OffScale($0, on: series.scale, isFlat: false)
      }
    }
  }
}
