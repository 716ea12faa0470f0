import Citations
import Expressions
import Quantities

/// A BH3 domain as a peptide: what BH3 profiling asks permeabilised cells with.
///
/// A peptide binds with the affinities of its protein's row; those of activators touch BAX and BAK as
/// well. BIM and PUMA bind more tightly in cells than their peptides do; the model has one number for
/// both, so that a BIM peptide is too strong here rather than too weak.
public enum BH3Peptide: String, CaseIterable, Hashable, Sendable {
  case bim = "BIM"
  case bid = "BID"
  case puma = "PUMA"
  case bad = "BAD"
  case noxa = "NOXA"
  case hrk = "HRK"

  public var name: String { rawValue }

  /// Whether it turns BAX and BAK active by itself. BAD, NOXA and HRK only empty grooves.
  public var isActivator: Bool { [.bim, .bid, .puma].contains(self) }

  /// The peptide of a name, whatever its case and punctuation.
  public init?(named name: String) {
    let folded = NameMatching.folded(name)
    guard let found = Self.allCases.first(where: { NameMatching.folded($0.rawValue) == folded })
    else { return nil }
    self = found
  }

  /// Its concentration around the mitochondria, held constant.
  public var symbol: Symbol { Symbol("peptide\(rawValue)") }

  /// The name by which a treatment gives it.
  public var treatment: String { "\(rawValue) peptide" }

  /// The ligand of the network whose affinities it has; nil for HRK, which has numbers of its own.
  var ligand: String? {
    switch self {
    case .bid: ApoptosisNetwork.tBID.name
    case .hrk: nil
    default: rawValue
    }
  }

  /// Affinities that the network does not have already.
  var ownAffinities: [(Protein, Sourced<Concentration>)] {
    guard self == .hrk else { return [] }
    let source = Provenance.fromMemory(.certo2006, note: "HRK's row; Chen et al. 2005 have others")
    return [
      (.bcl2, Sourced(.nanomolar(320), source, range: 320...1000)),
      (.bclXL, Sourced(.nanomolar(20), source, range: 4...92)),
      (.mcl1, Sourced(.nanomolar(370), source, range: 370...1000)),
    ]
  }
}
