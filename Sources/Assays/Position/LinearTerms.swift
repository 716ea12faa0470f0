import NumericalMethods

/// A few columns of a linear problem, made orthogonal one after the other.
///
/// A column that the ones before it explain is dropped: it has no direction of its own.
struct LinearTerms {
  /// Orthonormal, each with as many entries as there are wells; empty for a dropped column.
  let directions: [[Double]]
  /// `triangle[j][i]`: the part of column j along direction i.
  private let triangle: [[Double]]

  init(_ columns: [[Double]]) {
    var directions: [[Double]] = []
    var triangle: [[Double]] = []
    for column in columns {
      var rest = column
      var parts = [Double](repeating: 0, count: columns.count)
      let length = Self.dot(column, column).squareRoot()
      // Twice is enough to be orthogonal to rounding.
      for _ in 0..<2 {
        for (index, direction) in directions.enumerated() where !direction.isEmpty {
          let part = Self.dot(direction, rest)
          parts[index] += part
          for place in rest.indices { rest[place] -= part * direction[place] }
        }
      }
      let remaining = Self.dot(rest, rest).squareRoot()
      guard length > 0, remaining > 1e-8 * length else {
        directions.append([])
        triangle.append(parts)
        continue
      }
      parts[directions.count] = remaining
      directions.append(rest.map { $0 / remaining })
      triangle.append(parts)
    }
    self.directions = directions
    self.triangle = triangle
  }

  /// Whether column `index` has a direction of its own.
  func isPresent(_ index: Int) -> Bool { !directions[index].isEmpty }

  /// The part of `response` along each direction; 0 along a dropped one.
  func parts(of response: [Double]) -> [Double] {
    directions.map { $0.isEmpty ? 0 : Self.dot($0, response) }
  }

  /// The least-squares coefficients, 0 for a dropped column; nil where every column was dropped.
  func solve(_ response: [Double]) -> [Double]? {
    guard directions.contains(where: { !$0.isEmpty }) else { return nil }
    let parts = parts(of: response)
    var solution = [Double](repeating: 0, count: directions.count)
    for index in directions.indices.reversed() where isPresent(index) {
      var value = parts[index]
      for later in directions.indices where later > index {
        value -= triangle[later][index] * solution[later]
      }
      solution[index] = value / triangle[index][index]
    }
    return solution
  }

  /// What the columns leave unexplained.
  func residuals(of response: [Double]) -> [Double] {
    var rest = response
    for direction in directions where !direction.isEmpty {
      let part = Self.dot(direction, rest)
      for place in rest.indices { rest[place] -= part * direction[place] }
    }
    return rest
  }

  /// The variance of the coefficient of the last column, for residuals of variance 1.
  var lastVariance: Double? {
    guard let last = directions.indices.last, isPresent(last) else { return nil }
    return 1 / (triangle[last][last] * triangle[last][last])
  }

  static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
