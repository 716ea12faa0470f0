import Expressions

/// Writes one attempted step of Rodas5P as a formula over a lane's slots.
struct StepAssembly {
  typealias Value = LaneFormula.Value

  private(set) var formula = LaneFormula()
  private(set) var memberSlots: [(lane: Int, workspace: Int)] = []
  private(set) var factorCount = 0
  private let network: CompiledNetwork
  private let firstMemberSlot: Int
  private var slotOfMember: [Int: Int] = [:]
  private let constants: [Int: Double]

  /// What the list must leave behind.
  struct Roots {
    var result: [Value] = []
    var stages: [[Value]] = []
    var checks: [Value] = []
    var landmarks: [Value] = []

    var all: [Value] { result + stages.flatMap(\.self) + checks + landmarks }
  }

  init(_ network: CompiledNetwork, firstMemberSlot: Int) {
    self.network = network
    self.firstMemberSlot = firstMemberSlot
    let first = network.layout.inputCount
    constants = Dictionary(
      uniqueKeysWithValues: network.layout.constants.enumerated().map { (first + $0, $1) })
  }

  mutating func assemble() throws(LaneRefusal) -> Roots {
    let count = network.stateCount
    let time = leaf(.time)
    let step = leaf(.step)
    let state = (0..<count).map { formula.leaf(LanePlan.stateSlot($0)) }

    let entries = try evaluate(network.jacobianProgram, state, time)
    let slopes = try evaluate(network.derivativeProgram, state, time)
    let timeSlopes = try network.timeDerivativeProgram.map { program throws(LaneRefusal) in
      try evaluate(program, state, time)
    }
    formula.beginSection()
    let factors = factorise(entries)

    var roots = Roots()
    var point = state
    var base = state
    for stage in 0..<8 {
      formula.beginSection()
      var right: [Value]
      if stage == 0 {
        right = slopes
      } else {
        for entry in 0..<count {
          if stage <= 5 {
            base[entry] = state[entry]
            for (earlier, weight) in Rodas5P.a[stage].enumerated() {
              base[entry] = formula.multiplyAdd(
                base[entry], roots.stages[earlier][entry], formula.constant(weight))
            }
          } else {
            base[entry] = formula.add(base[entry], roots.stages[stage - 1][entry])
          }
        }
        point = base
        formula.beginSection()
        let moment =
          network.timeDerivativeProgram == nil
          ? time : formula.multiplyAdd(time, step, formula.constant(Rodas5P.times[stage]))
        right = try evaluate(network.derivativeProgram, point, moment)
        formula.beginSection()
        let weights = Rodas5P.c[stage].map {
          formula.multiply(leaf(.inverseStep), formula.constant($0))
        }
        for entry in 0..<count {
          for (earlier, weight) in weights.enumerated() {
            right[entry] = formula.multiplyAdd(right[entry], roots.stages[earlier][entry], weight)
          }
        }
      }
      if let timeSlopes, Rodas5P.timeWeights[stage] != 0 {
        let weight = formula.multiply(step, formula.constant(Rodas5P.timeWeights[stage]))
        for entry in 0..<count {
          right[entry] = formula.multiplyAdd(right[entry], timeSlopes[entry], weight)
        }
      }
      formula.beginSection()
      roots.stages.append(factors.solve(right, in: &formula))
    }
    formula.beginSection()
    roots.result = (0..<count).map { formula.add(point[$0], roots.stages[7][$0]) }
    roots.checks = [error(roots, from: state), factors.largestRatio, factors.smallestRatio]
    roots.checks.append(smallestSpecies(roots.result))
    if !network.landmarks.isEmpty {
      roots.landmarks = try evaluate(
        network.landmarkProgram, roots.result, formula.add(time, step))
    }
    return roots
  }

  private mutating func leaf(_ slot: LanePlan.Slot) -> Value { formula.leaf(slot.rawValue) }

  private mutating func evaluate(
    _ program: Program, _ state: [Value], _ time: Value
  ) throws(LaneRefusal) -> [Value] {
    let timeSlot = network.stateCount + network.inputSymbols.count
    var members = slotOfMember
    var slots = memberSlots
    let first = firstMemberSlot
    let constants = constants
    defer { (slotOfMember, memberSlots) = (members, slots) }
    return try formula.include(program) { slot, formula in
      if slot < state.count { return state[slot] }
      if slot == timeSlot { return time }
      if let value = constants[slot] { return formula.constant(value) }
      if let known = members[slot] { return formula.leaf(known) }
      let own = first + slots.count
      members[slot] = own
      slots.append((lane: own, workspace: slot))
      return formula.leaf(own)
    }
  }

