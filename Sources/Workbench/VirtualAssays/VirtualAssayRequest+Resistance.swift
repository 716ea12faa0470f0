import FileFormats
import ModelLibrary
import Quantities

/// What cells do with a nucleoside that `--scale` can change beside protein levels.
enum NucleosideKnob: String, CaseIterable, Sendable {
  case uck2 = "UCK2"
  case dck = "DCK"
  case cda = "CDA"
  case hent1 = "hENT1"
  /// The cell's own deoxycytidine nucleotides after exposure: ribonucleotide reductase (RRM2) and
  /// pyrimidine synthesis.
  case rrm2 = "RRM2"

  init?(named name: String) {
    guard
      case .found(let known) = NameSuggestion.resolve(name, among: Self.allCases.map(\.rawValue))
    else { return nil }
    self.init(rawValue: known)
  }

  /// Whether the model is stated for a factor.
  func takes(_ factor: Double) -> Bool {
    rises ? factor >= 1 && factor <= 10 : factor >= 0 && factor <= 1
  }

  /// Whether resistant cells have more of it; of the others they have less, down to none.
  var rises: Bool { self == .cda || self == .rrm2 }

  var range: String { rises ? "1 to 10" : "0 to 1" }

  func mechanism(_ factor: Double) -> ResistanceMechanism {
    switch self {
    case .uck2: .uck2Loss(left: factor)
    case .dck: .dckLoss(left: factor)
    case .cda: .cytidineDeaminase(factor: factor)
    case .hent1: .hent1Loss(left: factor)
    // At its height, days after exposure, the answer divides what goes to DNA by the factor.
    case .rrm2: .pyrimidineCompensation(strength: factor - 1)
    }
  }
}

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
      guard parts.count == 2, let factor = Double(parts[1]), knob.takes(factor) else {
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
