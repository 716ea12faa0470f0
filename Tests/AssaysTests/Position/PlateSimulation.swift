import Assays
import NumericalMethods
import Quantities

/// Plates whose truth is known: conditions over a plate, wells that differ by chance, and a pattern
/// that a test is to find or not.
struct PlateSimulation {
  var format = PlateFormat.wells96
  var wellVariation = 0.08
  /// The rim reads this part more.
  var edge = 0.0
  /// From the first column to the last.
  var columnGradient = 0.0
  /// One column that reads this part more.
  var stripe: (column: Int, change: Double)?
  /// Wells a condition.
  var replicates = 3
  /// Whether all wells of a condition stand side by side, as on a plate filled by hand.
  var isRandomised = true
  /// This share of wells reads half or double.
  var wild = 0.0

  /// A plate with a dose series, 1/8 vehicle, 1/16 positive control and 1/16 blank.
  func plate(seed: UInt64) -> [PlateObservation] {
    var generator = CounterBasedGenerator(seed: seed, stream: 77)
    let count = format.wellCount
    var plan: [(role: WellRole, dose: Double?, level: Double)] = []
    plan += [(WellRole, Double?, Double)](repeating: (.vehicle, 0, 1), count: count / 8)
    plan += [(WellRole, Double?, Double)](
      repeating: (.positiveControl, nil, 0.1), count: count / 16)
    plan += [(WellRole, Double?, Double)](repeating: (.blank, nil, 0), count: count / 16)
    var dose = 1.0
    while plan.count + replicates <= count {
      let level = 1 / (1 + dose / 30)
      plan += [(WellRole, Double?, Double)](repeating: (.sample, dose, level), count: replicates)
      dose *= 1.3
    }
    if isRandomised {
      for place in stride(from: plan.count - 1, to: 0, by: -1) {
        plan.swapAt(place, Int(generator.uniform() * Double(place + 1)))
      }
    }
    return zip(format.wells, plan).map { well, condition in
      var factor = generator.lognormalFactor(coefficientOfVariation: wellVariation)
      factor *= format.isEdge(well) ? 1 + edge : 1
      factor *= 1 + columnGradient * (Double(well.column) / Double(format.columns - 1) - 0.5)
      if let stripe, well.column == stripe.column { factor *= 1 + stripe.change }
      if generator.uniform() < wild { factor *= generator.uniform() < 0.5 ? 0.5 : 2 }
      let value = 1000 + 20_000 * condition.level * factor + 40 * generator.standardNormal()
      return PlateObservation(
        plate: "1", well: well, role: condition.role,
        line: condition.role == .blank ? nil : "RS4;11",
        drug: condition.role == .sample ? "AZD4320" : nil,
        dose: condition.dose.map { NominalDose($0, unit: .nanomolar) }, value: value)
    }
  }

  /// The share of plates on which each pattern is found, from 0 to 1, by its own p value and by the
  /// adjusted one.
  func found(
    _ pattern: PlatePattern, plates: Int, permutations: Int = 199, from seed: UInt64 = 1000
  ) -> (alone: Double, adjusted: Double) {
    var (alone, adjusted) = (0, 0)
    for number in 0..<plates {
      let analysis = PositionAnalysis(
        of: plate(seed: seed + UInt64(number)), format: format, permutations: permutations,
        seed: UInt64(number))
      guard let test = analysis.test(of: pattern) else { continue }
      if (test.pValue ?? 1) <= PositionTest.level { alone += 1 }
      if test.isFound { adjusted += 1 }
    }
    return (Double(alone) / Double(plates), Double(adjusted) / Double(plates))
  }
}
