import Experiments
import NumericalMethods
import Quantities

extension ConditionSpread {
  /// - Parameters:
  ///   - repeats: the readings of the condition's wells, NaN for those without one.
  init(
    role: String, line: String?, given: [GivenDose], time: Time?, quantity: String,
    reading: PopulationReading, repeats: [Double]
  ) {
    let usable = repeats.filter(\.isFinite)
    self.init(
      role: role, line: line, given: given, timeHours: time?.hours, quantity: quantity,
      mean: reading.mean.isFinite ? reading.mean : nil, cells: reading.cells,
      deviationOverCells: reading.cellDeviation, standardErrorOfMean: reading.standardError,
      repeats: usable.count, meanOfRepeats: OrderStatistics.mean(of: usable),
      deviationOverRepeats: OrderStatistics.standardDeviation(of: usable))
  }
}

extension VirtualAssayPlan {
  /// What a condition holds of each drug that is given.
  func given(_ condition: Condition) -> [ConditionSpread.GivenDose] {
    zip(drugs, condition.doses).filter { $0.1 > .zero }.map { grid, dose in
      .init(
        drug: grid.name, nominalNanomolar: dose.nanomolar,
        freeNanomolar: dose.nanomolar.multipliedInDecimals(by: grid.freeFraction))
    }
  }

  /// The provenance that every result carries.
  func provenance(of lines: [String]) -> [String: String] {
    var provenance = [
      "origin": "simulated", "seed": "\(seed)", "cells_per_condition": "\(cells)",
      "primed": PrimedVersion.current, "caveat": VirtualAssayResult.caveat,
      "line": lines.joined(separator: ", "), "vector": VirtualAssayResult.vectorNote,
    ]
    if !drugs.isEmpty {
      provenance["drug"] = drugs.map(\.name).joined(separator: " and ")
      provenance["free_fraction"] = drugs.map { grid in
        "\(grid.name) \(grid.freeFraction.forPeople()), \(grid.drug.freeFraction.provenance.label): "
          + grid.drug.freeFraction.provenance.detail
      }.joined(separator: "; ")
    }
    provenance["change"] = change
    provenance["schedule"] = regimen?.text
    provenance["growth"] = growthInWords
    if !files.isEmpty {
      provenance["files"] = files.map { "\($0.word) sha256 \($0.hash.hexadecimal)" }
        .joined(separator: "; ")
    }
    return provenance
  }
}
