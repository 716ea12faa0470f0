import CLaneKernels

/// What executes the lists of a plan. All give the same bits.
public enum LaneBackend: String, Hashable, Sendable, CaseIterable {
  /// Swift's own vectors: portable, slow, the oracle.
  case swift
  /// The C interpreter.
  case interpreter
  /// Machine code made for the network; needs a ``LaneKernelProvider``.
  case native

  /// The interpreter, or machine code where an ensemble is large enough to repay the compiler.
  ///
  /// Compiling takes 0.35 to 0.5 ms an operation. Machine code saves about 0.4 ns an operation and
  /// attempt as long as it and its numbers stay in a processor's nearest caches, and 0.15 ns beyond
  /// some 4,000 operations; a member makes 100 to 500 attempts. `Documentation/Performance.md` has the
  /// measurements.
  package static func thatRepays(members: Int, operations: Int) -> LaneBackend {
    members >= membersThatRepay(operations: operations) ? .native : .interpreter
  }

  /// The fewest members for which machine code is chosen.
  package static func membersThatRepay(operations: Int) -> Int {
    operations <= 4_000 ? 6_000 : 20_000
  }
}

/// Makes machine code for a plan.
public protocol LaneKernelProvider: Sendable {
  /// The code, compiled or found again; nil where this machine cannot make it.
  func kernel(for network: CompiledNetwork) -> LaneKernel?
}

extension LaneKernel {
  /// The instruction set of this processor as a compiler's `-march` names it; empty for the baseline.
  package static var processorTarget: String { String(cString: lane_target()) }
}

/// A plan's lists as machine code, to be run on memory of its own width.
public struct LaneKernel: Sendable {
  package typealias Function = @convention(c) (UnsafeMutablePointer<Double>) -> Void

  package let plan: LanePlan
  package let width: Int
  /// Takes over accepted results and attempts a step.
  package let step: Function
  package let dense: Function
  /// What the code was compiled for, and how long that took; 0 where it was found compiled.
  public let target: String
  public let secondsToCompile: Double

  package init(
    plan: LanePlan, width: Int, step: @escaping Function, dense: @escaping Function,
    target: String, secondsToCompile: Double
  ) {
    self.plan = plan
    self.width = width
    self.step = step
    self.dense = dense
    self.target = target
    self.secondsToCompile = secondsToCompile
  }
}

/// What runs a machine's lists.
package enum LaneExecution: Sendable {
  /// Eight lanes.
  case swift
  /// 4, 8 or 16 lanes.
  case interpreter(width: Int)
  case native(LaneKernel)

  var width: Int {
    switch self {
    case .swift: SwiftLaneInterpreter.width
    case .interpreter(let width): width
    case .native(let kernel): kernel.width
    }
  }
}

/// The memory of one thread's lanes, and the lists ready to run on it.
struct LaneMachine: ~Copyable {
  let width: Int
  let memory: UnsafeMutablePointer<Double>
  private typealias Interpreter =
    (UnsafeMutableBufferPointer<UInt32>, UnsafeMutablePointer<Double>) -> Void
  private let interpreter: Interpreter
  private let kernel: (step: LaneKernel.Function, dense: LaneKernel.Function)?
  /// Each list of the plan, and in the end the interpolant's, with slots as places.
  private let lists: UnsafeMutableBufferPointer<UnsafeMutableBufferPointer<UInt32>>
  private let step: [Int]

  init(_ plan: LanePlan, _ execution: LaneExecution) {
    let width = execution.width
    self.width = width
    interpreter = Self.interpreter(for: execution)
    if case .native(let native) = execution {
      kernel = (native.step, native.dense)
    } else {
      kernel = nil
    }
    step = plan.step
    let all = plan.lists + [plan.dense]
    lists = .allocate(capacity: all.count)
    _ = lists.initialize(from: all.map { Self.copy($0, width) })
    let count = plan.slotCount * width
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Double>.stride, alignment: 128)
    memory = raw.bindMemory(to: Double.self, capacity: count)
    memory.initialize(repeating: 0, count: count)
    for (slot, value) in plan.constants { setAll(slot, value) }
  }

  deinit {
    memory.deallocate()
    for list in lists { list.deallocate() }
    lists.deallocate()
  }

  private static func copy(_ list: LaneList, _ width: Int) -> UnsafeMutableBufferPointer<UInt32> {
    let words = list.words(forLanes: width)
    let buffer = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: words.count)
    _ = buffer.initialize(from: words)
    return buffer
  }

  @inline(__always)
  func get(_ slot: Int, _ lane: Int) -> Double { memory[slot &* width &+ lane] }

  @inline(__always)
  func set(_ slot: Int, _ lane: Int, _ value: Double) { memory[slot &* width &+ lane] = value }

  private func setAll(_ slot: Int, _ value: Double) {
    for lane in 0..<width { set(slot, lane, value) }
  }

  /// Makes accepted results the state, then attempts a step in every lane.
  func attemptStep() {
    if let kernel {
      kernel.step(memory)
    } else {
      for number in step { interpreter(lists[number], memory) }
    }
  }

  /// Computes the interpolant of the last attempt.
  func interpolate() {
    if let kernel {
      kernel.dense(memory)
    } else {
      interpreter(lists[lists.count - 1], memory)
    }
  }

  private static func interpreter(for execution: LaneExecution) -> Interpreter {
    switch execution {
    case .swift: { SwiftLaneInterpreter.run(UnsafeBufferPointer($0), on: $1) }
    case .interpreter(4): { lane_list_run_4($0.baseAddress, $0.count, $1) }
    case .interpreter(8): { lane_list_run_8($0.baseAddress, $0.count, $1) }
    case .interpreter(16): { lane_list_run_16($0.baseAddress, $0.count, $1) }
    case .interpreter, .native:
      { _, _ in preconditionFailure("no interpreter runs these lanes") }
    }
  }
}
