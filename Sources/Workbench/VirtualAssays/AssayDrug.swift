import Citations
import ModelLibrary
import Quantities

/// A drug that a virtual experiment can give: one that fills grooves, or one that is built into
/// nucleic acids.
enum AssayDrug: Sendable, Hashable {
  case mimetic(BH3Mimetic)
  case nucleoside(NucleosideAnalogue)

  /// The library's drug of a name, whatever its case and punctuation.
  init?(named name: String) {
    if let drug = ModelLibrary.drug(named: name) {
      self = .mimetic(drug)
    } else if let drug = ModelLibrary.nucleosideAnalogue(named: name) {
      self = .nucleoside(drug)
    } else {
      return nil
    }
  }

  /// Every name of the library.
  static let names =
    ModelLibrary.drugs.map(\.name) + ModelLibrary.nucleosideAnalogues.map(\.name)

  var name: String {
    switch self {
    case .mimetic(let drug): drug.name
    case .nucleoside(let drug): drug.name
    }
  }

  var freeFraction: Sourced<Double> {
    switch self {
    case .mimetic(let drug): drug.freeFraction
    case .nucleoside(let drug): drug.freeFraction
    }
  }

  var mimetic: BH3Mimetic? {
    if case .mimetic(let drug) = self { drug } else { nil }
  }

  var nucleoside: NucleosideAnalogue? {
    if case .nucleoside(let drug) = self { drug } else { nil }
  }
}
