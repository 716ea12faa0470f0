/// What one operation of a lane list does to the numbers of a lane.
///
/// The raw values are the contract with the C interpreter, which names them once more. No operation
/// may be contracted: a product is rounded before it is added, so that every back end gives the same
/// bits.
package enum LaneOperation: UInt32, CaseIterable {
  case add = 0, subtract, multiply, divide
  /// The second operand where it is less (greater) than the first, else the first.
  case minimum, maximum
  /// The second operand where the first is not 0, else the third.
  case select
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case squareRoot, magnitude, floor, ceiling
  /// The first operand times two to the power of the second, which is whole and within ±1,080.
  case scaleBinary
  /// The binary exponent of a normal number, and its significand in 1..<2.
  case exponent, significand
  /// The larger (smaller) of the first operand and the second's magnitude; NaN does not spread.
  case maximumMagnitude, minimumMagnitude
  /// c ± a·b ± d·e …, from left to right.
  case multiplyAdd1, multiplyAdd2, multiplyAdd3, multiplyAdd4
  case multiplySubtract1, multiplySubtract2, multiplySubtract3, multiplySubtract4
  /// c ± a ± b …, from left to right.
  case add2, add3, add4, subtract2, subtract3, subtract4
  /// a·b·c, from left to right.
  case multiply3
  /// a·b + c·d + e·f …, from left to right.
  case products2, products3, products4, products5
  /// From here on a slot named is the first of a block, one slot a state entry; the first operand is
  /// the end of the block of results.
  ///
  /// The state (the result), its end, the point, the sum, the flag: where the flag is not 0 the point
  /// becomes the state; then the point is the state and the sum 0.
  case beginStep
  /// The point (the result), its end, the sum, a block for stage k, the state, the blocks of stages 1
  /// to k − 1, k weights, k weights: the sum holds stage k and is copied; then the point is the state
  /// and the first weights' sum, and the sum the second's, each from left to right.
  case combine1, combine2, combine3, combine4, combine5
  /// The point (the result), its end, the sum, a block for stage k, the blocks of stages 1 to k − 1,
  /// k weights: as above, but the point grows by stage k itself.
  case advance6, advance7
  /// The point (the result), its end, the last stage, the state, the relative and the absolute
  /// tolerance, and single slots for the sum of squares of scaled errors and the smallest entry: the
  /// point grows by the last stage, which is the error.
  case judge

  /// The stages that a block operation combines; nil for any other.
  package var stageCount: Int? {
    switch self {
    case .combine1: 1
    case .combine2: 2
    case .combine3: 3
    case .combine4: 4
    case .combine5: 5
    case .advance6: 6
    case .advance7: 7
    default: nil
    }
  }

  /// Whether the operation works on blocks of slots.
  package var isBlock: Bool { rawValue >= Self.beginStep.rawValue }

  package var operandCount: Int {
    switch self {
    case .beginStep: 4
    case .judge: 7
    case .combine1: 6
    case .combine2: 9
    case .combine3: 12
    case .combine4: 15
    case .combine5: 18
    case .advance6: 14
    case .advance7: 16
    case .squareRoot, .magnitude, .floor, .ceiling, .exponent, .significand: 1
    case .select, .multiplyAdd1, .multiplySubtract1, .add2, .subtract2: 3
    case .multiplyAdd2, .multiplySubtract2, .add4, .subtract4: 5
    case .multiplyAdd3, .multiplySubtract3: 7
    case .multiplyAdd4, .multiplySubtract4: 9
    case .add3, .subtract3, .products2: 4
    case .multiply3: 3
    case .products3: 6
    case .products4: 8
    case .products5: 10
    default: 2
    }
  }

  /// The operation that does the same to one operand group more; nil if there is none.
  var lengthened: LaneOperation? {
    switch self {
    case .multiplyAdd1: .multiplyAdd2
    case .multiplyAdd2: .multiplyAdd3
    case .multiplyAdd3: .multiplyAdd4
    case .products2: .products3
    case .products3: .products4
    case .products4: .products5
    case .multiplySubtract1: .multiplySubtract2
    case .multiplySubtract2: .multiplySubtract3
    case .multiplySubtract3: .multiplySubtract4
    case .add: .add2
    case .add2: .add3
    case .add3: .add4
    case .subtract: .subtract2
    case .subtract2: .subtract3
    case .subtract3: .subtract4
    default: nil
    }
  }

  /// The one-group operation at the root of a chain that this belongs to.
  var chainRoot: LaneOperation? {
    switch self {
    case .multiplyAdd1, .multiplyAdd2, .multiplyAdd3, .multiplyAdd4, .products2, .products3,
      .products4, .products5:
      .multiplyAdd1
    case .multiplySubtract1, .multiplySubtract2, .multiplySubtract3, .multiplySubtract4:
      .multiplySubtract1
    case .add, .add2, .add3, .add4: .add
    case .subtract, .subtract2, .subtract3, .subtract4: .subtract
    default: nil
    }
  }
}
