import NumericalMethods

/// Parameters of four log-logistic curves, in ``CurveProblem``'s order.
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

/// The cost of four curves with its first and (Gauss–Newton) second derivatives.
struct LaneLinearisation {
  var cost = Lanes(repeating: 0)
  var gradient = InlineArray<5, Lanes>(repeating: Lanes(repeating: 0))
  /// The lower triangle, row by row.
  var normal = InlineArray<15, Lanes>(repeating: Lanes(repeating: 0))

  @inline(__always)
  mutating func replace(with other: LaneLinearisation, where mask: LaneMask, count: Int) {
    cost.replace(with: other.cost, where: mask)
    for index in 0..<count { gradient[index].replace(with: other.gradient[index], where: mask) }
    for index in 0..<(count * (count + 1) / 2) {
      normal[index].replace(with: other.normal[index], where: mask)
    }
  }
}

extension LaneWells {
  /// The fraction of the effect left at each lane's ln dose, on symmetric curves.
  @inline(__always)
  static func remaining(_ z: Lanes) -> Lanes {
    let held = z.replacing(with: 700, where: z .> 700)
    return 1 / (1 + ReproducibleMath.exp(held))
  }

  /// Cost and derivatives of symmetric curves: four parameters, one pass over the wells.
  @inline(__always)
  func linearise<Loss: LaneLoss>(
    _ loss: Loss.Type, _ p: LaneParameters, precision: Lanes
  ) -> LaneLinearisation {
    var result = LaneLinearisation()
    let hill = ReproducibleMath.exp(p.logHill)
    let span = p.withoutDrug - p.fullEffect
    var (a00, a10, a11) = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
    var (a20, a21, a22) = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
    var (a30, a31, a32) = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
    var a33 = Lanes(repeating: 0)
    var (g0, g1, g2, g3) = (a33, a33, a33, a33)
    var cost = Lanes(repeating: 0)
    for dose in 0..<doseCount {
      let z = hill * (logDoses[dose] - p.position)
      let left = Self.remaining(z)
      let done = 1 - left
      let value = p.fullEffect + span * left
      let along = span * (left * done)
      let byPosition = along * hill
      let byLogHill = -along * z
      var total = Lanes(repeating: 0)
      var pull = Lanes(repeating: 0)
      for slot in 0..<slots {
        let place = dose * slots + slot
        let residual = value - responses[place]
        let (weight, part) = Loss.weigh(residual * residual * precision)
        let share = weight * weights[place]
        total += share
        pull += share * residual
        cost += part * weights[place]
      }
      let (t0, t1) = (total * left, total * done)
      let (t2, t3) = (total * byPosition, total * byLogHill)
      a00 += t0 * left
      a10 += t0 * done
      a11 += t1 * done
      a20 += t2 * left
      a21 += t2 * done
      a22 += t2 * byPosition
      a30 += t3 * left
      a31 += t3 * done
      a32 += t3 * byPosition
      a33 += t3 * byLogHill
      g0 += pull * left
      g1 += pull * done
      g2 += pull * byPosition
      g3 += pull * byLogHill
    }
    result.cost = cost / precision
    result.gradient[0] = g0
    result.gradient[1] = g1
    result.gradient[2] = g2
    result.gradient[3] = g3
    result.normal[0] = a00
    result.normal[1] = a10
    result.normal[2] = a11
    result.normal[3] = a20
    result.normal[4] = a21
    result.normal[5] = a22
    result.normal[6] = a30
    result.normal[7] = a31
    result.normal[8] = a32
    result.normal[9] = a33
    return result
  }

  /// As above with the asymmetry as a fifth parameter.
  @inline(__always)
  func lineariseAsymmetric<Loss: LaneLoss>(
    _ loss: Loss.Type, _ p: LaneParameters, precision: Lanes
  ) -> LaneLinearisation {
    var result = LaneLinearisation()
    let hill = ReproducibleMath.exp(p.logHill)
    let span = p.withoutDrug - p.fullEffect
    let asymmetry = ReproducibleMath.exp(p.logAsymmetry)
    // (1 + e^shift)^(−a) = ½.
    let inverse = ReproducibleMath.exp(0.693_147_180_559_945_3 / asymmetry)
    let shift = ReproducibleMath.log(inverse - 1)
    let shiftByAsymmetry =
      inverse * -0.693_147_180_559_945_3 / asymmetry / (inverse - 1)
    for dose in 0..<doseCount {
      let free = hill * (logDoses[dose] - p.position)
      let z = free + shift
      let grown = ReproducibleMath.exp(z.replacing(with: 700, where: z .> 700))
      let logLeft = -asymmetry * ReproducibleMath.log(1 + grown)
      let left = ReproducibleMath.exp(logLeft)
      let along = -span * asymmetry * left * (grown / (1 + grown))
      let slopes: InlineArray<5, Lanes> = [
        left, 1 - left, -along * hill, along * free,
        span * left * logLeft + along * shiftByAsymmetry,
      ]
      let value = p.fullEffect + span * left
      var total = Lanes(repeating: 0)
      var pull = Lanes(repeating: 0)
      for slot in 0..<slots {
        let place = dose * slots + slot
        let residual = value - responses[place]
        let (weight, part) = Loss.weigh(residual * residual * precision)
        let share = weight * weights[place]
        total += share
        pull += share * residual
        result.cost += part * weights[place]
      }
      var entry = 0
      for row in 0..<5 {
        result.gradient[row] += pull * slopes[row]
        let scaled = total * slopes[row]
        for column in 0...row {
          result.normal[entry] += scaled * slopes[column]
          entry += 1
        }
      }
    }
    result.cost /= precision
    return result
  }
}
