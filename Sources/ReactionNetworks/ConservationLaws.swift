import Expressions

/// A weighted sum of species that no reaction changes.
public struct ConservationLaw: Hashable, Sendable {
  /// The species with a weight other than 0, in state order.
  public let terms: [Term]

  public struct Term: Hashable, Sendable {
    public let species: Symbol
    public let weight: Double
  }

  /// The conserved sum in a state given by symbol; a species without a value counts as NaN.
  public func total(_ value: (Symbol) -> Double?) -> Double {
    terms.reduce(0) { $0 + $1.weight * (value($1.species) ?? .nan) }
  }
}

extension ConservationLaw: CustomStringConvertible {
  public var description: String {
    terms.map { term in
      term.weight == 1 ? term.species.name : "\(term.weight.written) \(term.species.name)"
    }.joined(separator: " + ") + " = constant"
  }
}

extension Double {
  fileprivate var written: String {
    self == rounded() && magnitude < 1e9 ? String(Int(self)) : String(self)
  }
}

extension ReactionNetwork {
  /// A basis of all the sums that the reactions conserve.
  ///
  /// The left null space of the stoichiometric matrix, by elimination with whole pivots; weights are
  /// scaled so that the smallest is 1. Species without a reaction are left out: they are conserved
  /// trivially. O(species² · reactions).
  public func conservationLaws() -> [ConservationLaw] {
    let moved = variables.filter { $0.isSpecies && $0.behaviour == .reactions }.map(\.symbol)
    let rowOf = Dictionary(uniqueKeysWithValues: moved.enumerated().map { ($1, $0) })
    var columns: [[Double]] = []
    for reaction in reactions {
      var column = [Double](repeating: 0, count: moved.count)
      for (symbol, change) in reaction.netStoichiometry {
        if let row = rowOf[symbol] { column[row] = change }
      }
      if column.contains(where: { $0 != 0 }) { columns.append(column) }
    }
    let touched = Set(moved.indices.filter { row in columns.contains { $0[row] != 0 } })
    return Self.nullSpace(of: columns, width: moved.count)
      .filter { weights in weights.indices.contains { weights[$0] != 0 && touched.contains($0) } }
      .map { weights in
        let nonzero = weights.map(\.magnitude).filter { $0 > 0 }
        let unit = nonzero.min() ?? 1
        let sign = (weights.first { $0 != 0 } ?? 1) < 0 ? -1.0 : 1.0
        return ConservationLaw(
          terms: weights.indices.filter { weights[$0] != 0 }.map {
            .init(species: moved[$0], weight: sign * weights[$0] / unit)
          })
      }
  }

  /// All w with w · row = 0 for every row, from the reduced echelon form.
  private static func nullSpace(of rows: [[Double]], width: Int) -> [[Double]] {
    // Stoichiometries are small whole numbers; anything below this after elimination is round-off.
    let negligible = 1e-9
    var matrix = rows
    var pivotColumns: [Int] = []
    var rank = 0
    for column in 0..<width where rank < matrix.count {
      guard
        let pivot = (rank..<matrix.count).max(by: {
          matrix[$0][column].magnitude < matrix[$1][column].magnitude
        }), matrix[pivot][column].magnitude > negligible
      else { continue }
      matrix.swapAt(rank, pivot)
      let scale = matrix[rank][column]
      for index in column..<width { matrix[rank][index] /= scale }
      let pivotRow = matrix[rank]
      for row in matrix.indices where row != rank {
        let factor = matrix[row][column]
        guard factor != 0 else { continue }
        for index in column..<width where pivotRow[index] != 0 {
          matrix[row][index] -= factor * pivotRow[index]
          if matrix[row][index].magnitude < negligible { matrix[row][index] = 0 }
        }
      }
      pivotColumns.append(column)
      rank += 1
    }
    let pivots = Set(pivotColumns)
    return (0..<width).filter { !pivots.contains($0) }.map { free in
      var weights = [Double](repeating: 0, count: width)
      weights[free] = 1
      for (row, column) in pivotColumns.enumerated() { weights[column] = -matrix[row][free] }
      return weights
    }
  }
}
