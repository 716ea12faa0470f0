import Expressions
import Quantities

/// A protein of the apoptosis model whose level differs between lines and from cell to cell.
public enum Protein: String, CaseIterable, Hashable, Sendable {
  // Anti-apoptotics hold activators and effectors inactive.
  case bcl2 = "BCL2"
  case bclXL = "BCLXL"
  case mcl1 = "MCL1"
  // BH3-only: BIM, PUMA and (cut) BID activate BAX and BAK; BAD and NOXA only block anti-apoptotics.
  case bim = "BIM"
  case puma = "PUMA"
  case bid = "BID"
  case bad = "BAD"
  case noxa = "NOXA"
  // Effectors pore the outer membrane.
  case bax = "BAX"
  case bak = "BAK"
  // What leaves the intermembrane space.
  case cytochromeC = "CYTC"
  case smac = "SMAC"
  // The machinery in the cytosol.
  case apaf1 = "APAF"
  case caspase9 = "C9"
  case xiap = "XIAP"
  case procaspase3 = "proC3"
  case procaspase6 = "proC6"
  case procaspase8 = "proC8"
  case bar = "BAR"
  case parp = "PARP"
  // Anti-apoptotics and a sensitizer that only some lines have: left out of the network at level 0.
  // They stand last, so that the other proteins of a cell vary alike with and without them.
  case bclW = "BCLW"
  case bfl1 = "BFL1"
  case hrk = "HRK"

  /// What people call it.
  public var name: String {
    switch self {
    case .bcl2: "BCL-2"
    case .bclXL: "BCL-xL"
    case .mcl1: "MCL-1"
    case .bclW: "BCL-w"
    case .bfl1: "BFL-1"
    case .cytochromeC: "cytochrome c"
    case .apaf1: "APAF-1"
    case .caspase9: "caspase-9"
    case .procaspase3: "procaspase-3/7"
    case .procaspase6: "procaspase-6"
    case .procaspase8: "procaspase-8"
    default: rawValue
    }
  }

  /// Where it is in a living cell.
  public var compartment: CellCompartment {
    switch self {
    case .bcl2, .bclXL, .mcl1, .bclW, .bfl1, .bim, .puma, .bad, .noxa, .hrk, .bak: .outerMembrane
    case .cytochromeC, .smac: .intermembraneSpace
    case .bid, .bax, .apaf1, .caspase9, .xiap, .procaspase3, .procaspase6, .procaspase8, .bar,
      .parp:
      .cytosol
    }
  }

  /// The species that holds the protein as a living cell keeps it.
  public var species: Symbol {
    compartment == .intermembraneSpace ? Symbol("\(rawValue)_IMS") : Symbol(rawValue)
  }

  /// The parameter that holds its level, nM of whole-cell volume.
  public var level: Symbol { Symbol("level_\(rawValue)") }

  /// Whether a cell's fate is read from it, so that without it nothing could be read.
  public var isReadout: Bool { self == .cytochromeC || self == .parp }

  /// Whether most cells lack it, so that the network has it only where a level is given.
  public var isOptional: Bool { self == .bclW || self == .bfl1 || self == .hrk }

  /// The protein of a name, whatever its case and punctuation: `mcl1`, `Bcl-xL`, `CYTC`.
  public init?(named name: String) {
    let folded = NameMatching.folded(name)
    guard
      let found = Self.allCases.first(where: {
        NameMatching.folded($0.name) == folded || NameMatching.folded($0.rawValue) == folded
      })
    else { return nil }
    self = found
  }
}

/// The spaces of the apoptosis model.
///
/// All amounts are in nM of whole-cell volume, so that no concentration changes when a molecule moves;
/// what crowding in a membrane does to meeting rates is the parameter `crowding`.
public enum CellCompartment: String, CaseIterable, Hashable, Sendable {
  case medium
  case cytosol
  case outerMembrane = "MOM"
  case intermembraneSpace = "IMS"

  public var symbol: Symbol { Symbol(rawValue) }

  public var name: String {
    switch self {
    case .medium: "medium"
    case .cytosol: "cytosol"
    case .outerMembrane: "mitochondrial outer membrane"
    case .intermembraneSpace: "intermembrane space"
    }
  }
}
