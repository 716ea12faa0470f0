import Expressions

/// Writes one attempted step of Rodas5P as formulas over a lane's slots: what is done once a step,
/// what is done in each of its eight stages, and the judgement at its end.
///
/// A stage is one formula, run eight times: short lists and short code stay in a processor's nearest
/// cache, where eight copies would not.
struct StepAssembly {
  typealias Value = LaneFormula.Value

  /// A formula, the values that it must leave behind, and where.
  struct Part {
    var formula = LaneFormula()
    var roots: [Value] = []
    var places: [Value: Int] = [:]

    mutating func leave(_ value: Value, in slot: Int? = nil) {
      roots.append(value)
      if let slot { places[value] = slot }
    }
  }

  /// The Jacobian and its factors at the state, and ∂f/∂t if there is one.
  private(set) var beginning = Part()
  /// A stage from the point and the sum of earlier stages.
  private(set) var stage = Part()
  /// What is asked of the result, in the order of ``Check``, and then the landmarks.
  private(set) var judgement = Part()
  private(set) var layout: StepLayout
  private(set) var memberSlots: [(lane: Int, workspace: Int)] = []
  private(set) var factorCount = 0
  /// Where the beginning leaves ∂f/∂t; nil where time does not enter.
  private(set) var timeSlopes: [Int]?
  private let network: CompiledNetwork
  private var slotOfMember: [Int: Int] = [:]
  private let constants: [Int: Double]

  /// What the judgement leaves before the landmarks.
  enum Check: Int, CaseIterable {
    /// The mean square of scaled errors, its tenth root, and one over that.
    case meanSquareError, errorRoot, inverseErrorRoot
    case smallestSpecies
  }

  init(_ network: CompiledNetwork) throws(LaneRefusal) {
    self.network = network
    layout = StepLayout(stateCount: network.stateCount)
    let first = network.layout.inputCount
    constants = Dictionary(
      uniqueKeysWithValues: network.layout.constants.enumerated().map { (first + $0, $1) })
    try assembleStage(with: assembleBeginning())
    try assembleJudgement()
  }

  private mutating func assembleBeginning() throws(LaneRefusal) -> StageFactors {
    var part = Part()
    let time = part.formula.leaf(LanePlan.Slot.time.rawValue)
    let state = layout.block(layout.state).map { part.formula.leaf($0) }
    let step = part.formula.leaf(LanePlan.Slot.step.rawValue)
    let inverseStep = part.formula.divide(part.formula.constant(1), step)
    part.leave(inverseStep, in: LanePlan.Slot.inverseStep.rawValue)
    let shift = part.formula.multiply(inverseStep, part.formula.constant(1 / Rodas5P.gamma))
    let entries = try evaluate(network.jacobianProgram, state, time, in: &part.formula)
    if let program = network.timeDerivativeProgram {
      timeSlopes = []
      // Copies, since an entry may be a constant or another's equal.
      for value in try evaluate(program, state, time, in: &part.formula) {
        let slot = layout.take()
        let own = part.formula.add(value, part.formula.constant(0))
        timeSlopes?.append(part.places[own] ?? slot)
        part.leave(own, in: part.places[own] ?? slot)
      }
    }
    part.formula.beginSection()
    let factors = StageFactors(
      entries, shift: shift, sparsity: network.sparsity, in: &part.formula)
    factorCount = factors.count
    for value in factors.values where part.places[value] == nil {
      if case .node = part.formula.contents[value] { part.leave(value, in: layout.take()) }
    }
    part.leave(factors.largestRatio)
    part.leave(factors.smallestRatio)
    beginning = part
    return factors
  }

  private mutating func assembleStage(with factors: StageFactors) throws(LaneRefusal) {
    var part = Part()
    let moment = part.formula.leaf(
      (timeSlopes == nil ? LanePlan.Slot.time : .stageTime).rawValue)
    let point = layout.block(layout.point).map { part.formula.leaf($0) }
    let slopes = try evaluate(network.derivativeProgram, point, moment, in: &part.formula)
    part.formula.beginSection()
    let sums = layout.block(layout.sum)
    // One value alone reads each sum, since the stage is left in its slot.
    let right = zip(slopes, sums).map { part.formula.add($0, part.formula.leaf($1)) }
    let known = factors.read { value in
      switch beginning.formula.contents[value] {
      case .leaf(let slot): part.formula.leaf(slot)
      case .constant(let bits): part.formula.constant(Double(bitPattern: bits))
      case .node: part.formula.leaf(beginning.places[value] ?? -1)
      }
    }
    for (value, slot) in zip(known.solve(right, in: &part.formula), sums) {
      part.leave(value, in: slot)
    }
    stage = part
  }

  private mutating func assembleJudgement() throws(LaneRefusal) {
    var part = Part()
    let result = layout.block(layout.point).map { part.formula.leaf($0) }
    let error = part.formula.multiply(
      part.formula.leaf(LanePlan.Slot.sumOfSquares.rawValue),
      part.formula.constant(1 / Double(network.stateCount)))
    part.leave(error)
    let inverse = part.formula.inverseTenthRoot(error)
    part.leave(part.formula.divide(part.formula.constant(1), inverse))
    part.leave(inverse)
    part.leave(smallestSpecies(result, in: &part.formula))
    if !network.landmarks.isEmpty {
      let end = part.formula.add(
        part.formula.leaf(LanePlan.Slot.time.rawValue),
        part.formula.leaf(LanePlan.Slot.step.rawValue))
      for value in try evaluate(network.landmarkProgram, result, end, in: &part.formula) {
        part.leave(value)
      }
    }
    judgement = part
  }

  private mutating func evaluate(
    _ program: Program, _ state: [Value], _ time: Value, in formula: inout LaneFormula
  ) throws(LaneRefusal) -> [Value] {
    let timeSlot = network.stateCount + network.inputSymbols.count
    var members = slotOfMember
    var slots = memberSlots
    var layout = layout
    let constants = constants
    defer { (slotOfMember, memberSlots, self.layout) = (members, slots, layout) }
    return try formula.include(program) { slot, formula in
      if slot < state.count { return state[slot] }
      if slot == timeSlot { return time }
      if let value = constants[slot] { return formula.constant(value) }
      if let known = members[slot] { return formula.leaf(known) }
      let own = layout.take()
      members[slot] = own
      slots.append((lane: own, workspace: slot))
      return formula.leaf(own)
    }
  }

  private func smallestSpecies(_ result: [Value], in formula: inout LaneFormula) -> Value {
    let species = network.stateSymbols.indices.filter {
      network.network.variable(network.stateSymbols[$0])?.isSpecies == true
    }
    guard species.count < result.count else {
      return formula.leaf(LanePlan.Slot.smallestEntry.rawValue)
    }
    return species.reduce(formula.constant(.infinity)) {
      formula.apply(.minimum, $0, result[$1])
    }
  }
}
