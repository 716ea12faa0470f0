/// A flat list of operations on numbered slots, in runs of one kind: what every back end executes.
///
/// Runs of one kind let an interpreter decide once and then work: a list of ten thousand operations
/// takes a few hundred decisions.
package struct LaneList: Sendable {
  /// Run after run: the operation, how many of them, then for each its result and its operands.
  package let words: [UInt32]
  package let operationCount: Int
  let runCount: Int
  /// Where each root is found, in the order in which the roots were given.
  package let outputs: [Int]

  init(words: [UInt32], operationCount: Int, runCount: Int, outputs: [Int]) {
    self.words = words
    self.operationCount = operationCount
    self.runCount = runCount
    self.outputs = outputs
  }

  /// The same list with each slot given as the place of its first number.
  func words(forLanes width: Int) -> [UInt32] {
    var scaled = words
    forEachRun { operation, count, start in
      for index in start..<start + count * (operation.operandCount + 1) {
        scaled[index] *= UInt32(width)
      }
    }
    return scaled
  }

  /// Calls `visit` with each run's operation, its count and where its first operation begins.
  package func forEachRun(_ visit: (LaneOperation, Int, Int) -> Void) {
    var index = 0
    while index < words.count {
      guard let operation = LaneOperation(rawValue: words[index]) else {
        preconditionFailure("a list with an unknown operation")
      }
      let count = Int(words[index + 1])
      visit(operation, count, index + 2)
      index += 2 + count * (operation.operandCount + 1)
    }
  }
}
