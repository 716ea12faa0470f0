import NumericalMethods

/// Several series fitted at once, some parameters in common.
struct GroupedProblem<Member: LeastSquaresModel>: LeastSquaresModel {
  /// The series' problems; their doses all count from one reference.
  let members: [Member]
  /// For each member and each of its parameters, which of the whole's it reads.
  let places: [[Int]]
  /// For each member, a parameter of the whole that is added to its position, if any: ln of the
  /// potency ratio to the first.
  let offsets: [Int?]
  let parameterCount: Int
  let observationCount: Int

  init(_ members: [Member], places: [[Int]], offsets: [Int?], parameterCount: Int) {
    self.members = members
    self.places = places
    self.offsets = offsets
    self.parameterCount = parameterCount
    observationCount = members.reduce(0) { $0 + $1.observationCount }
  }

  func parameters(of member: Int, in whole: Span<Double>) -> [Double] {
    var own = places[member].map { whole[$0] }
    if let offset = offsets[member] { own[CurveProblem.Index.position] += whole[offset] }
    return own
  }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    var start = 0
    for member in members.indices {
      let own = self.parameters(of: member, in: parameters)
      var part = [Double](repeating: 0, count: members[member].observationCount)
      var span = part.mutableSpan
      members[member].writeResiduals(at: own.span, into: &span)
      for row in part.indices { residuals[start + row] = part[row] }
      start += part.count
    }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for index in 0..<(parameterCount * observationCount) { jacobian[index] = 0 }
    var start = 0
    for member in members.indices {
      let own = self.parameters(of: member, in: parameters)
      let rows = members[member].observationCount
      var part = [Double](repeating: 0, count: rows * own.count)
      var span = part.mutableSpan
      members[member].writeJacobian(at: own.span, into: &span)
      for (index, place) in places[member].enumerated() {
        for row in 0..<rows {
          jacobian[place * observationCount + start + row] += part[index * rows + row]
        }
      }
      if let offset = offsets[member] {
        let position = CurveProblem.Index.position * rows
        for row in 0..<rows {
          jacobian[offset * observationCount + start + row] += part[position + row]
        }
      }
      start += rows
    }
  }
}
