import Expressions
import Simulation

/// Where the clock's states and inputs are among those of the whole cell.
struct ClockMap: Sendable {
  private let clock: CompiledNetwork
  private let stateIndices: [Int]
  private let inputIndices: [Int]

  /// nil for a cell without a clock. It is a model's mistake if the clock has what the cell has not.
  init?(_ experiment: CellExperiment) {
    guard let clock = experiment.clock else { return nil }
    let network = experiment.network
    self.clock = clock
    stateIndices = clock.stateSymbols.map { symbol in
      guard let index = network.stateIndex(of: symbol) else {
        preconditionFailure("the clock's \(symbol) is no state of the cell")
      }
      return index
    }
    inputIndices = clock.inputSymbols.map { symbol in
      guard let index = network.inputIndex(of: symbol) else {
        preconditionFailure("the clock's \(symbol) is no input of the cell")
      }
      return index
    }
  }

  func holds(_ symbol: Symbol) -> Bool {
    clock.stateIndex(of: symbol) != nil || clock.inputIndex(of: symbol) != nil
  }

  func state(of stretch: CellStretch) -> [Double] { stateIndices.map { stretch.state[$0] } }
  func inputs(of stretch: CellStretch) -> [Double] { inputIndices.map { stretch.inputs[$0] } }
}
