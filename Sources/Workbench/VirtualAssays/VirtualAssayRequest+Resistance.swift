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
    var found: [NucleosideKnob: Double] = [:]
    for text in scales.flatMap(\.listed) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard let knob = NucleosideKnob(named: parts.first ?? "") else { continue }
      guard parts.count == 2, let factor = Double(parts[1]), knob.takes(factor) else {
        faults.note(
          at: nil, found: "--scale \(text.quotedForPeople)",
          needed: "\(knob.rawValue), =, and a factor \(knob.range)")
        continue
      }
      if !drugs.contains(where: { $0.drug.nucleoside != nil }) {
        faults.note(
          at: nil, found: "--scale: \(knob.rawValue) without azacitidine or decitabine",
          needed: "one of them in --drug, since nothing else meets it")
      }
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
}