  /// The factors of J − 1/(γh), which is the matrix of the stages with its sign changed: then every
  /// step of elimination and solution is a product added.
  private mutating func factorise(_ entries: [Value]) -> Factors {
    let sparsity = network.sparsity
    let ordering = MarkowitzOrdering(sparsity)
    let count = ordering.order.count
    var rows = [[Int: Value]](repeating: [:], count: count)
    let shift = leaf(.shift)
    for column in 0..<count {
      for place in sparsity.columnStarts[column]..<sparsity.columnStarts[column + 1] {
        let row = sparsity.rows[place]
        let entry = entries[place]
        if row == column {
          rows[row][column] = formula.subtract(entry, shift)
        } else if formula.constantValue(entry) != 0 {
          rows[row][column] = entry
        }
      }
    }
    var multipliers = [[(row: Int, value: Value)]](repeating: [], count: count)
    var inverses: [Value] = []
    var largest = formula.constant(0)
    var smallest = formula.constant(.infinity)
    let minusOne = formula.constant(-1)
    for (position, pivot) in ordering.order.enumerated() {
      let diagonal = rows[pivot][pivot] ?? formula.constant(0)
      // −1 / pivot, by which both factors are scaled.
      let inverse = formula.divide(minusOne, diagonal)
      inverses.append(inverse)
      let original = formula.subtract(entries[diagonalPlace(pivot)], shift)
      if original != diagonal {
        let ratio = formula.multiply(original, inverse)
        largest = formula.apply(.maximumMagnitude, largest, ratio)
        smallest = formula.apply(.minimumMagnitude, smallest, ratio)
      }
      for row in ordering.lower[position] {
        guard let entry = rows[row][pivot] else { continue }
        let multiplier = formula.multiply(entry, inverse)
        multipliers[position].append((row, multiplier))
        for column in ordering.upper[position] {
          guard let right = rows[pivot][column] else { continue }
          rows[row][column] = formula.multiplyAdd(rows[row][column], multiplier, right)
        }
      }
    }
    let upper = ordering.order.indices.map { position in
      ordering.upper[position].compactMap { column in
        rows[ordering.order[position]][column].map { (column: column, value: $0) }
      }
    }
    factorCount =
      count + multipliers.reduce(0) { $0 + $1.count } + upper.reduce(0) { $0 + $1.count }
    return Factors(
      order: ordering.order, multipliers: multipliers, inverses: inverses, upper: upper,
      largestRatio: largest, smallestRatio: smallest)
  }

  private func diagonalPlace(_ entry: Int) -> Int {
    let range = network.sparsity.columnStarts[entry]..<network.sparsity.columnStarts[entry + 1]
    guard let place = range.first(where: { network.sparsity.rows[$0] == entry }) else {
      preconditionFailure("the pattern holds the diagonal")
    }
    return place
  }

  /// Σ (u₈ / (atol + rtol · max(|y₀|, |y₁|)))².
  private mutating func error(_ roots: Roots, from state: [Value]) -> Value {
    let relative = leaf(.relativeTolerance)
    let absolute = leaf(.absoluteTolerance)
    var sum: Value?
    for entry in state.indices {
      let before = formula.apply(.magnitude, state[entry])
      let size = formula.apply(.maximumMagnitude, before, roots.result[entry])
      let scale = formula.multiplyAdd(absolute, relative, size)
      let ratio = formula.divide(roots.stages[7][entry], scale)
      sum = formula.multiplyAdd(sum, ratio, ratio)
    }
    return sum ?? formula.constant(0)
  }

  private mutating func smallestSpecies(_ result: [Value]) -> Value {
    var smallest = formula.constant(.infinity)
    for (entry, symbol) in network.stateSymbols.enumerated()
    where network.network.variable(symbol)?.isSpecies == true {
      smallest = formula.apply(.minimum, smallest, result[entry])
    }
    return smallest
  }

  /// L and U of the stage matrix.
  private struct Factors {
    let order: [Int]
    let multipliers: [[(row: Int, value: Value)]]
    let inverses: [Value]
    let upper: [[(column: Int, value: Value)]]
    let largestRatio, smallestRatio: Value

    func solve(_ right: [Value], in formula: inout LaneFormula) -> [Value] {
      var solution = right
      for (position, pivot) in order.enumerated() {
        for (row, value) in multipliers[position] {
          solution[row] = formula.multiplyAdd(solution[row], value, solution[pivot])
        }
      }
      formula.beginSection()
      for (position, pivot) in order.enumerated().reversed() {
        var sum = solution[pivot]
        for (column, value) in upper[position].reversed() {
          sum = formula.multiplyAdd(sum, value, solution[column])
        }
        solution[pivot] = formula.multiply(sum, inverses[position])
      }
      return solution
    }
  }
}
