import Expressions

/// The memory in which one thread evaluates a compiled network.
///
/// All programs are copied in, so that an evaluation touches nothing shared: no reference is counted
/// in the inner loop.
struct NetworkWorkspace: ~Copyable {
  let slots: UnsafeMutablePointer<Double>
  let stateCount: Int
  let inputCount: Int
  let inputs: ProgramCopy
  let derivative: ProgramCopy
  let jacobian: ProgramCopy
  let readouts: ProgramCopy
  let landmarks: ProgramCopy
  let initial: ProgramCopy

  init(_ network: CompiledNetwork) {
    slots = .allocate(capacity: network.layout.slotCount)
    network.layout.prepare(slots)
    stateCount = network.stateSymbols.count
    inputCount = network.inputSymbols.count
    inputs = ProgramCopy(network.inputProgram)
    derivative = ProgramCopy(network.derivativeProgram)
    jacobian = ProgramCopy(network.jacobianProgram)
    readouts = ProgramCopy(network.readoutProgram)
    landmarks = ProgramCopy(network.landmarkProgram)
    initial = ProgramCopy(network.initialProgram)
  }

  deinit {
    slots.deallocate()
    inputs.deallocate()
    derivative.deallocate()
    jacobian.deallocate()
    readouts.deallocate()
    landmarks.deallocate()
    initial.deallocate()
  }

  /// Sets the inputs and computes everything that rests on them alone.
  func load(inputs values: [Double]) {
    precondition(values.count == inputCount, "one value an input")
    for (offset, value) in values.enumerated() { slots[stateCount + offset] = value }
    inputs.run(on: slots)
  }

  /// A program in memory of its own.
  struct ProgramCopy {
    let instructions: UnsafeMutableBufferPointer<Program.Instruction>
    let outputs: UnsafeMutableBufferPointer<Int32>

    init(_ program: Program) {
      instructions = .allocate(capacity: program.instructions.count)
      _ = instructions.initialize(from: program.instructions)
      outputs = .allocate(capacity: program.outputs.count)
      _ = outputs.initialize(from: program.outputs)
    }

    func deallocate() {
      instructions.deallocate()
      outputs.deallocate()
    }

    /// Runs the program on slots whose state and time are in place.
    @inline(__always)
    func run(on slots: UnsafeMutablePointer<Double>) {
      Program.run(UnsafeBufferPointer(instructions), on: slots)
    }

    /// Runs the program, then copies its outputs out.
    @inline(__always)
    func run(
      on slots: UnsafeMutablePointer<Double>, writing results: UnsafeMutablePointer<Double>
    ) {
      run(on: slots)
      for index in 0..<outputs.count { results[index] = slots[Int(outputs[index])] }
    }
  }
}
