/// A problem for ``LeastSquaresSolver``: residuals and their derivatives at given parameters.
///
/// A residual is *model minus observation*. Both methods are called many times and should allocate
/// nothing. Where the model is undefined they write NaN; the solver then shortens its step.
public protocol LeastSquaresModel {
  var parameterCount: Int { get }
  var observationCount: Int { get }

  /// Writes one residual per observation.
  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>)

  /// Writes the derivative of residual `i` by parameter `j` at `j * observationCount + i`.
  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>)
}
