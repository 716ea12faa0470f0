import Expressions
import Quantities
import ReactionNetworks

/// A network ready to run: its derivative, its Jacobian and what is read from it, as flat programs.
///
/// A network is compiled once and shared by every run and every thread. The state holds one entry
/// per integrated variable, as an amount (concentration times volume; the same number where the
/// volume is 1). Parameters, and variables that only doses and events change, are inputs of a run.
/// Every engine executes these programs.
public struct CompiledNetwork: Sendable {
  public let network: ReactionNetwork
  /// What each entry of the state is.
  public let stateSymbols: [Symbol]
  /// What each entry of the inputs is: parameters, then variables that are held constant.
  public let inputSymbols: [Symbol]
  /// The network's own value of each input, NaN where it is left unset.
  public let defaultInputs: [Double]
  public let readouts: [Readout]
  public let landmarks: [Landmark]
  /// The non-zero entries of the Jacobian, by column, diagonal included.
  public let sparsity: Sparsity

  /// The workspace that all programs share: state, inputs, time, then constants and the rest.
  public let layout: SlotLayout
  /// Everything that only inputs determine; run once after they change.
  public let inputProgram: Program
  /// One output a state entry, per second.
  public let derivativeProgram: Program
  /// One output a non-zero of ``sparsity``.
  public let jacobianProgram: Program
  /// One output a state entry: its derivative's partial derivative in time; nil if time does not
  /// enter.
  public let timeDerivativeProgram: Program?
  /// One output a readout.
  public let readoutProgram: Program
  /// One output a landmark.
  public let landmarkProgram: Program
  /// One output a state entry: its value at the start, from inputs alone.
  public let initialProgram: Program

  let stateIndex: [Symbol: Int]
  let inputIndex: [Symbol: Int]
  /// The volume that turns a symbol's value into its state entry, for a change given by symbol.
  let volumes: [Double]
  private let lanePlanOnce = LanePlanOnce()

  /// A square sparse pattern by compressed columns.
  public struct Sparsity: Sendable, Hashable {
    /// Where each column begins in ``rows``; one more entry than there are columns.
    public let columnStarts: [Int]
    /// The row of each entry, ascending within a column.
    public let rows: [Int]
    public var nonZeroCount: Int { rows.count }
  }

  /// - Parameters:
  ///   - readouts: what a run reports; nil for every variable by its own symbol.
  ///   - landmarks: moments to be located.
  public init(
    _ network: ReactionNetwork, readouts: [Readout]? = nil, landmarks: [Landmark] = []
  ) throws(CompilationError) {
    var compiler = try NetworkCompiler(network)
    let readouts =
      readouts
      ?? network.variables.map { Readout($0.symbol.name, unit: $0.unit, $0.symbol.expression) }
    let parts = try compiler.compile(readouts: readouts, landmarks: landmarks)
    self.network = network
    self.readouts = readouts
    self.landmarks = landmarks
    stateSymbols = compiler.stateSymbols
    inputSymbols = compiler.inputSymbols
    defaultInputs = compiler.defaultInputs
    stateIndex = compiler.stateIndex
    inputIndex = compiler.inputIndex
    volumes = compiler.volumes
    sparsity = parts.sparsity
    layout = parts.layout
    inputProgram = parts.inputs
    derivativeProgram = parts.derivative
    jacobianProgram = parts.jacobian
    timeDerivativeProgram = parts.timeDerivative
    readoutProgram = parts.readouts
    landmarkProgram = parts.landmarks
    initialProgram = parts.initial
  }

  public var stateCount: Int { stateSymbols.count }

  /// The network made ready for lanes; made at the first call and kept.
  package func lanePlan() throws(LaneRefusal) -> LanePlan {
    try lanePlanOnce.plan(for: self).get()
  }

  /// The place of a symbol among the inputs; nil if it is none.
  public func inputIndex(of symbol: Symbol) -> Int? { inputIndex[symbol] }

  /// The place of a symbol in the state; nil if it has none.
  public func stateIndex(of symbol: Symbol) -> Int? { stateIndex[symbol] }

  /// The network's own inputs with some replaced.
  ///
  /// It is a caller's mistake to name a symbol that is no input.
  public func inputs(setting values: [Symbol: Double] = [:]) -> [Double] {
    var inputs = defaultInputs
    for (symbol, value) in values {
      guard let index = inputIndex[symbol] else {
        preconditionFailure("\(symbol) is no input of \(network.name)")
      }
      inputs[index] = value
    }
    return inputs
  }
}

/// Why a network cannot be compiled for the engines there are.
public enum CompilationError: Error, Hashable, Sendable {
  /// The network contradicts itself.
  case faulty([NetworkFault])
  /// The network is sound, and says something that no engine here runs yet.
  case unsupported(Feature, in: Symbol)

  public enum Feature: String, Hashable, Sendable {
    case delay = "a delay"
    case algebraicConstraint = "an algebraic constraint"
    case event = "an event of the model's own"
  }
}
