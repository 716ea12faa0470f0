import Foundation
import NumericalMethods
import Testing

/// A straight line, whose fit has a closed form.
private struct Line: LeastSquaresModel {
  var x: [Double]
  var y: [Double]
  var parameterCount: Int { 2 }
  var observationCount: Int { x.count }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    for row in x.indices { residuals[row] = parameters[0] + parameters[1] * x[row] - y[row] }
  }
  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for row in x.indices {
      jacobian[row] = 1
      jacobian[x.count + row] = x[row]
    }
  }
}

/// A model that is nowhere defined.
private struct Undefined: LeastSquaresModel {
  var parameterCount: Int { 1 }
  var observationCount: Int { 2 }
  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    for row in 0..<2 { residuals[row] = .nan }
  }
  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for row in 0..<2 { jacobian[row] = .nan }
  }
}

@Suite struct LeastSquaresSolverTests {
  private let line = Line(x: [0, 1, 2, 3, 4], y: [1.1, 2.9, 5.2, 6.8, 9.1])
  private let wide = [ClosedRange<Double>](repeating: -1e6...1e6, count: 2)

  @Test func `a straight line is fitted as the textbook says`() throws {
    var solver = LeastSquaresSolver()
    var parameters = [0.0, 0.0]
    let outcome = solver.minimise(line, parameters: &parameters)
    // numpy.polyfit of NumPy 2.4.6
    #expect(abs(parameters[0] - 1.04) < 1e-12)
    #expect(abs(parameters[1] - 1.99) < 1e-12)
    #expect(abs(outcome.cost - 0.107) < 1e-12)
    let found = solver.inverseInformation(line, at: parameters)
    let inverse = try #require(found)
    #expect(abs(inverse[0] - 0.6) < 1e-12 && abs(inverse[1] + 0.2) < 1e-12)
    #expect(abs(inverse[3] - 0.1) < 1e-12 && inverse[1] == inverse[2])
  }

  @Test func `the profile interval of a straight line is the t interval`() throws {
    var solver = LeastSquaresSolver()
    var parameters = [0.0, 0.0]
    let outcome = solver.minimise(line, parameters: &parameters)
    let variance = outcome.cost / 3
    let rise = variance * FDistribution(numerator: 1, denominator: 3).quantile(0.95)
    let interval = solver.profileInterval(
      of: 1, line, optimum: parameters, minimum: outcome.cost, rise: rise, firstStep: 0.01,
      bounds: wide, tolerance: 1e-10)
    let half =
      StudentTDistribution(degreesOfFreedom: 3).quantile(0.975) * (variance * 0.1).squareRoot()
    #expect(abs(try #require(interval.high) - (1.99 + half)) < 1e-8)
    #expect(abs(try #require(interval.low) - (1.99 - half)) < 1e-8)
  }

  @Test func `an interval that its bound cuts off is open`() {
    var solver = LeastSquaresSolver()
    var parameters = [0.0, 0.0]
    var bounds = wide
    bounds[1] = 1.9...2.0
    let outcome = solver.minimise(line, parameters: &parameters, bounds: bounds)
    let interval = solver.profileInterval(
      of: 1, line, optimum: parameters, minimum: outcome.cost, rise: 100, firstStep: 1,
      bounds: bounds)
    #expect(interval.low == nil && interval.high == nil)
  }

  @Test func `a bound holds the parameter that presses on it and the rest is optimal`() {
    var solver = LeastSquaresSolver()
    var parameters = [0.0, 0.0]
    var bounds = wide
    bounds[1] = -1...1
    let outcome = solver.minimise(line, parameters: &parameters, bounds: bounds)
    #expect(outcome.ending.isMinimum)
    #expect(parameters[1] == 1)
    // The mean of y − x.
    #expect(abs(parameters[0] - 3.02) < 1e-10)
  }

  @Test func `a weight of two counts as the point twice`() {
    var twice = line
    twice.x.append(3)
    twice.y.append(6.8)
    var solver = LeastSquaresSolver()
    var weighted = [0.0, 0.0]
    var repeated = [0.0, 0.0]
    _ = solver.minimise(line, parameters: &weighted, weights: [1, 1, 1, 2, 1])
    _ = solver.minimise(twice, parameters: &repeated)
    #expect(zip(weighted, repeated).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: [RobustLoss.huber, .bisquare, .cauchy])
  func `one wild point moves a robust line little`(loss: RobustLoss) {
    var wild = line
    wild.x += [5, 6, 7]
    wild.y += [11.0, 200, 15.1]
    var options = LeastSquaresOptions()
    options.loss = loss
    options.scale = 0.2
    var solver = LeastSquaresSolver(options: options)
    var parameters = [1.0, 2.0]
    let outcome = solver.minimise(wild, parameters: &parameters)
    #expect(outcome.ending.isMinimum)
    #expect(abs(parameters[1] - 2) < 0.06)
  }

  @Test func `a model without values is a status and not a crash`() {
    var solver = LeastSquaresSolver()
    var parameters = [1.0]
    let outcome = solver.minimise(Undefined(), parameters: &parameters)
    #expect(outcome.ending == .undefinedAtStart)
    #expect(outcome.cost.isNaN)
    #expect(solver.inverseInformation(Undefined(), at: parameters) == nil)
  }

  @Test(arguments: [RobustLoss.squares, .huber, .bisquare, .cauchy])
  func `a loss costs nothing at zero and its weight is its slope`(loss: RobustLoss) {
    #expect(loss.cost(ofSquare: 0) == 0 && loss.weight(atSquare: 0) == 1)
    for square in [0.1, 1.5, 4.0, 30.0] {
      let slope = (loss.cost(ofSquare: square + 1e-6) - loss.cost(ofSquare: square - 1e-6)) / 2e-6
      #expect(abs(slope - loss.weight(atSquare: square)) < 1e-8)
    }
  }

  @Test(arguments: [RobustLoss.huber, .bisquare, .cauchy])
  func `the usual tuning keeps 95 percent efficiency at the normal`(loss: RobustLoss) {
    #expect(abs(loss.normalConstants().efficiency - 0.95) < 5e-4)
  }
}
