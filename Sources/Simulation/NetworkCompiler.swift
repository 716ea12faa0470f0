import Expressions
import ReactionNetworks

/// Lowers a network into one shared graph and cuts that into programs.
struct NetworkCompiler {
  private let network: ReactionNetwork
  private var graph = ExpressionGraph()
  /// The node that a symbol reads as, in its own measure.
  private var nodes: [Symbol: ExpressionGraph.Node] = [:]
  private let time: ExpressionGraph.Node

  let stateSymbols: [Symbol]
  let inputSymbols: [Symbol]
  let defaultInputs: [Double]
  let stateIndex: [Symbol: Int]
  let inputIndex: [Symbol: Int]
  let volumes: [Double]

  struct Parts {
    let sparsity: CompiledNetwork.Sparsity
    let layout: SlotLayout
    let inputs, derivative, jacobian, readouts, landmarks, initial: Program
    let timeDerivative: Program?
  }

  init(_ network: ReactionNetwork) throws(CompilationError) {
    let faults = network.faults()
    guard faults.isEmpty else { throw .faulty(faults) }
    if let event = network.events.first { throw .unsupported(.event, in: event.symbol) }
    if let variable = network.variables.first(where: { $0.behaviour == .algebraic }) {
      throw .unsupported(.algebraicConstraint, in: variable.symbol)
    }
    self.network = network
    let held = network.variables.filter { $0.behaviour == .heldConstant }
    let moving = network.variables.filter { $0.isState && $0.behaviour != .heldConstant }
    stateSymbols = moving.map(\.symbol)
    inputSymbols = network.parameters.map(\.symbol) + held.map(\.symbol)
    defaultInputs =
      network.parameters.map(\.value)
      + held.map { if case .number(let value) = $0.initial { value } else { .nan } }
    stateIndex = Dictionary(uniqueKeysWithValues: stateSymbols.enumerated().map { ($1, $0) })
    inputIndex = Dictionary(uniqueKeysWithValues: inputSymbols.enumerated().map { ($1, $0) })
    let volumeOf = Dictionary(
      network.compartments.map { ($0.symbol, $0.volume) }, uniquingKeysWith: { first, _ in first })
    volumes = moving.map { variable in
      guard case .species(let compartment, .concentration) = variable.kind else { return 1 }
      return volumeOf[compartment] ?? 1
    }
    time = graph.input(stateSymbols.count + inputSymbols.count)
    try nameInputs()
    try nameStates()
    try nameAssignments()
  }

  private mutating func nameInputs() throws(CompilationError) {
    for (offset, symbol) in inputSymbols.enumerated() {
      nodes[symbol] = graph.input(stateSymbols.count + offset)
    }
    for compartment in network.compartments where nodes[compartment.symbol] == nil {
      if stateIndex[compartment.symbol] == nil {
        nodes[compartment.symbol] = graph.constant(compartment.volume)
      }
    }
  }

  private mutating func nameStates() throws(CompilationError) {
    let amounts = stateSymbols.indices.map { graph.input($0) }
    // Volumes first: species are read through them.
    for (index, symbol) in stateSymbols.enumerated()
    where network.variable(symbol)?.isSpecies == false {
      nodes[symbol] = amounts[index]
    }
    for (index, symbol) in stateSymbols.enumerated() {
      guard case .species(let compartment, let measure)? = network.variable(symbol)?.kind
      else { continue }
      guard measure == .concentration else {
        nodes[symbol] = amounts[index]
        continue
      }
      guard let volume = nodes[compartment] else {
        throw .faulty([.unknownSymbol(compartment, in: symbol)])
      }
      nodes[symbol] = graph.divide(amounts[index], volume)
    }
  }

  private mutating func nameAssignments() throws(CompilationError) {
    for (symbol, formula) in network.assignmentsInOrder() ?? [] {
      nodes[symbol] = try lower(formula, in: symbol)
    }
  }

