import CLaneKernels

extension FittedCurve {
  /// The responses at ten to the power of each place, with the bits of ``response(at:)``, eight at a time
  /// where the curve is symmetric.
  ///
  /// - Precondition: places lie between −300 and 300.
  func responses(atPowersOfTen places: [Double]) -> [Double] {
    let shape = shape
    guard shape.form == .logLogistic, shape.extra == 1, shape.shift == 0 else {
      return places.map { response(at: pow(10, $0)) }
    }
    let width = LaneWells.width
    let perTen = log(10)
    let reference = log(referenceDose)
    var responses = [Double](repeating: 0, count: places.count)
    var lanes = Lanes(repeating: 0)
    func apply(_ function: (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void) {
      let argument = lanes
      withNumbers(of: argument) { argument in
        withNumbers(writing: &lanes) { function(argument, $0) }
      }
    }
    for first in stride(from: 0, to: places.count, by: width) {
      let count = min(width, places.count - first)
      for lane in 0..<width { lanes[lane] = places[first + min(lane, count - 1)] * perTen }
      apply { curve_exp($0, $1) }
      apply { curve_log($0, $1) }
      lanes = shape.hill * ((lanes - reference) - shape.position)
      let isOver = lanes .> 700
      lanes.replace(with: 700, where: isOver)
      apply { curve_exp($0, $1) }
      let remaining = (1 / (1 + lanes)).replacing(with: 0, where: isOver)
      lanes = shape.fullEffect + shape.span * remaining
      for lane in 0..<count { responses[first + lane] = lanes[lane] }
    }
    return responses
  }
}
