import CLaneKernels

/// Parameters of eight log-logistic curves, in ``CurveProblem``'s order.
///
/// Laid out as the kernels read them: five places of eight numbers each.
struct LaneParameters {
  var withoutDrug = Lanes(repeating: 0)
  var fullEffect = Lanes(repeating: 0)
  var position = Lanes(repeating: 0)
  var logHill = Lanes(repeating: 0)
  var logAsymmetry = Lanes(repeating: 0)

  subscript(_ index: Int) -> Lanes {
    get {
      switch index {
      case 0: withoutDrug
      case 1: fullEffect
      case 2: position
      case 3: logHill
      default: logAsymmetry
      }
    }
    set {
      switch index {
      case 0: withoutDrug = newValue
      case 1: fullEffect = newValue
      case 2: position = newValue
      case 3: logHill = newValue
      default: logAsymmetry = newValue
      }
    }
  }

  /// One lane's parameters.
  func parameters(lane: Int) -> [Double] {
    [
      withoutDrug[lane], fullEffect[lane], position[lane], logHill[lane], logAsymmetry[lane],
    ]
  }

  mutating func set(_ parameters: [Double], lane: Int) {
    for index in 0..<5 { self[index][lane] = parameters[index] }
  }

  @inline(__always)
  mutating func replace(with other: LaneParameters, where mask: LaneMask) {
    withoutDrug.replace(with: other.withoutDrug, where: mask)
    fullEffect.replace(with: other.fullEffect, where: mask)
    position.replace(with: other.position, where: mask)
    logHill.replace(with: other.logHill, where: mask)
    logAsymmetry.replace(with: other.logAsymmetry, where: mask)
  }
}

/// The ranges of eight curves' parameters; a range of one point holds its parameter.
struct LaneBounds {
  var lower = LaneParameters()
  var upper = LaneParameters()

  mutating func set(_ bounds: [ClosedRange<Double>], lane: Int) {
    for index in 0..<5 {
      lower[index][lane] = bounds[index].lowerBound
      upper[index][lane] = bounds[index].upperBound
    }
  }
}

/// How residuals count in lanes; the constants are those of ``RobustLoss``.
enum LaneLoss {
  case squares, huber, bisquare

  var kernel: curve_loss {
    switch self {
    case .squares: CURVE_LOSS_SQUARES
    case .huber: CURVE_LOSS_HUBER
    case .bisquare: CURVE_LOSS_BISQUARE
    }
  }
}

extension LaneWells {
  /// The wells as the kernels take them.
  var kernel: curve_wells {
    curve_wells(
      log_doses: Self.numbers(logDoses), responses: Self.numbers(responses),
      weights: Self.numbers(weights), precisions: Self.numbers(precisions), doses: Int32(doseCount),
      slots: Int32(slots))
  }

  static func numbers(_ lanes: UnsafeMutablePointer<Lanes>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Double.self)
  }
}

/// Hands values that hold nothing but lanes to a kernel, as the numbers they are.
func withNumbers<Value, Result>(
  of value: Value, _ body: (UnsafePointer<Double>) -> Result
) -> Result {
  withUnsafePointer(to: value) {
    body(UnsafeRawPointer($0).assumingMemoryBound(to: Double.self))
  }
}

func withNumbers<Value, Result>(
  writing value: inout Value, _ body: (UnsafeMutablePointer<Double>) -> Result
) -> Result {
  withUnsafeMutablePointer(to: &value) {
    body(UnsafeMutableRawPointer($0).assumingMemoryBound(to: Double.self))
  }
}
