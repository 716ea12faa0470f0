import CLaneKernels
import NumericalMethods
import Testing

/// The kernels in C against the same operations written plainly, one number at a time.
@Suite struct CurveKernelTests {
  private static let doses = 9
  private static let slots = 3

  /// Eight curves with wells about them, and where their searches stand.
  private struct Curves {
    var logDoses: [Double] = []
    var responses: [Double] = []
    var weights: [Double] = []
    var precisions: [Double] = []
    var question = [Double](repeating: 0, count: 20 * 8)

    init(seed: UInt64) {
      var generator = CounterBasedGenerator(seed: seed, purpose: .wellNoise, member: 0)
      func draw(_ range: ClosedRange<Double>) -> Double {
        Double.random(in: range, using: &generator)
      }
      for dose in 0..<doses {
        for _ in 0..<8 { logDoses.append(-9.2 * (1 - Double(dose) / Double(doses - 1))) }
      }
      for _ in 0..<(doses * slots * 8) {
        responses.append(draw(-0.1...1.3))
        weights.append(draw(0...1) < 0.1 ? 0 : 1)
      }
      for _ in 0..<(doses * 8) { precisions.append(draw(0.2...1)) }
      for lane in 0..<8 {
        let start = [draw(0.8...1.2), draw(0...0.4), draw(-9...0), draw(-1...1.5), draw(-1...1)]
        for index in 0..<5 {
          question[(Int(CURVE_START) + index) * 8 + lane] = start[index]
          question[(Int(CURVE_LOWER) + index) * 8 + lane] = index == 0 ? start[0] : -20
          question[(Int(CURVE_UPPER) + index) * 8 + lane] = index == 0 ? start[0] : 20
        }
        question[Int(CURVE_SCALE) * 8 + lane] = draw(0.02...0.2)
        question[Int(CURVE_LEVEL) * 8 + lane] = 0.5
        question[Int(CURVE_TURN_FALLING) * 8 + lane] = lane % 2 == 0 ? 1 : -1
        question[Int(CURVE_TURN_RISING) * 8 + lane] = lane % 3 == 0 ? 1 : -1
      }
    }

    func with<Result>(_ body: (curve_wells) -> Result) -> Result {
      logDoses.withUnsafeBufferPointer { logDoses in
        responses.withUnsafeBufferPointer { responses in
          weights.withUnsafeBufferPointer { weights in
            precisions.withUnsafeBufferPointer { precisions in
              body(
                curve_wells(
                  log_doses: logDoses.baseAddress, responses: responses.baseAddress,
                  weights: weights.baseAddress, precisions: precisions.baseAddress,
                  doses: Int32(doses), slots: Int32(slots)))
            }
          }
        }
      }
    }
  }

  private static func weigh(_ loss: curve_loss, _ square: Double) -> (Double, Double) {
    if loss == CURVE_LOSS_HUBER {
      let c = 1.345
      let root = square.squareRoot()
      return square <= c * c ? (1, square) : (c / root, 2 * c * root - c * c)
    }
    if loss == CURVE_LOSS_BISQUARE {
      let c = 4.685
      let left = max(1 - square * (1 / (c * c)), 0)
      let weight = left * left
      return (weight, c * c / 3 * (1 - left * weight))
    }
    return (1, square)
  }

  /// Response and derivatives of one curve at one dose.
  private static func curve(
    _ form: curve_form, _ p: [Double], _ x: Double, level: Double, turn: Double
  ) -> (value: Double, slopes: [Double]) {
    let hill = ReproducibleMath.exp(p[3])
    let span = p[0] - p[1]
    func logistic(_ z: Double) -> Double { 1 / (1 + ReproducibleMath.exp(min(z, 700))) }
    if form == CURVE_FORM_SYMMETRIC {
      let z = hill * (x - p[2])
      let left = logistic(z)
      let along = span * (left * (1 - left))
      return (p[1] + span * left, [left, 1 - left, along * hill, -along * z])
    }
    if form == CURVE_FORM_LEVEL {
      let fraction = (level - p[1]) / span
      let inverse = 1 / fraction
      let byFraction = -inverse / fraction / (inverse - 1)
      let offset = x - p[2]
      let left = logistic(hill * offset + ReproducibleMath.log(inverse - 1))
      let along = -span * (left * (1 - left))
      return (
        p[1] + span * left,
        [
          left + along * (-byFraction * fraction / span),
          1 - left + along * (byFraction * (fraction - 1) / span), -along * hill,
          along * hill * offset,
        ]
      )
    }
    if form == CURVE_FORM_WEIBULL {
      let free = hill * (x - p[2])
      let grown = ReproducibleMath.exp(min(turn * (free + turn * -0.36651292058166435), 700))
      let decayed = ReproducibleMath.exp(-grown)
      let left = turn > 0 ? decayed : 1 - decayed
      let along = span * (-grown * decayed)
      return (p[1] + span * left, [left, 1 - left, -along * hill, along * free])
    }
    let ln2 = 0.6931471805599453
    let asymmetry = ReproducibleMath.exp(p[4])
    let inverse = ReproducibleMath.exp(ln2 / asymmetry)
    let free = hill * (x - p[2])
    let grown = ReproducibleMath.exp(min(free + ReproducibleMath.log(inverse - 1), 700))
    let logLeft = -asymmetry * ReproducibleMath.log(1 + grown)
    let left = ReproducibleMath.exp(logLeft)
    let along = -span * asymmetry * left * (grown / (1 + grown))
    return (
      p[1] + span * left,
      [
        left, 1 - left, -along * hill, along * free,
        span * left * logLeft + along * (inverse * -ln2 / asymmetry / (inverse - 1)),
      ]
    )
  }