  private mutating func lower(
    _ expression: Expression, in owner: Symbol
  ) throws(CompilationError) -> ExpressionGraph.Node {
    let nodes = nodes
    do {
      return try graph.lower(expression, time: time) {
        symbol, _ throws(ExpressionLoweringError) in
        guard let node = nodes[symbol] else { throw .unknownSymbol(symbol) }
        return node
      }
    } catch {
      switch error {
      case .unknownSymbol(let symbol): throw .faulty([.unknownSymbol(symbol, in: owner)])
      case .delay: throw .unsupported(.delay, in: owner)
      }
    }
  }

  mutating func compile(
    readouts: [Readout], landmarks: [Landmark]
  ) throws(CompilationError) -> Parts {
    let derivatives = try lowerDerivatives()
    let (sparsity, entries) = differentiate(derivatives)
    let timeSlopes = differentiateInTime(derivatives)
    var readoutNodes: [ExpressionGraph.Node] = []
    for readout in readouts { readoutNodes.append(try lower(readout.formula, in: "readout")) }
    var landmarkNodes: [ExpressionGraph.Node] = []
    for landmark in landmarks { landmarkNodes.append(try lower(landmark.formula, in: "landmark")) }
    let initial = try lowerInitialValues()

    let inputCount = stateSymbols.count + inputSymbols.count + 1
    let constants = nodesOfInputsAlone(
      below: derivatives + entries + (timeSlopes ?? []) + readoutNodes + landmarkNodes)
    var builder = ProgramBuilder(graph: graph, inputCount: inputCount)
    let inputs = builder.program(for: constants, isShared: true)
    return Parts(
      sparsity: sparsity,
      layout: builder.layout,
      inputs: inputs,
      derivative: builder.program(for: derivatives, isShared: false),
      jacobian: builder.program(for: entries, isShared: false),
      readouts: builder.program(for: readoutNodes, isShared: false),
      landmarks: builder.program(for: landmarkNodes, isShared: false),
      initial: builder.program(for: initial, isShared: false),
      timeDerivative: timeSlopes.map { builder.program(for: $0, isShared: false) }
    ).with(layout: builder.layout)
  }

  /// The rate of each state entry: stoichiometry times net rates, or the variable's own formula.
  private mutating func lowerDerivatives() throws(CompilationError) -> [ExpressionGraph.Node] {
    var derivatives = stateSymbols.map { _ in graph.constant(0) }
    for reaction in network.reactions {
      let rate = try lower(reaction.netRate, in: reaction.symbol)
      for (symbol, change) in reaction.netStoichiometry.sorted(by: { $0.key < $1.key }) {
        guard let index = stateIndex[symbol],
          network.variable(symbol)?.behaviour == .reactions
        else { continue }
        let term = graph.multiply(graph.constant(change), rate)
        derivatives[index] = graph.add(derivatives[index], term)
      }
    }
    for (index, symbol) in stateSymbols.enumerated() {
      guard let variable = network.variable(symbol), case .rate(let formula) = variable.behaviour
      else { continue }
      derivatives[index] = try lower(formula, in: symbol)
    }
    // A concentration's own rate, as an amount: d(cV)/dt = V·dc/dt + c·dV/dt.
    for (index, symbol) in stateSymbols.enumerated() {
      guard let variable = network.variable(symbol), case .rate = variable.behaviour,
        case .species(let compartment, .concentration) = variable.kind,
        let volume = nodes[compartment], let concentration = nodes[symbol]
      else { continue }
      let growth =
        stateIndex[compartment].map { graph.multiply(concentration, derivatives[$0]) }
        ?? graph.constant(0)
      derivatives[index] = graph.add(graph.multiply(volume, derivatives[index]), growth)
    }
    return derivatives
  }

