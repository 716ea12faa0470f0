/// Turns nodes of one graph into programs that share a workspace.
///
/// The programs are made in the order in which they will run: a value that an earlier program has
/// computed is read by the later ones instead of being computed again. Make the program of the
/// parameters first, then those of the state.
public struct ProgramBuilder {
  private let graph: ExpressionGraph
  private var slotOfNode: [Int32?]
  private let inputCount: Int
  private var constants: [Double] = []
  private var slotCount: Int

  /// - Parameter inputCount: how many inputs the graph has; they fill the first slots.
  public init(graph: ExpressionGraph, inputCount: Int) {
    self.graph = graph
    self.inputCount = inputCount
    slotOfNode = Array(repeating: nil, count: graph.operations.count)
    slotCount = inputCount
    for (node, operation) in graph.operations.enumerated() {
      switch operation {
      case .input(let index):
        precondition(index < inputCount, "an input beyond the workspace")
        slotOfNode[node] = Int32(index)
      case .constant(let bits):
        slotOfNode[node] = Int32(slotCount)
        constants.append(Double(bitPattern: bits))
        slotCount += 1
      default: break
      }
    }
  }

  /// A program that computes `nodes`, reading what earlier programs of this builder left behind.
  ///
  /// - Parameter isShared: whether later programs may rely on the values; if not, its slots still
  ///   stay its own, but the values are computed again by whoever needs them.
  public mutating func program(for nodes: [ExpressionGraph.Node], isShared: Bool) -> Program {
    let before = slotOfNode
    var instructions: [Program.Instruction] = []
    for node in needed(for: nodes) {
      let slot = Int32(slotCount)
      slotCount += 1
      instructions.append(instruction(for: node, into: slot))
      slotOfNode[node] = slot
    }
    let outputs = nodes.map { slot(of: $0) }
    if !isShared { slotOfNode = before }
    return Program(instructions: instructions, outputs: outputs)
  }

  /// The workspace of every program made so far.
  public var layout: SlotLayout {
    SlotLayout(inputCount: inputCount, constants: constants, slotCount: slotCount)
  }

  /// The nodes without a slot on which `nodes` rest, in order of evaluation.
  private func needed(for nodes: [ExpressionGraph.Node]) -> [ExpressionGraph.Node] {
    var isNeeded = Set<ExpressionGraph.Node>()
    var pending = nodes.filter { slotOfNode[$0] == nil }
    while let node = pending.popLast() {
      guard isNeeded.insert(node).inserted else { continue }
      pending += graph.operations[node].operands.filter { slotOfNode[$0] == nil }
    }
    return isNeeded.sorted()
  }

  private func slot(of node: ExpressionGraph.Node) -> Int32 {
    guard let slot = slotOfNode[node] else { preconditionFailure("a node without a slot") }
    return slot
  }

  private func instruction(
    for node: ExpressionGraph.Node, into result: Int32
  ) -> Program.Instruction {
    func make(_ code: Program.Code, _ a: Int, _ b: Int? = nil, _ c: Int? = nil)
      -> Program.Instruction
    {
      Program.Instruction(
        operation: code, result: result, first: slot(of: a), second: b.map(slot) ?? 0,
        third: c.map(slot) ?? 0)
    }
    switch graph.operations[node] {
    case .constant, .input: preconditionFailure("constants and inputs have slots from the start")
    case .add(let a, let b): return make(.add, a, b)
    case .subtract(let a, let b): return make(.subtract, a, b)
    case .multiply(let a, let b): return make(.multiply, a, b)
    case .divide(let a, let b): return make(.divide, a, b)
    case .power(let a, let b): return make(.power, a, b)
    case .minimum(let a, let b): return make(.minimum, a, b)
    case .maximum(let a, let b): return make(.maximum, a, b)
    case .function(let function, let a): return make(Program.Code(function), a)
    case .compare(let comparison, let a, let b): return make(Program.Code(comparison), a, b)
    case .select(let condition, let a, let b): return make(.select, condition, a, b)
    }
  }
}

/// How the workspace of a set of programs is laid out.
public struct SlotLayout: Sendable {
  /// How many inputs fill the first slots.
  public let inputCount: Int
  /// The constants, which follow the inputs and never change.
  public let constants: [Double]
  /// The size of the workspace.
  public let slotCount: Int

  /// Writes the constants; everything else is written by the caller or by a program.
  public func prepare(_ slots: UnsafeMutablePointer<Double>) {
    for index in 0..<slotCount { slots[index] = 0 }
    for (offset, value) in constants.enumerated() { slots[inputCount + offset] = value }
  }
}
