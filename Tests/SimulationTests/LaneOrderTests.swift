import Citations
import Expressions
import Foundation
import Quantities
import ReactionNetworks
import Simulation
import Testing

@Suite struct LaneOrderTests {
  /// `x' = x (1 − x) `, the logistic curve, and `y' = −y·t·p(y)` written so that time, a power, exp
  /// and log all enter: z' = −2 t z has z = exp(−t²).
  private func network() throws -> CompiledNetwork {
    var builder = NetworkBuilder(name: "two curves")
    let cell = builder.compartment("cell", name: "cell")
    builder.species("x", in: cell, initial: .number(0.5))
    builder.species("z", in: cell, initial: .number(1))
    builder.reaction("grow", [], to: [.init("x")], at: Symbol("x").expression)
    builder.reaction("crowd", [.init("x")], to: [], at: .power(.symbol("x"), .constant(2)))
    // exp(log z) is z.
    let z = Expression.function(.exp, .function(.log, .symbol("z")))
    builder.reaction("fade", [.init("z")], to: [], at: 2 * Expression.time * z)
    return try CompiledNetwork(builder.network)
  }

  private func exact(_ time: Double) -> [Double] {
    [1 / (1 + exponential(-time)), exponential(-time * time)]
  }

  /// The largest error at the end and in the middle of the last step.
  private func errors(steps: Int) throws -> (end: Double, within: Double) {
    let network = try network()
    var engine = LaneEngine(network, plan: try network.lanePlan(), .interpreter(width: 8))
    let length = 1 / Double(steps)
    var state = [0.5, 1.0]
    var within: [Double] = []
    for step in 0..<steps {
      let result = engine.singleStep(
        from: state, inputs: network.inputs(), at: Double(step) * length, length: length,
        tolerances: .reference, fraction: 0.4)
      (state, within) = (result.state, result.within)
    }
    func largest(_ values: [Double], _ time: Double) -> Double {
      zip(values, exact(time)).map { abs($0 - $1) }.max() ?? .nan
    }
    return (largest(state, 1), largest(within, 1 - 0.6 * length))
  }

  @Test func `the error of a run falls with the fifth power of the step`() throws {
    let (coarse, fine) = (try errors(steps: 8), try errors(steps: 16))
    let order = log2(coarse.end / fine.end)
    // Asymptotic only; steps of 1/8 still show a little of the sixth order.
    #expect(order > 4.7 && order < 5.7, "order \(order)")
    let within = log2(coarse.within / fine.within)
    #expect(within > 3.7, "order of the interpolant \(within)")
  }

  @Test func `powers agree with the library's to a few units in the last place`() throws {
    var builder = NetworkBuilder(name: "powers")
    let cell = builder.compartment("cell", name: "cell")
    builder.species("x", in: cell, initial: .number(1))
    builder.species("y", in: cell, initial: .number(0))
    builder.parameter("n", "exponent", Sourced(1.0, .chosen(because: "a number for a test")))
    builder.reaction("r", [], to: [.init("y")], at: .power(.symbol("x"), .symbol("n")))
    let network = try CompiledNetwork(builder.network)
    var engine = LaneEngine(network, plan: try network.lanePlan(), .interpreter(width: 8))
    for (base, exponent) in [
      (2.0, 0.5), (1e-300, 0.3), (Double.leastNonzeroMagnitude * 5000, 0.5), (0, 2.5), (1e200, 1.2),
      (-3, 3), (-2, 4),
      (1.0, 1e9), (3.7, -2.2), (0.999_999, 123_456.7),
    ] {
      // x is constant, so y after a step is the power times the length.
      let after = engine.singleStep(
        from: [base, 0], inputs: network.inputs(setting: ["n": exponent]), at: 0, length: 1,
        tolerances: .reference, fraction: 0.5
      ).state[1]
      let expected = pow(base, exponent)
      // The exponent's own rounding is magnified by its size.
      let size = base == 0 ? 1 : max(1, abs(exponent * log(abs(base))))
      #expect(
        abs(after - expected) <= 1e-13 * size * abs(expected), "\(base)^\(exponent): \(after)")
    }
  }
}
