extension CompiledNetwork {
  /// The derivative at one state, per second: for tests, steady states and printing, not for a solver.
  public func derivative(at state: [Double], inputs: [Double], time: Double = 0) -> [Double] {
    evaluate(state, inputs, time) { workspace, results in
      workspace.derivative.run(on: workspace.slots, writing: results)
    }
  }

  /// The Jacobian at one state as rows of columns.
  public func denseJacobian(
    at state: [Double], inputs: [Double], time: Double = 0
  ) -> [[Double]] {
    let entries = evaluate(state, inputs, time) { workspace, results in
      workspace.jacobian.run(on: workspace.slots, writing: results)
    }
    var rows = [[Double]](repeating: [Double](repeating: 0, count: stateCount), count: stateCount)
    for column in 0..<stateCount {
      for entry in sparsity.columnStarts[column]..<sparsity.columnStarts[column + 1] {
        rows[sparsity.rows[entry]][column] = entries[entry]
      }
    }
    return rows
  }

  /// The readouts at one state.
  public func readouts(at state: [Double], inputs: [Double], time: Double = 0) -> [Double] {
    evaluate(state, inputs, time) { workspace, results in
      workspace.readouts.run(on: workspace.slots, writing: results)
    }
  }

  /// The network's own state at the start, in amounts; NaN where an initial value is left unset.
  public func initialState(inputs: [Double], time: Double = 0) -> [Double] {
    evaluate([Double](repeating: 0, count: stateCount), inputs, time) { workspace, results in
      workspace.initial.run(on: workspace.slots, writing: results)
    }.prefix(stateCount).map(\.self)
  }

  private func evaluate(
    _ state: [Double], _ inputs: [Double], _ time: Double,
    _ body: (borrowing NetworkWorkspace, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    precondition(state.count == stateCount, "one value a state entry")
    let workspace = NetworkWorkspace(self)
    workspace.load(inputs: inputs)
    for (index, value) in state.enumerated() { workspace.slots[index] = value }
    workspace.slots[stateCount + inputSymbols.count] = time
    let capacity = max(sparsity.nonZeroCount, stateCount, readouts.count)
    return [Double](unsafeUninitializedCapacity: capacity) { buffer, count in
      count = capacity
      guard let results = buffer.baseAddress else { return }
      results.initialize(repeating: 0, count: capacity)
      body(workspace, results)
    }
  }
}
