import Citations
import Expressions
import Quantities

/// A cytidine analogue that cells phosphorylate and build into nucleic acids.
///
/// Concentrations inside cells are nM-equivalents: what a cell has made of so much drug in the
/// medium. No pool was measured in these units.
public struct NucleosideAnalogue: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  /// The kinase that keeps it in the cell.
  public let kinase: Kinase
  /// How fast water opens its ring in medium at 37 °C.
  public let hydrolysis: Sourced<FirstOrderRate>
  /// The share of the nominal concentration that is free in medium with 10 % serum, 0–1.
  public let freeFraction: Sourced<Double>
  /// Where it is built in.
  public let route: Route

  public enum Kinase: String, CaseIterable, Hashable, Sendable {
    case uck2 = "UCK2"
    case dck = "DCK"
  }

  public enum Route: String, CaseIterable, Hashable, Sendable {
    /// A ribonucleoside: into RNA, and by way of ribonucleotide reductase into DNA.
    case mainlyRNA = "RNA and DNA"
    /// A deoxyribonucleoside.
    case dnaOnly = "DNA"
  }

  public init(
    name: String, aliases: [String], kinase: Kinase, hydrolysis: Sourced<FirstOrderRate>,
    freeFraction: Sourced<Double>, route: Route
  ) {
    self.name = name
    self.aliases = aliases
    self.kinase = kinase
    self.hydrolysis = hydrolysis
    self.freeFraction = freeFraction
    self.route = route
  }

  /// What the names of its species and reactions begin or end with.
  public var symbol: Symbol { Symbol(name.filter { $0.isLetter || $0.isNumber }) }
  /// The species of the drug in the medium, which does not last there.
  public var medium: Symbol { Symbol("\(symbol)_medium") }
  /// The species of its phosphates in the cell.
  public var nucleotides: Symbol { Symbol("\(symbol)_nucleotides") }

  /// 5-azacytidine.
  public static let azacitidine = NucleosideAnalogue(
    name: "azacitidine", aliases: ["5-azacytidine", "aza", "Vidaza"], kinase: .uck2,
    hydrolysis: Sourced(
      .perHour(0.17),
      .chosen(
        because:
          "a half-life of 4 h at 37 °C; more than 85 % are lost in a day at 23 °C in infusion fluids"
      ),
      range: FirstOrderRate.perHour(0.058)
        .canonicalValue...FirstOrderRate.perHour(0.35)
        .canonicalValue),
    freeFraction: Sourced(
      1, .chosen(because: "a small polar nucleoside; binding to serum ignored")),
    route: .mainlyRNA)

  /// 5-aza-2′-deoxycytidine.
  public static let decitabine = NucleosideAnalogue(
    name: "decitabine", aliases: ["5-aza-2'-deoxycytidine", "dac", "Dacogen"], kinase: .dck,
    hydrolysis: Sourced(
      .perHour(0.17 * 0.35), .chosen(because: "0.35 of azacitidine's rate")),
    freeFraction: Sourced(
      1, .chosen(because: "a small polar nucleoside; binding to serum ignored")),
    route: .dnaOnly)
}

extension ModelLibrary {
  /// The cytidine analogues, which act by other means than the BH3 mimetics of ``drugs``.
  public static let nucleosideAnalogues: [NucleosideAnalogue] = [.azacitidine, .decitabine]

  public static func nucleosideAnalogue(named name: String) -> NucleosideAnalogue? {
    NameMatching.match(name, among: nucleosideAnalogues) { [$0.name] + $0.aliases }
  }
}
