/// Turns a formula into a list: fuses sums, orders operations into runs, and gives values slots.
struct LaneScheduler {
  private var operations: [LaneOperation?]
  private var operands: [[Int]]
  private let formula: LaneFormula
  private let roots: [LaneFormula.Value]

  /// - Parameters:
  ///   - places: slots in which roots are to be left; others are given one.
  ///   - slots: the slot allocator; constants are given slots in it, too. What this list does not
  ///     leave behind is free again for the next.
  static func list(
    of formula: LaneFormula, roots: [LaneFormula.Value], places: [LaneFormula.Value: Int] = [:],
    order: LanePlan.Order, in slots: inout LaneSlots
  ) -> LaneList {
    var scheduler = LaneScheduler(formula, roots)
    scheduler.fuse()
    let values =
      switch order {
      case .runs: scheduler.orderInRuns()
      case .asWritten: scheduler.operations.indices.filter { scheduler.operations[$0] != nil }
      }
    return scheduler.encode(values, places, in: &slots)
  }

  private init(_ formula: LaneFormula, _ roots: [LaneFormula.Value]) {
    self.formula = formula
    self.roots = roots
    operations = Array(repeating: nil, count: formula.contents.count)
    operands = Array(repeating: [], count: formula.contents.count)
    var pending = roots
    while let value = pending.popLast() {
      guard operations[value] == nil, case .node(let node) = formula.contents[value] else {
        continue
      }
      operations[value] = node.operation
      operands[value] = Array(
        [node.first, node.second, node.third].prefix(node.operation.operandCount))
      pending += operands[value]
    }
  }

  /// Joins sums and products whose parts nothing else reads. Their order stays, and with it the bits.
  private mutating func fuse() {
    var uses = [Int](repeating: 0, count: operations.count)
    for value in roots { uses[value] += 2 }
    for list in operands { for operand in list { uses[operand] += 1 } }
    func isOwn(_ operand: Int, of value: Int) -> Bool {
      uses[operand] == 1 && formula.sections[operand] == formula.sections[value]
    }
    for value in operations.indices {
      guard var operation = operations[value] else { continue }
      if operation == .add || operation == .subtract {
        let candidates = operation == .add ? [1, 0] : [1]
        if let place = candidates.first(where: {
          operations[operands[value][$0]] == .multiply && isOwn(operands[value][$0], of: value)
        }) {
          let product = operands[value][place]
          operands[value] = [operands[value][1 - place]] + operands[product]
          operations[product] = nil
          operation = operation == .add ? .multiplyAdd1 : .multiplySubtract1
        }
      }
      if operation.chainRoot == operation, let first = operands[value].first,
        let chain = operations[first], chain.chainRoot == operation,
        let longer = chain.lengthened, isOwn(first, of: value)
      {
        operands[value] = operands[first] + operands[value].dropFirst()
        operations[first] = nil
        operation = longer
      }
      if operation == .multiply || operation == .multiplyAdd1 {
        let candidates = operation == .multiply ? [0, 1] : [0]
        if let place = candidates.first(where: {
          operations[operands[value][$0]] == .multiply && isOwn(operands[value][$0], of: value)
        }) {
          let product = operands[value][place]
          var rest = operands[value]
          rest.remove(at: place)
          operands[value] = operands[product] + rest
          operations[product] = nil
          operation = operation == .multiply ? .multiply3 : .products2
        }
      }
      operations[value] = operation
    }
    for value in operations.indices where operations[value] == nil { operands[value] = [] }
  }

  /// Section by section, as long as possible with one kind, then with the kind that has most ready.
  private func orderInRuns() -> [Int] {
    var result: [Int] = []
    var waiting = [Int](repeating: 0, count: operations.count)
    var readers = [[Int]](repeating: [], count: operations.count)
    var sections: [Int: [Int]] = [:]
    for value in operations.indices where operations[value] != nil {
      sections[formula.sections[value], default: []].append(value)
      for operand in operands[value]
      where operations[operand] != nil && formula.sections[operand] == formula.sections[value] {
        waiting[value] += 1
        readers[operand].append(value)
      }
    }
    for section in sections.keys.sorted() {
      var ready = [[Int]](repeating: [], count: LaneOperation.allCases.count)
      var next = [Int](repeating: 0, count: ready.count)
      func makeReady(_ value: Int) {
        if let operation = operations[value] { ready[Int(operation.rawValue)].append(value) }
      }
      for value in sections[section] ?? [] where waiting[value] == 0 { makeReady(value) }
      while true {
        var kind = 0
        for candidate in ready.indices
        where ready[candidate].count - next[candidate] > ready[kind].count - next[kind] {
          kind = candidate
        }
        guard next[kind] < ready[kind].count else { break }
        while next[kind] < ready[kind].count {
          let value = ready[kind][next[kind]]
          next[kind] += 1
          result.append(value)
          for reader in readers[value] {
            waiting[reader] -= 1
            if waiting[reader] == 0 { makeReady(reader) }
          }
        }
      }
    }
    return result
  }

  private func encode(
    _ order: [Int], _ places: [LaneFormula.Value: Int], in slots: inout LaneSlots
  ) -> LaneList {
    var lastUse = [Int](repeating: -1, count: operations.count)
    for (time, value) in order.enumerated() {
      for operand in operands[value] { lastUse[operand] = time }
    }
    for value in roots { lastUse[value] = .max }
    var slotOf = [Int](repeating: -1, count: operations.count)
    func slot(of value: Int, in slots: inout LaneSlots) -> Int {
      if slotOf[value] < 0 {
        switch formula.contents[value] {
        case .leaf(let slot): slotOf[value] = slot
        case .constant(let bits): slotOf[value] = slots.constant(bits)
        case .node: preconditionFailure("a value is read before it is computed")
        }
      }
      return slotOf[value]
    }
    var words: [UInt32] = []
    var countIndex = 0
    var previous: LaneOperation?
    var runCount = 0
    for (time, value) in order.enumerated() {
      guard let operation = operations[value] else { continue }
      if operation != previous {
        words.append(operation.rawValue)
        countIndex = words.count
        words.append(0)
        previous = operation
        runCount += 1
      }
      words[countIndex] += 1
      let sources = operands[value].map { slot(of: $0, in: &slots) }
      for operand in Set(operands[value]).sorted() where lastUse[operand] == time {
        if case .node = formula.contents[operand] { slots.release(slotOf[operand]) }
      }
      slotOf[value] = places[value] ?? slots.take()
      words.append(UInt32(slotOf[value]))
      words += sources.map { UInt32($0) }
    }
    let outputs = roots.map { slot(of: $0, in: &slots) }
    return LaneList(
      words: words, operationCount: order.count, runCount: runCount, outputs: outputs)
  }
}

/// The slots of a lane's memory: handed out once for what stays, again and again for what does not.
struct LaneSlots: Sendable {
  private(set) var count: Int
  private(set) var constants: [(slot: Int, value: Double)] = []
  private var slotOfConstant: [UInt64: Int] = [:]
  private var free: [Int] = []

  /// - Parameter fixed: how many slots the engine has given a meaning of its own.
  init(fixed: Int) { count = fixed }

  mutating func constant(_ bits: UInt64) -> Int {
    if let slot = slotOfConstant[bits] { return slot }
    let slot = count
    count += 1
    slotOfConstant[bits] = slot
    constants.append((slot, Double(bitPattern: bits)))
    return slot
  }

  mutating func take() -> Int {
    if let slot = free.popLast() { return slot }
    count += 1
    return count - 1
  }

  mutating func release(_ slot: Int) { free.append(slot) }
}
