import CLaneKernels

/// What executes the lists of a plan. All give the same bits.
public enum LaneBackend: String, Hashable, Sendable, CaseIterable {
  /// Swift's own vectors: portable, slow, the oracle.
  case swift
  /// The C interpreter.
  case interpreter
}

/// The memory of one thread's lanes, and the lists ready to run on it.
struct LaneMachine: ~Copyable {
  let width: Int
  let memory: UnsafeMutablePointer<Double>
  private let backend: LaneBackend
  private let step: UnsafeMutableBufferPointer<UInt32>
  private let dense: UnsafeMutableBufferPointer<UInt32>
  private let takeover: UnsafeMutableBufferPointer<UInt32>

  /// - Parameter width: how many lanes: 8 for `.swift`; 4, 8 or 16 for `.interpreter`.
  init(_ plan: LanePlan, backend: LaneBackend, width: Int) {
    precondition(
      backend == .swift ? width == SwiftLaneInterpreter.width : [4, 8, 16].contains(width),
      "no back end runs \(width) lanes")
    self.width = width
    self.backend = backend
    step = Self.copy(plan.step, width)
    dense = Self.copy(plan.dense, width)
    takeover = Self.copy(plan.takeover, width)
    let count = plan.slotCount * width
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
    memory = raw.bindMemory(to: Double.self, capacity: count)
    memory.initialize(repeating: 0, count: count)
    for (slot, value) in plan.constants { setAll(slot, value) }
  }

  deinit {
    memory.deallocate()
    step.deallocate()
    dense.deallocate()
    takeover.deallocate()
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
    run(takeover)
    run(step)
  }

  /// Computes the interpolant of the last attempt.
  func interpolate() { run(dense) }

  private func run(_ list: UnsafeMutableBufferPointer<UInt32>) {
    switch (backend, width) {
    case (.swift, _): SwiftLaneInterpreter.run(UnsafeBufferPointer(list), on: memory)
    case (.interpreter, 4): lane_list_run_4(list.baseAddress, list.count, memory)
    case (.interpreter, 8): lane_list_run_8(list.baseAddress, list.count, memory)
    case (.interpreter, _): lane_list_run_16(list.baseAddress, list.count, memory)
    }
  }
}
