/// A flat list of operations over numbered slots: what a graph becomes when it is to be run.
///
/// Slots hold, in this order: the inputs, the constants, and the intermediate values. Several
/// programs may share one workspace, so that values which only depend on parameters are computed
/// once and read by the programs that follow.
public struct Program: Sendable {
  /// One operation; unused operands are slot 0.
  @frozen
  public struct Instruction: Sendable {
    public let operation: Code
    public let result: Int32
    public let first: Int32
    public let second: Int32
    public let third: Int32
  }

  /// What an instruction does.
  public enum Code: UInt8, Sendable {
    case add, subtract, multiply, divide, power, minimum, maximum, select
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
    case exp, log, sqrt, sin, cos, tan, sinh, cosh, tanh, arcsin, arccos, arctan
    case absolute, floor, ceiling
  }

  public let instructions: [Instruction]
  /// Where each result of the program is found after it has run.
  public let outputs: [Int32]

  /// Runs every instruction in order; see ``run(_:on:)``.
  public func run(on slots: UnsafeMutablePointer<Double>) {
    instructions.withUnsafeBufferPointer { Self.run($0, on: slots) }
  }

  /// Runs a list of instructions in order.
  ///
  /// Allocates nothing and counts no references, so a solver can keep the list in memory of its own.
  /// `slots` must be the workspace of the ``SlotLayout`` that made the program, its inputs and
  /// constants in place.
  public static func run(
    _ list: UnsafeBufferPointer<Instruction>, on slots: UnsafeMutablePointer<Double>
  ) {
    for instruction in list {
      let a = slots[Int(instruction.first)]
      let b = slots[Int(instruction.second)]
      let value: Double
      switch instruction.operation {
      case .multiply: value = a * b
      case .add: value = a + b
      case .subtract: value = a - b
      case .divide: value = a / b
      case .power: value = Elementary.power(a, b)
      case .minimum: value = b < a ? b : a
      case .maximum: value = b > a ? b : a
      case .select: value = a != 0 ? b : slots[Int(instruction.third)]
      case .less: value = a < b ? 1 : 0
      case .lessOrEqual: value = a <= b ? 1 : 0
      case .greater: value = a > b ? 1 : 0
      case .greaterOrEqual: value = a >= b ? 1 : 0
      case .equal: value = a == b ? 1 : 0
      case .notEqual: value = a != b ? 1 : 0
      case .sqrt: value = a.squareRoot()
      case .absolute: value = a.magnitude
      case .floor: value = a.rounded(.down)
      case .ceiling: value = a.rounded(.up)
      case .exp: value = Elementary.apply(.exp, a)
      case .log: value = Elementary.apply(.log, a)
      case .sin: value = Elementary.apply(.sin, a)
      case .cos: value = Elementary.apply(.cos, a)
      case .tan: value = Elementary.apply(.tan, a)
      case .sinh: value = Elementary.apply(.sinh, a)
      case .cosh: value = Elementary.apply(.cosh, a)
      case .tanh: value = Elementary.apply(.tanh, a)
      case .arcsin: value = Elementary.apply(.arcsin, a)
      case .arccos: value = Elementary.apply(.arccos, a)
      case .arctan: value = Elementary.apply(.arctan, a)
      }
      slots[Int(instruction.result)] = value
    }
  }
}

extension Program.Code {
  init(_ function: ElementaryFunction) {
    self =
      switch function {
      case .exp: .exp
      case .log: .log
      case .sqrt: .sqrt
      case .sin: .sin
      case .cos: .cos
      case .tan: .tan
      case .sinh: .sinh
      case .cosh: .cosh
      case .tanh: .tanh
      case .arcsin: .arcsin
      case .arccos: .arccos
      case .arctan: .arctan
      case .absolute: .absolute
      case .floor: .floor
      case .ceiling: .ceiling
      }
  }

  init(_ comparison: Expression.Comparison) {
    self =
      switch comparison {
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      case .greaterOrEqual: .greaterOrEqual
      case .equal: .equal
      case .notEqual: .notEqual
      }
  }
}