  private static func plain(
    _ curves: Curves, _ loss: curve_loss, _ form: curve_form, lane: Int
  ) -> [Double] {
    let p = (0..<5).map { curves.question[$0 * 8 + lane] }
    let scale = curves.question[Int(CURVE_SCALE) * 8 + lane]
    let precision = 1 / (scale * scale)
    let turn = p[0] >= p[1] ? CURVE_TURN_FALLING : CURVE_TURN_RISING
    var result = [Double](repeating: 0, count: 21)
    for dose in 0..<doses {
      let (value, slopes) = curve(
        form, p, curves.logDoses[dose * 8 + lane],
        level: curves.question[Int(CURVE_LEVEL) * 8 + lane],
        turn: curves.question[Int(turn) * 8 + lane])
      let own = curves.precisions[dose * 8 + lane]
      var (total, pull) = (0.0, 0.0)
      for slot in 0..<slots {
        let place = (dose * slots + slot) * 8 + lane
        let residual = value - curves.responses[place]
        let (weight, cost) = weigh(loss, residual * residual * (precision * own))
        let share = weight * curves.weights[place]
        total += share
        pull += share * residual
        result[0] += cost * curves.weights[place]
      }
      total *= own
      pull *= own
      var entry = 6
      for row in slopes.indices {
        result[1 + row] += pull * slopes[row]
        for column in 0...row {
          result[entry] += total * slopes[row] * slopes[column]
          entry += 1
        }
      }
    }
    result[0] /= precision
    return result
  }

  @Test(arguments: [
    (CURVE_LOSS_SQUARES, CURVE_FORM_SYMMETRIC), (CURVE_LOSS_HUBER, CURVE_FORM_SYMMETRIC),
    (CURVE_LOSS_BISQUARE, CURVE_FORM_SYMMETRIC), (CURVE_LOSS_BISQUARE, CURVE_FORM_ASYMMETRIC),
    (CURVE_LOSS_BISQUARE, CURVE_FORM_LEVEL), (CURVE_LOSS_SQUARES, CURVE_FORM_WEIBULL),
    (CURVE_LOSS_BISQUARE, CURVE_FORM_WEIBULL),
  ])
  func `a pass over eight curves has the bits of one curve at a time`(
    loss: curve_loss, form: curve_form
  ) {
    for seed in 0..<20 as Range<UInt64> {
      let curves = Curves(seed: seed)
      var search = curve_search(
        tolerance: 0, iteration_limit: 0, loss: loss, form: form, has_target: 0)
      var found = [Double](repeating: .nan, count: 21 * 8)
      curves.with { wells in
        var wells = wells
        curve_linearise(&wells, &search, curves.question, &found)
      }
      for lane in 0..<8 {
        let plain = Self.plain(curves, loss, form, lane: lane)
        for place in 0..<21 { #expect(found[place * 8 + lane] == plain[place]) }
      }
    }
  }

  @Test func `exp and log of eight numbers are those of one`() {
    var generator = CounterBasedGenerator(seed: 3, purpose: .wellNoise, member: 0)
    for _ in 0..<2_000 {
      let x = (0..<8).map { _ in Double.random(in: -720...709, using: &generator) }
      var grown = [Double](repeating: .nan, count: 8)
      curve_exp(x, &grown)
      #expect(grown == x.map { ReproducibleMath.exp($0) })
      let positive = x.map { ReproducibleMath.exp($0 / 2) }
      var logs = grown
      curve_log(positive, &logs)
      #expect(logs == positive.map { ReproducibleMath.log($0) })
    }
  }

  @Test func `the median is that of the wells that count`() {
    for seed in 0..<10 as Range<UInt64> {
      let curves = Curves(seed: seed)
      var scratch = [Double](repeating: 0, count: curves.responses.count)
      var medians = [Double](repeating: 0, count: 8)
      curves.with { wells in
        var wells = wells
        curve_median(&wells, curves.responses, 1, &scratch, &medians)
      }
      for lane in 0..<8 {
        let sizes = stride(from: lane, to: curves.responses.count, by: 8)
          .filter { curves.weights[$0] > 0 }.map { abs(curves.responses[$0]) }.sorted()
        let middle = sizes.count / 2
        #expect(
          medians[lane]
            == (sizes.count % 2 == 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2))
      }
    }
  }