  private mutating func differentiate(
    _ derivatives: [ExpressionGraph.Node]
  ) -> (CompiledNetwork.Sparsity, [ExpressionGraph.Node]) {
    let count = stateSymbols.count
    var rowsOfColumn: [Set<Int>] = (0..<count).map { [$0] }
    for (row, node) in derivatives.enumerated() {
      for input in graph.inputs(of: node) where input < count { rowsOfColumn[input].insert(row) }
    }
    var starts = [0]
    var rows: [Int] = []
    var entries: [ExpressionGraph.Node] = []
    for column in 0..<count {
      for row in rowsOfColumn[column].sorted() {
        rows.append(row)
        entries.append(graph.derivative(of: derivatives[row], withRespectTo: column))
      }
      starts.append(rows.count)
    }
    return (CompiledNetwork.Sparsity(columnStarts: starts, rows: rows), entries)
  }

  /// How the derivative moves with time alone; nil if it does not.
  private mutating func differentiateInTime(
    _ derivatives: [ExpressionGraph.Node]
  ) -> [ExpressionGraph.Node]? {
    let input = stateSymbols.count + inputSymbols.count
    guard derivatives.contains(where: { graph.inputs(of: $0).contains(input) }) else { return nil }
    return derivatives.map { graph.derivative(of: $0, withRespectTo: input) }
  }

  /// The starting value of each state entry, as an amount. Formulas read other initial values.
  private mutating func lowerInitialValues() throws(CompilationError) -> [ExpressionGraph.Node] {
    var initialNodes = nodes
    for index in stateSymbols.indices { initialNodes[stateSymbols[index]] = nil }
    var open: Set<Symbol> = []
    func value(
      of symbol: Symbol, in graph: inout ExpressionGraph
    ) throws(ExpressionLoweringError) -> ExpressionGraph.Node {
      if let known = initialNodes[symbol] { return known }
      guard let variable = network.variable(symbol), open.insert(symbol).inserted else {
        throw .unknownSymbol(symbol)
      }
      let node: ExpressionGraph.Node
      switch variable.initial {
      case .number(let number): node = graph.constant(number)
      case .unset: node = graph.constant(.nan)
      case .formula(let formula):
        node = try graph.lower(formula, time: time) {
          symbol, graph throws(ExpressionLoweringError) in try value(of: symbol, in: &graph)
        }
      }
      open.remove(symbol)
      initialNodes[symbol] = node
      return node
    }
    // Assigned variables read states, so their initial value is their formula over initial values.
    for variable in network.variables {
      if case .assignment = variable.behaviour { initialNodes[variable.symbol] = nil }
    }
    var result: [ExpressionGraph.Node] = []
    for (index, symbol) in stateSymbols.enumerated() {
      do {
        let node = try value(of: symbol, in: &graph)
        result.append(graph.multiply(node, graph.constant(volumes[index])))
      } catch {
        throw .faulty([.unknownSymbol(symbol, in: symbol)])
      }
    }
    return result
  }

  /// The largest shared parts that no state and no time can change, so that they are computed once.
  private func nodesOfInputsAlone(below roots: [ExpressionGraph.Node]) -> [ExpressionGraph.Node] {
    let count = stateSymbols.count
    let timeInput = count + inputSymbols.count
    func isFixed(_ node: ExpressionGraph.Node) -> Bool {
      let inputs = graph.inputs(of: node)
      return !inputs.isEmpty && inputs.allSatisfy { $0 >= count && $0 < timeInput }
    }
    var visited: Set<ExpressionGraph.Node> = []
    var found: [ExpressionGraph.Node] = []
    var pending = roots
    while let node = pending.popLast() {
      guard visited.insert(node).inserted else { continue }
      if isFixed(node) {
        if case .input = graph.operations[node] {} else { found.append(node) }
      } else {
        pending += graph.operations[node].operands
      }
    }
    return found.sorted()
  }
}

extension NetworkCompiler.Parts {
  /// The same programs with the workspace that all of them, once made, need.
  fileprivate func with(layout: SlotLayout) -> Self {
    Self(
      sparsity: sparsity, layout: layout, inputs: inputs, derivative: derivative,
      jacobian: jacobian, readouts: readouts, landmarks: landmarks, initial: initial,
      timeDerivative: timeDerivative)
  }
}
