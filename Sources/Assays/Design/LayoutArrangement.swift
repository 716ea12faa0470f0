import NumericalMethods

/// Where each well's condition goes: drawn at random, then exchanged until place tells nothing of
/// treatment.
///
/// Exchanges are accepted as in simulated annealing, against a sum of squares that grows where wells of
/// one condition share a row or a column, where a condition leans to one side, crowds into a quarter or
/// has more than its share of the rim, and where the doses of a drug follow rows, columns or the rim.
/// Each seed gives another layout; the same seed gives the same one on every machine.
struct LayoutArrangement {
  private let conditions: [DosingPlan.Condition]
  private let slots: [WellAddress]
  private let format: PlateFormat
  /// The condition of each slot; `conditions.count` for one that stays empty.
  private(set) var assignment: [Int]
  private var tallies: [Tally]
  private var moments: [Moments]
  private let rimShare: Double

  /// Where the wells of one condition lie.
  private struct Tally {
    var rows: [Int]
    var columns: [Int]
    /// Top left, top right, bottom left, bottom right.
    var quarters = SIMD4<Double>(repeating: 0)
    var rim = 0.0
    var rowSum = 0.0
    var columnSum = 0.0
  }

  /// Sums of dose rank times place over the wells of one drug.
  private struct Moments {
    var row = 0.0
    var column = 0.0
    var rim = 0.0
  }

  init(_ plan: DosingPlan, seed: UInt64, plate: Int) {
    conditions = plan.conditions
    format = plan.format
    slots = plan.wellsAvailable
    var assignment = conditions.enumerated().flatMap { index, condition in
      [Int](repeating: index, count: condition.count)
    }
    precondition(assignment.count <= slots.count, "more wells than the plate has")
    assignment += [Int](repeating: conditions.count, count: slots.count - assignment.count)
    var generator = CounterBasedGenerator(seed: seed, purpose: .plateLayout, member: plate)
    for place in stride(from: assignment.count - 1, to: 0, by: -1) {
      assignment.swapAt(place, Self.draw(below: place + 1, &generator))
    }
    self.assignment = assignment
    rimShare =
      Double(slots.count { plan.format.isEdge($0) }) / Double(max(1, slots.count))
    let empty = Tally(
      rows: [Int](repeating: 0, count: plan.format.rows),
      columns: [Int](repeating: 0, count: plan.format.columns))
    tallies = [Tally](repeating: empty, count: conditions.count)
    moments = [Moments](repeating: Moments(), count: plan.treatments.count)
    for slot in slots.indices { change(slot, by: 1) }
    improve(&generator)
  }

  private static func draw(below count: Int, _ generator: inout CounterBasedGenerator) -> Int {
    Int(generator.next().multipliedFullWidth(by: UInt64(count)).high)
  }

  private mutating func improve(_ generator: inout CounterBasedGenerator) {
    guard conditions.count > 1, slots.count > 2 else { return }
    let steps = 600 * slots.count
    for step in 0..<steps {
      let first = Self.draw(below: slots.count, &generator)
      let second = Self.draw(below: slots.count, &generator)
      let (one, other) = (assignment[first], assignment[second])
      if one == other { continue }
      let before = cost(one) + cost(other) + drugCost(one, other)
      exchange(first, second)
      let change = cost(one) + cost(other) + drugCost(one, other) - before
      let remaining = 1 - Double(step) / Double(steps)
      let temperature = 2 * remaining * remaining
      if change <= 0 { continue }
      if temperature > 0, generator.uniform() < ReproducibleMath.exp(-change / temperature) {
        continue
      }
      exchange(first, second)
    }
  }

  private mutating func exchange(_ first: Int, _ second: Int) {
    change(first, by: -1)
    change(second, by: -1)
    assignment.swapAt(first, second)
    change(first, by: 1)
    change(second, by: 1)
  }

  /// Counts a slot's condition in or out.
  private mutating func change(_ slot: Int, by sign: Double) {
    let index = assignment[slot]
    guard index < conditions.count else { return }
    let well = slots[slot]
    let row = PositionModel.centred(well.row, of: format.rows)
    let column = PositionModel.centred(well.column, of: format.columns)
    let rim = (format.isEdge(well) ? 1 : 0) - rimShare
    tallies[index].rows[well.row] += Int(sign)
    tallies[index].columns[well.column] += Int(sign)
    tallies[index].quarters[(row > 0 ? 2 : 0) + (column > 0 ? 1 : 0)] += sign
    tallies[index].rim += sign * rim
    tallies[index].rowSum += sign * row
    tallies[index].columnSum += sign * column
    if let treatment = conditions[index].treatment, let rank = conditions[index].doseRank {
      moments[treatment].row += sign * rank * row
      moments[treatment].column += sign * rank * column
      moments[treatment].rim += sign * rank * rim
    }
  }

  /// How badly one condition lies; 0 for empty slots.
  private func cost(_ index: Int) -> Double {
    guard index < conditions.count else { return 0 }
    let tally = tallies[index]
    var crowding = 0
    for count in tally.rows { crowding += count * count }
    for count in tally.columns { crowding += count * count }
    let lean = tally.rowSum * tally.rowSum + tally.columnSum * tally.columnSum
    let uneven = tally.quarters - Double(conditions[index].count) / 4
    return Double(crowding) + 2 * (uneven * uneven).sum() + 4 * lean + 4 * tally.rim * tally.rim
  }

  /// How far the doses of the drugs of two conditions follow places.
  private func drugCost(_ one: Int, _ other: Int) -> Double {
    let first = one < conditions.count ? conditions[one].treatment : nil
    let second = other < conditions.count ? conditions[other].treatment : nil
    func cost(_ treatment: Int?) -> Double {
      guard let treatment else { return 0 }
      let sums = moments[treatment]
      return 40 * (sums.row * sums.row + sums.column * sums.column + sums.rim * sums.rim)
    }
    return first == second ? cost(first) : cost(first) + cost(second)
  }

  /// The layout, replicates numbered along the rows.
  func layout(named plate: String?) -> PlateLayout {
    var counts = [Int](repeating: 0, count: conditions.count)
    let wells = zip(slots, assignment).compactMap { slot, index -> LayoutWell? in
      guard index < conditions.count else { return nil }
      counts[index] += 1
      var well = conditions[index].well
      well.well = slot
      well.replicate = counts[index]
      return well
    }
    return PlateLayout(plate: plate, format: format, wells: wells)
  }
}

extension DosingPlan {
  /// A balanced random layout.
  ///
  /// - Parameters:
  ///   - plate: which of several plates of one seed; each has its own arrangement.
  /// - Precondition: the plate has the wells that are needed.
  public func layout(named name: String?, seed: UInt64, plate: Int = 0) -> PlateLayout {
    LayoutArrangement(self, seed: seed, plate: plate).layout(named: name)
  }
}