  /// By squares it is the mean; under the biweight no constant near it costs less.
  @Test func `the best constant is the mean, or a minimum of the biweight`() {
    let curves = Curves(seed: 4)
    let scale = [Double](repeating: 0.3, count: 8)
    func cost(_ constant: Double, lane: Int) -> Double {
      stride(from: lane, to: curves.responses.count, by: 8).reduce(0) { sum, place in
        let residual = curves.responses[place] - constant
        let own = curves.precisions[place / (Self.slots * 8) * 8 + lane]
        let (_, cost) = Self.weigh(CURVE_LOSS_BISQUARE, residual * residual * own / 0.09)
        return sum + cost * curves.weights[place] * 0.09
      }
    }
    for loss in [CURVE_LOSS_SQUARES, CURVE_LOSS_BISQUARE] {
      var constants = [Double](repeating: .nan, count: 8)
      var costs = constants
      curves.with { wells in
        var wells = wells
        curve_constant(
          &wells, loss, scale, [Double](repeating: 0.5, count: 8), &constants, &costs)
      }
      for lane in 0..<8 {
        let places = stride(from: lane, to: curves.responses.count, by: 8)
          .filter { curves.weights[$0] > 0 }
        if loss == CURVE_LOSS_SQUARES {
          let shares = places.map { curves.precisions[$0 / (Self.slots * 8) * 8 + lane] }
          let mean =
            zip(places, shares).reduce(0) { $0 + curves.responses[$1.0] * $1.1 }
            / shares.reduce(0, +)
          #expect(abs(constants[lane] - mean) < 1e-12)
        } else {
          #expect(abs(cost(constants[lane], lane: lane) - costs[lane]) < 1e-9)
          #expect(cost(constants[lane] - 1e-3, lane: lane) >= costs[lane])
          #expect(cost(constants[lane] + 1e-3, lane: lane) >= costs[lane])
        }
      }
    }
  }

  @Test func `a search that says so has ended where another gains nothing`() {
    var clean = 0
    for seed in 0..<20 as Range<UInt64> {
      var curves = Curves(seed: seed)
      for place in curves.responses.indices {
        let x = curves.logDoses[place / (Self.slots * 8) * 8]
        curves.responses[place] =
          0.3 + 0.7 / (1 + ReproducibleMath.exp(x + 4)) + 0.05 * (curves.responses[place] - 0.6)
      }
      var search = curve_search(
        tolerance: 1e-10, iteration_limit: 60, loss: CURVE_LOSS_SQUARES,
        form: CURVE_FORM_SYMMETRIC, has_target: 0)
      let all = [Int64](repeating: -1, count: 8)
      var unsure = [Int64](repeating: 0, count: 8)
      var found = [Double](repeating: .nan, count: 21 * 8)
      var (first, second) = (found, found)
      curves.with { wells in
        var wells = wells
        curve_search_run(&wells, &search, curves.question, all, &first, &unsure)
        for place in 0..<40 { curves.question[place] = first[place] }
        curve_linearise(&wells, &search, curves.question, &found)
        var again = [Int64](repeating: 0, count: 8)
        curve_search_run(&wells, &search, curves.question, all, &second, &again)
      }
      for lane in 0..<8 where unsure[lane] == 0 {
        clean += 1
        #expect(found[lane] == first[40 + lane])
        #expect(second[40 + lane] <= first[40 + lane])
        #expect(second[40 + lane] > first[40 + lane] * (1 - 1e-6))
      }
    }
    #expect(clean > 100)
  }
}
