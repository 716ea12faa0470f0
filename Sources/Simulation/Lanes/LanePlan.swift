import Expressions
import ReactionNetworks

/// A network made ready for lanes: one Rosenbrock step as flat lists of operations.
///
/// Made once per ``CompiledNetwork`` and shared by every thread. The Jacobian is symbolic, its order
/// of elimination is chosen once, and factorisation and solution are unrolled.
package struct LanePlan: Sendable {
  /// Slots whose meaning the engine and the lists share; see ``StepLayout`` for those that follow.
  enum Slot: Int, CaseIterable {
    case time, step, inverseStep
    /// The moment within the step at which a stage is evaluated, where time enters.
    case stageTime
    case relativeTolerance, absoluteTolerance
    /// Not 0 where the last attempt was accepted and its result becomes the state.
    case accepted
    /// Of the scaled errors of the last attempt, and the smallest entry of its result.
    case sumOfSquares, smallestEntry
  }

  let stateCount: Int
  let landmarkCount: Int
  /// The lists of which a step is made, each once.
  package let lists: [LaneList]
  /// An attempted step: the numbers of the lists to run one after the other.
  package let step: [Int]
  let stepOutputs: StepOutputs
  /// The rows of Rodas5P's interpolant, from the last attempt.
  package let dense: LaneList
  /// Slots of a lane, and the workspace slots of the network that they hold.
  let memberSlots: [(lane: Int, workspace: Int)]
  package let constants: [(slot: Int, value: Double)]
  let slotCount: Int
  /// Entries of L and U together, diagonal included.
  package let factorCount: Int

  /// Where an attempt leaves what the engine reads.
  struct StepOutputs: Sendable {
    let result: [Int]
    let stages: [[Int]]
    /// The mean square of scaled errors, its tenth root, and one over that.
    let meanSquareError, errorRoot, inverseErrorRoot: Int
    /// By how much a pivot shrank or grew at most, as |before / after|.
    let largestPivotRatio, smallestPivotRatio: Int
    /// The smallest amount of any species.
    let smallestSpecies: Int
    let landmarks: [Int]
  }

  static func stateSlot(_ index: Int) -> Int { Slot.allCases.count + index }

  /// Operations that are compiled, each list counted once.
  package var operationCount: Int { lists.reduce(0) { $0 + $1.operationCount } }
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
    let assembly = try StepAssembly(network)
    let layout = assembly.layout
    memberSlots = assembly.memberSlots
    factorCount = assembly.factorCount
    var slots = LaneSlots(fixed: layout.count)
    func list(_ part: StepAssembly.Part) -> LaneList {
      LaneScheduler.list(
        of: part.formula, roots: part.roots, places: part.places, order: order, in: &slots)
    }
    let beginning = list(assembly.beginning)
    let stage = list(assembly.stage)
    let judgement = list(assembly.judgement)
    var join = StageJoin(layout, timeSlopes: assembly.timeSlopes, slots)
    let joins = (0..<8).map { join.list(before: $0) }
    slots = join.slots
    lists = [join.takeover, beginning, stage, join.judgement, judgement] + joins
    step = [0, 1] + (0..<8).flatMap { joins[$0].words.isEmpty ? [2] : [5 + $0, 2] } + [3, 4]

    let pivots = beginning.outputs.suffix(2).map(\.self)
    let checks = judgement.outputs
    let stages = (1...7).map { layout.block(layout.stage($0)) } + [layout.block(layout.sum)]
    func check(_ check: StepAssembly.Check) -> Int { checks[check.rawValue] }
    stepOutputs = StepOutputs(
      result: layout.block(layout.point), stages: stages,
      meanSquareError: check(.meanSquareError), errorRoot: check(.errorRoot),
      inverseErrorRoot: check(.inverseErrorRoot), largestPivotRatio: pivots[0],
      smallestPivotRatio: pivots[1], smallestSpecies: check(.smallestSpecies),
      landmarks: Array(checks.dropFirst(StepAssembly.Check.allCases.count)))

    var interpolant = StepAssembly.Part()
    for weights in Rodas5P.dense {
      for entry in 0..<stateCount {
        var sum: LaneFormula.Value?
        for (stage, weight) in weights.enumerated() {
          let factor = interpolant.formula.constant(weight)
          sum = interpolant.formula.multiplyAdd(
            sum, interpolant.formula.leaf(stages[stage][entry]), factor)
        }
        if let sum { interpolant.leave(sum) }
      }
    }
    dense = list(interpolant)
    constants = slots.constants
    slotCount = slots.count
  }
}
