import Quantities

/// What the words of a column's title say beyond its name: a unit, a scale, a notation.
struct DoseTableHeader {
  /// The title without what stands in brackets.
  let name: String
  let unit: DoseUnitName?
  let isLogarithm: Bool
  let kind: ResponseScale.Kind?
  let notation: ResponseScale.Notation?

  /// Reads `dose (nM)`, `conc [µM]`, `Dose, ng/mL`, `dose_nM`, `log10 dose (M)`, `viability (%)`, …
  init(_ title: String) {
    let (base, remark) = Self.divided(title.trimmingBlanks)
    name = base
    unit = remark.flatMap(Self.unit)
    let words = Self.words(title)
    let first = words.first ?? ""
    isLogarithm = ["log", "log10", "lg", "log10dose", "logdose", "logconc"].contains(first)
    kind =
      if words.contains(where: { ["viability", "survival", "viable", "alive"].contains($0) }) {
        .viability
      } else if words.contains(where: { ["inhibition", "inhib", "kill", "killing"].contains($0) }) {
        .inhibition
      } else if words.contains(where: Self.instrumentWords.contains) {
        .signal
      } else {
        nil
      }
    notation =
      if title.contains("%") || words.contains("percent") || words.contains("pct") {
        .percent
      } else if words.contains("fraction") {
        .fraction
      } else {
        nil
      }
  }

  private static let instrumentWords: Set<String> = [
    "signal", "rlu", "rfu", "luminescence", "fluorescence", "absorbance",
  ]

  /// Whether the name is one that a dose has, or a response.
  var isDose: Bool {
    let words = Self.words(name)
    return Self.doseWords.contains(where: words.contains)
  }
  var isResponse: Bool {
    if kind != nil { return true }
    let words = Self.words(name)
    return words.contains("response") || words.contains("effect")
  }

  /// Whether the name is one that a curve's name stands under.
  var isGroup: Bool {
    let plain = NameSuggestion.comparable(name)
    return Self.groupNames.contains(plain)
  }

  private static let doseWords = [
    "dose", "doses", "conc", "concentration", "concentrations", "logdose", "logconc",
  ]
  private static let groupNames: Set<String> = [
    "curve", "curves", "curveid", "group", "series", "compound", "drug", "treatment", "line",
    "cellline", "name", "sample", "id",
  ]

  /// The words of a title in lower case, cut at everything but letters and digits.
  private static func words(_ title: String) -> [String] {
    title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static func divided(_ title: String) -> (base: String, remark: String?) {
    for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      if title.last == close, let start = title.lastIndex(of: open), start > title.startIndex {
        let base = String(title[..<start]).trimmingBlanks
        return (base, String(title[title.index(after: start)...].dropLast()).trimmingBlanks)
      }
    }
    for sign in [",", "_", " "] as [Character] {
      if let cut = title.lastIndex(of: sign), cut > title.startIndex {
        let remark = String(title[title.index(after: cut)...]).trimmingBlanks
        if unit(remark) != nil, remark.lowercased() != "none" {
          return (String(title[..<cut]).trimmingBlanks, remark)
        }
      }
    }
    return (title, nil)
  }

  private static func unit(_ remark: String) -> DoseUnitName? {
    let last = remark.split(separator: " ").last.map(String.init) ?? remark
    return DoseUnitName(named: remark) ?? DoseUnitName(named: last)
  }
}
