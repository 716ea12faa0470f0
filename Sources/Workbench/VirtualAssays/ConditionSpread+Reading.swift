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
  ///
  /// Where drugs are given otherwise than once at 0 h, each dose stands with its time.
  func given(_ condition: Condition) -> [ConditionSpread.GivenDose] {
    if isScheduled {
      let treatment = treatment(of: condition)
      let start = treatment.doses.map { (dose: $0, time: Time.zero) }
      let later = treatment.steps.compactMap { step in
        if case .add(let dose) = step.action { return (dose: dose, time: step.time) }
        return nil
      }
      return (start + later).map { dose, time in
        let share = drugs.first { $0.name == dose.drug }?.freeFraction ?? .nan
        let nominal = dose.concentration.nanomolar
        return .init(
          drug: dose.drug, nominalNanomolar: nominal, freeNanomolar: nominal * share,
          atHours: time.hours)
      }
    }
    return zip(drugs, condition.doses).filter { $0.1 > .zero }.map { grid, dose in
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
    provenance["level_drift"] = driftInWords
    if let last = times.last, watch > last { provenance["watched"] = watch.formatted(in: .hours) }
    if variability.coefficientOfVariation != CellVariability.typical.coefficientOfVariation {
      provenance["variation"] = variability.coefficientOfVariation.forPeople()
    }
    if !files.isEmpty {
      provenance["files"] = files.map { "\($0.word) sha256 \($0.hash.hexadecimal)" }
        .joined(separator: "; ")
    }
    return provenance
  }
}
