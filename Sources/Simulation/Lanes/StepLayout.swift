/// Where a lane keeps the numbers of a step that several lists share.
struct StepLayout {
  let stateCount: Int
  /// The next slot that nobody has.
  private(set) var count: Int

  init(stateCount: Int) {
    self.stateCount = stateCount
    count = LanePlan.Slot.allCases.count + 10 * stateCount + 7
  }

  private var base: Int { LanePlan.Slot.allCases.count }

  /// The first slot of the state.
  var state: Int { base }
  /// The first slot of the point at which a stage is evaluated, and in the end of the result.
  var point: Int { base + stateCount }
  /// The first slot of a stage's sum of earlier stages, and then of the stage itself.
  var sum: Int { base + 2 * stateCount }

  /// The first slot of a stage, counted from 1, once the next has begun.
  func stage(_ number: Int) -> Int { base + (2 + number) * stateCount }

  /// The slot of a weight of the sum, counted from 1.
  func weight(_ number: Int) -> Int { base + 10 * stateCount + number - 1 }

  /// The slots of one block.
  func block(_ first: Int) -> [Int] { Array(first..<first + stateCount) }

  mutating func take() -> Int {
    defer { count += 1 }
    return count
  }
}
