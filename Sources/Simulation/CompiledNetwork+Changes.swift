import Expressions

extension CompiledNetwork {
  /// Carries out the changes of one moment on a state and its inputs, the same for every engine.
  ///
  /// A value given for a concentration becomes an amount by its volume. It is a caller's mistake to
  /// change what is neither a state entry nor an input.
  func apply(
    _ changes: [Change], to state: UnsafeMutablePointer<Double>, _ inputs: inout [Double]
  ) {
    for change in changes {
      if let index = stateIndex[change.target] {
        let volume = volumes[index]
        switch change {
        case .set(_, let value): state[index] = value * volume
        case .add(_, let value): state[index] += value * volume
        }
      } else if let index = inputIndex[change.target] {
        switch change {
        case .set(_, let value): inputs[index] = value
        case .add(_, let value): inputs[index] += value
        }
      } else {
        preconditionFailure("\(change.target) is nothing that a schedule can change")
      }
    }
  }
}
