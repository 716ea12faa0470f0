/// The short lists between the stages of a step: the point and the sum from which each starts.
struct StageJoin {
  private let layout: StepLayout
  private let timeSlopes: [Int]?
  private(set) var slots: LaneSlots

  /// - Parameter timeSlopes: where ∂f/∂t is found; nil where time does not enter.
  init(_ layout: StepLayout, timeSlopes: [Int]?, _ slots: LaneSlots) {
    self.layout = layout
    self.timeSlopes = timeSlopes
    self.slots = slots
  }

  private var pointEnd: Int { layout.point + layout.stateCount }

  /// Makes accepted results the state, and the state the point of the first stage.
  var takeover: LaneList {
    var words = Words()
    words.add(
      .beginStep,
      [
        layout.state, layout.state + layout.stateCount, layout.point, layout.sum,
        LanePlan.Slot.accepted.rawValue,
      ])
    return words.list
  }

  /// What comes before a stage, counted from 0; nothing before the first unless time enters.
  mutating func list(before stage: Int) -> LaneList {
    var words = Words()
    for (index, weight) in Rodas5P.c[stage].enumerated() {
      words.add(
        .multiply,
        [
          layout.weight(index + 1), LanePlan.Slot.inverseStep.rawValue, constant(weight),
        ])
    }
    if let operation = LaneOperation.combining(stage) {
      var operands = [layout.point, pointEnd, layout.sum, layout.stage(stage)]
      if stage <= 5 { operands.append(layout.state) }
      operands += (1..<stage).map { layout.stage($0) }
      if stage <= 5 { operands += Rodas5P.a[stage].map { constant($0) } }
      operands += (1...stage).map { layout.weight($0) }
      words.add(operation, operands)
    }
    if let timeSlopes {
      let (time, step) = (LanePlan.Slot.time.rawValue, LanePlan.Slot.step.rawValue)
      words.add(
        .multiplyAdd1,
        [LanePlan.Slot.stageTime.rawValue, time, step, constant(Rodas5P.times[stage])])
      if Rodas5P.timeWeights[stage] != 0 {
        let weight = layout.weight(1)
        words.add(.multiply, [weight, step, constant(Rodas5P.timeWeights[stage])])
        for (sum, slope) in zip(layout.block(layout.sum), timeSlopes) {
          words.add(.multiplyAdd1, [sum, sum, slope, weight])
        }
      }
    }
    return words.list
  }

  /// Makes the result, and leaves the sum of squares of its scaled errors and its smallest entry.
  var judgement: LaneList {
    var words = Words()
    words.add(
      .judge,
      [
        layout.point, pointEnd, layout.sum, layout.state,
        LanePlan.Slot.relativeTolerance.rawValue, LanePlan.Slot.absoluteTolerance.rawValue,
        LanePlan.Slot.sumOfSquares.rawValue, LanePlan.Slot.smallestEntry.rawValue,
      ])
    return words.list
  }

  private mutating func constant(_ value: Double) -> Int { slots.constant(value.bitPattern) }

  /// Words of a list as they are added, one operation after the other.
  private struct Words {
    private var words: [UInt32] = []
    private var operations = 0
    private var runs = 0
    private var countIndex = -1
    private var results: [Int] = []

    mutating func add(_ operation: LaneOperation, _ operands: [Int]) {
      if countIndex < 0 || words[countIndex - 1] != operation.rawValue || operation.isBlock {
        words += [operation.rawValue, 0]
        countIndex = words.count - 1
        runs += 1
      }
      words[countIndex] += 1
      words += operands.map { UInt32($0) }
      operations += 1
      if let result = operands.first { results.append(result) }
    }

    var list: LaneList {
      LaneList(words: words, operationCount: operations, runCount: runs, outputs: results)
    }
  }
}

extension LaneOperation {
  /// What makes the start of the stage with this many stages before it; nil for none before it.
  fileprivate static func combining(_ stages: Int) -> LaneOperation? {
    allCases.first { $0.stageCount == stages }
  }
}
