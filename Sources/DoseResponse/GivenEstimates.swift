import NumericalMethods

/// What lanes found of one optimum, so that the careful solver need not.
///
/// A class, since it is filled once and then handed on with its session many times.
final class GivenEstimates {
  /// Profile intervals of the first five parameters; nil where lanes had no clean answer.
  var intervals = [ProfileInterval?](repeating: nil, count: 5)
  var errors: [Double]?
  /// The standard error and the profile interval of the absolute position, where it is this.
  var absolute: (place: Double, error: Double, interval: ProfileInterval?)?
  /// Evidence against an EC50 outside the doses.
  var outside: OutsideEvidence?
  /// The wells' weights about the optimum with their weighted sum of squares.
  var weights: (weights: [Double], sum: Double)?

  func interval(of parameter: Int) -> ProfileInterval? {
    parameter < intervals.count ? intervals[parameter] : nil
  }
}
