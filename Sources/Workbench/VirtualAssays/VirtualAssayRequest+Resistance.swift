import FileFormats
import ModelLibrary
import Quantities

extension VirtualAssayRequest {
  /// Whether a name of `--knockout` is the gene whose loss lowers two proteins rather than
  /// removing one.
  static func isTP53(_ name: String) -> Bool {
    ["tp53", "p53"].contains(NameSuggestion.comparable(name))
  }

  /// The changes of `--scale` and `--knockout` that are no protein's level: how nucleosides are taken
  /// up and kept, and TP53.
  func readMechanisms(
    _ drugs: [VirtualAssayPlan.DoseGrid], _ faults: FaultCollector
  ) -> [ResistanceMechanism] {
    var found = readLosses(drugs, faults)
    for text in scales.flatMap(\.listed) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard let knob = NucleosideKnob(named: parts.first ?? "") else { continue }
      guard parts.count == 2, let factor = DecimalMark.point.number(in: parts[1]),
        knob.takes(factor)
      else {
        faults.note(
          at: nil, found: "--scale \(text.quotedForPeople)",
          needed: "\(knob.rawValue), =, and a factor \(knob.range)")
        continue
      }
      noteUnlessMet(knob, "--scale", drugs, faults)
      if found.updateValue(factor, forKey: knob) != nil {
        faults.note(
          at: nil, found: "--scale: \(knob.rawValue) is changed twice", needed: "each name once")
      }
    }
    let knobs = NucleosideKnob.allCases.compactMap { knob in
      found[knob].flatMap { $0 == 1 ? nil : knob.mechanism($0) }
    }
    return knobs + (knockouts.flatMap(\.listed).contains(where: Self.isTP53) ? [.tp53Loss] : [])
  }

  /// Genes of `--knockout` that keep a nucleoside, each with nothing left.
  private func readLosses(
    _ drugs: [VirtualAssayPlan.DoseGrid], _ faults: FaultCollector
  ) -> [NucleosideKnob: Double] {
    var found: [NucleosideKnob: Double] = [:]
    for name in knockouts.flatMap(\.listed) {
      guard let knob = NucleosideKnob(named: name) else { continue }
      guard knob.takes(0) else {
        faults.note(
          at: nil, found: "--knockout \(knob.rawValue)",
          needed:
            "--scale \(knob.rawValue)= with a factor of \(knob.range), for which the model is stated"
        )
        continue
      }
      noteUnlessMet(knob, "--knockout", drugs, faults)
      found[knob] = 0
    }
    return found
  }

  private func noteUnlessMet(
    _ knob: NucleosideKnob, _ option: String, _ drugs: [VirtualAssayPlan.DoseGrid],
    _ faults: FaultCollector
  ) {
    guard !drugs.contains(where: { $0.drug.nucleoside != nil }) else { return }
    faults.note(
      at: nil, found: "\(option): \(knob.rawValue) without azacitidine or decitabine",
      needed: "one of them in --drug, since nothing else meets it")
  }
}
