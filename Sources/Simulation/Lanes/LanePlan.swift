import Expressions
import ReactionNetworks

/// A network made ready for lanes: one Rosenbrock step as a flat list of operations.
///
/// Made once per ``CompiledNetwork`` and shared by every thread. The Jacobian is symbolic, its order
/// of elimination is chosen once, and factorisation and solution are unrolled.
package struct LanePlan: Sendable {
  /// Slots whose meaning the engine and the lists share; the state follows them.
  enum Slot: Int, CaseIterable {
    case time, step
    /// 1/(γh) and 1/h.
    case shift, inverseStep
    case relativeTolerance, absoluteTolerance
    /// Not 0 where the last attempt was accepted and its result becomes the state.
    case accepted
  }

  let stateCount: Int
  let landmarkCount: Int
  /// Makes accepted results the state.
  package let takeover: LaneList
  /// Makes an attempt from the state.
  package let step: LaneList
  let stepOutputs: StepOutputs
  /// The rows of Rodas5P's interpolant, from the last attempt.
  package let dense: LaneList
  /// Slots of a lane, and the workspace slots of the network that they hold.
  let memberSlots: [(lane: Int, workspace: Int)]
  let constants: [(slot: Int, value: Double)]
  let slotCount: Int
  /// Entries of L and U together, diagonal included.
  package let factorCount: Int

  /// Where an attempt leaves what the engine reads.
  struct StepOutputs: Sendable {
    let result: [Int]
    let stages: [[Int]]
    /// The sum of squares of scaled errors.
    let error: Int
    /// By how much a pivot shrank or grew at most, as |before / after|.
    let largestPivotRatio, smallestPivotRatio: Int
    /// The smallest amount of any species.
    let smallestSpecies: Int
    let landmarks: [Int]
  }

  static func stateSlot(_ index: Int) -> Int { Slot.allCases.count + index }

  package var operationCount: Int { step.operationCount }
  package var runCount: Int { step.runCount }
  package var slots: Int { slotCount }

  /// How a list's operations are ordered: which is fast depends on what runs it, and changes no bit.
  package enum Order: Sendable {
    /// Long runs of one kind, for an interpreter.
    case runs
    /// As the formula was written, each value near its readers, for a compiler.
    case asWritten
  }

  package init(_ network: CompiledNetwork, order: Order = .runs) throws(LaneRefusal) {
    guard network.stateCount > 0 else { throw .noState }
    stateCount = network.stateCount
    landmarkCount = network.landmarks.count
    // Fixed slots, then the new state of each entry, then members' own numbers.
    let fixed = Slot.allCases.count + stateCount
    var assembly = StepAssembly(network, firstMemberSlot: fixed)
    let roots = try assembly.assemble()
    memberSlots = assembly.memberSlots
    factorCount = assembly.factorCount
    var slots = LaneSlots(fixed: fixed + assembly.memberSlots.count)
    step = LaneScheduler.list(of: assembly.formula, roots: roots.all, order: order, in: &slots)
    let outputs = step.outputs
    var next = 0
    func take(_ count: Int) -> [Int] {
      defer { next += count }
      return Array(outputs[next..<next + count])
    }
    let count = stateCount
    let result = take(count)
    let stages = (0..<8).map { _ in take(count) }
    let checks = take(4)
    stepOutputs = StepOutputs(
      result: result, stages: stages, error: checks[0], largestPivotRatio: checks[1],
      smallestPivotRatio: checks[2], smallestSpecies: checks[3],
      landmarks: take(network.landmarks.count))
    takeover = LaneList(
      copying: result, to: (0..<count).map { Self.stateSlot($0) }, where: Slot.accepted.rawValue)
    var interpolant = LaneFormula()
    var rows: [LaneFormula.Value] = []
    for weights in Rodas5P.dense {
      for entry in 0..<count {
        var sum: LaneFormula.Value?
        for (stage, weight) in weights.enumerated() {
          let factor = interpolant.constant(weight)
          sum = interpolant.multiplyAdd(sum, interpolant.leaf(stages[stage][entry]), factor)
        }
        if let sum { rows.append(sum) }
      }
    }
    dense = LaneScheduler.list(of: interpolant, roots: rows, order: order, in: &slots)
    constants = slots.constants
    slotCount = slots.count
  }
}
