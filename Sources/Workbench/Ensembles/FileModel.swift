import Expressions
import FileFormats
import Quantities
import ReactionNetworks
import Simulation

/// A model from a file, compiled so that every species can be read as an amount in the file's own
/// unit.
public struct FileModel: Sendable {
  public let network: CompiledNetwork
  /// Every species of the file, in its order; the network's readouts are their amounts.
  public let species: [Symbol]

  /// - Parameter text: SBML.
  public init(sbml text: String) throws {
    let model = try SBMLReader.network(from: text)
    guard model.variables.contains(where: { $0.isState && $0.behaviour != .heldConstant }) else {
      throw FileModelError.nothingMoves
    }
    let volumes = Dictionary(
      model.compartments.map { ($0.symbol, $0.volume) }, uniquingKeysWith: { first, _ in first })
    species = model.species.map(\.symbol)
    network = try CompiledNetwork(
      model,
      readouts: model.species.map { species in
        var formula = species.symbol.expression
        if case .species(let compartment, .concentration) = species.kind {
          formula = formula * .constant(volumes[compartment] ?? 1)
        }
        return Readout(species.symbol.name, unit: species.unit, formula)
      })
  }

  /// Where a number given by name goes.
  enum Place: Hashable {
    /// The amount of a state entry at the start.
    case state(Int)
    /// An input, and what the number is divided by to become it.
    case input(Int, divisor: Double)
  }

  /// The place of a species' amount or a parameter; nil for a name that nothing can be set by.
  func place(of name: String) -> Place? {
    let symbol = Symbol(name)
    if let index = network.stateIndex(of: symbol) { return .state(index) }
    guard let index = network.inputIndex(of: symbol) else { return nil }
    if case .species(let compartment, .concentration)? = network.network.variable(symbol)?.kind {
      let volume = network.network.compartments.first { $0.symbol == compartment }?.volume
      return .input(index, divisor: volume ?? 1)
    }
    return .input(index, divisor: 1)
  }

  /// The inputs and the starting state with some numbers replaced.
  func start(setting values: [(Place, Double)], at time: Time) -> (
    inputs: [Double], state: [Double]
  ) {
    var inputs = network.inputs()
    for case (.input(let index, let divisor), let value) in values {
      inputs[index] = value / divisor
    }
    var state = network.initialState(inputs: inputs, time: time.seconds)
    for case (.state(let index), let value) in values { state[index] = value }
    return (inputs, state)
  }

  /// What names a number can be given to, for a message.
  var settableNames: [String] {
    (network.stateSymbols + network.inputSymbols).map(\.name).sorted()
  }
}

/// A model file that is sound and has nothing to simulate.
public enum FileModelError: Error {
  /// No reaction or rate rule changes anything.
  case nothingMoves
}

/// Why an ensemble or a simulation of a file could not begin: every fault found.
public struct EnsembleRefusal: Error, Hashable, Sendable {
  public let faults: [Fault]

  public struct Fault: Hashable, Sendable {
    /// The line of the variant table, from 1; nil for what no line holds.
    public let line: Int?
    public let sentence: String
  }
}

extension EnsembleRefusal: CustomStringConvertible {
  public var description: String {
    faults.map { fault in (fault.line.map { "line \($0): " } ?? "") + fault.sentence }
      .joined(separator: "\n")
  }
}
