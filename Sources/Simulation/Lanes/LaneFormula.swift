import Expressions

/// The values of one lane list in the order in which they were asked for, equal ones shared.
///
/// A value is a leaf (a slot that the engine fills) or an operation on earlier values. Sections part
/// the list; the scheduler reorders within a section only.
struct LaneFormula {
  typealias Value = Int

  struct Node: Hashable {
    let operation: LaneOperation
    let first: Value
    let second: Value
    let third: Value
  }

  enum Content: Hashable {
    case leaf(slot: Int)
    case constant(UInt64)
    case node(Node)
  }

  private(set) var contents: [Content] = []
  /// The section of each value.
  private(set) var sections: [Int] = []
  private var known: [Content: Value] = [:]
  private var section = 0

  mutating func beginSection() { section += 1 }

  mutating func leaf(_ slot: Int) -> Value { insert(.leaf(slot: slot)) }
  mutating func constant(_ value: Double) -> Value { insert(.constant(value.bitPattern)) }

  func constantValue(_ value: Value) -> Double? {
    if case .constant(let bits) = contents[value] { return Double(bitPattern: bits) }
    return nil
  }

  mutating func apply(
    _ operation: LaneOperation, _ a: Value, _ b: Value = -1, _ c: Value = -1
  ) -> Value {
    insert(.node(Node(operation: operation, first: a, second: b, third: c)))
  }

  mutating func add(_ a: Value, _ b: Value) -> Value { apply(.add, a, b) }
  mutating func subtract(_ a: Value, _ b: Value) -> Value { apply(.subtract, a, b) }
  mutating func multiply(_ a: Value, _ b: Value) -> Value { apply(.multiply, a, b) }
  mutating func divide(_ a: Value, _ b: Value) -> Value { apply(.divide, a, b) }

  /// c + a·b; either may be missing, which means 0.
  mutating func multiplyAdd(_ c: Value?, _ a: Value, _ b: Value) -> Value {
    guard let c else { return multiply(a, b) }
    return apply(.multiplyAdd1, c, a, b)
  }

  private mutating func insert(_ content: Content) -> Value {
    if let value = known[content] { return value }
    let value = contents.count
    contents.append(content)
    sections.append(section)
    known[content] = value
    return value
  }
}

/// Why a network does not run on lanes; the run is then CVODES's.
public enum LaneRefusal: Error, Hashable, Sendable {
  /// The network has nothing to integrate.
  case noState
  /// A function that lanes do not compute.
  case function(String)
}

extension LaneFormula {
  /// Adds a program of the compiled network, its slots read as the values given.
  ///
  /// - Returns: the values of the program's outputs.
  mutating func include(
    _ program: Program, slot: (Int, inout LaneFormula) -> Value
  ) throws(LaneRefusal) -> [Value] {
    var computed: [Int32: Value] = [:]
    func read(_ index: Int32, _ formula: inout LaneFormula) -> Value {
      computed[index] ?? slot(Int(index), &formula)
    }
    for instruction in program.instructions {
      let a = read(instruction.first, &self)
      let value: Value
      switch instruction.operation {
      case .exp: value = exponential(a)
      case .log: value = logarithm(a)
      case .power: value = power(a, read(instruction.second, &self))
      case .select:
        value = apply(
          .select, a, read(instruction.second, &self), read(instruction.third, &self))
      default:
        guard let operation = LaneOperation(instruction.operation) else {
          throw .function("\(instruction.operation)")
        }
        value =
          operation.operandCount == 1
          ? apply(operation, a) : apply(operation, a, read(instruction.second, &self))
      }
      computed[instruction.result] = value
    }
    return program.outputs.map { read($0, &self) }
  }
}

extension LaneOperation {
  /// The operation that does what an instruction of a program does; nil for one that is made of
  /// several, or that lanes do not compute.
  init?(_ code: Program.Code) {
    switch code {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .minimum: self = .minimum
    case .maximum: self = .maximum
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .sqrt: self = .squareRoot
    case .absolute: self = .magnitude
    case .floor: self = .floor
    case .ceiling: self = .ceiling
    case .select, .power, .exp, .log, .sin, .cos, .tan, .sinh, .cosh, .tanh, .arcsin, .arccos,
      .arctan:
      return nil
    }
  }
}
