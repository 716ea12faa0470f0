import Expressions
import NumericalMethods

/// A person's own equation with its symbolic derivatives, ready to be fitted.
struct FormulaProblem: LeastSquaresModel {
  /// One row of predictors after another.
  var predictors: [Double] = []
  var responses: [Double] = []
  let predictorCount: Int
  let parameterCount: Int
  private let value: Program
  /// The derivatives by each parameter; reads what `value` left behind.
  private let slopes: Program
  private let workspace: Workspace

  var observationCount: Int { responses.count }

  /// Memory for the programs; one problem runs on one thread.
  private final class Workspace {
    let slots: UnsafeMutablePointer<Double>

    init(_ layout: SlotLayout) {
      slots = .allocate(capacity: max(layout.slotCount, 1))
      layout.prepare(slots)
    }

    deinit { slots.deallocate() }
  }

  /// - Throws: where the formula reads a symbol that is neither predictor nor parameter.
  init(
    _ formula: Expressions.Expression, predictors: [Symbol], parameters: [Symbol]
  ) throws(ExpressionLoweringError) {
    predictorCount = predictors.count
    parameterCount = parameters.count
    var graph = ExpressionGraph()
    let places = Dictionary(
      (predictors + parameters).enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    // A formula of dose has no time of its own: `time` typed by a person is a symbol.
    let time = graph.constant(.nan)
    let node = try graph.lower(formula, time: time) {
      (symbol, graph) throws(ExpressionLoweringError) in
      guard let place = places[symbol] else { throw .unknownSymbol(symbol) }
      return graph.input(place)
    }
    let derivatives = parameters.indices.map {
      graph.derivative(of: node, withRespectTo: predictors.count + $0)
    }
    var builder = ProgramBuilder(graph: graph, inputCount: predictors.count + parameters.count)
    value = builder.program(for: [node], isShared: true)
    slopes = builder.program(for: derivatives, isShared: false)
    workspace = Workspace(builder.layout)
  }

  private func load(_ row: Int, _ parameters: Span<Double>) {
    for column in 0..<predictorCount {
      workspace.slots[column] = predictors[row * predictorCount + column]
    }
    for index in 0..<parameterCount { workspace.slots[predictorCount + index] = parameters[index] }
  }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    for row in responses.indices {
      load(row, parameters)
      value.run(on: workspace.slots)
      residuals[row] = workspace.slots[Int(value.outputs[0])] - responses[row]
    }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for row in responses.indices {
      load(row, parameters)
      value.run(on: workspace.slots)
      slopes.run(on: workspace.slots)
      for index in 0..<parameterCount {
        jacobian[index * responses.count + row] = workspace.slots[Int(slopes.outputs[index])]
      }
    }
  }
}
