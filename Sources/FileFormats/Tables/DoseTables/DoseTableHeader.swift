import Quantities

/// What the words of a column's title say beyond its name: a unit, a scale, a notation.
struct DoseTableHeader {
  /// The title without what stands in brackets.
  let name: String
  private let title: String
  let unit: DoseUnitName?
  let isLogarithm: Bool
  /// Whether it says logarithms that are not those to the base of 10, or their negatives.
  let isOtherLogarithm: Bool
  let kind: ResponseScale.Kind?
  let notation: ResponseScale.Notation?

  /// Reads `dose (nM)`, `conc [µM]`, `Dose, ng/mL`, `dose_nM`, `log10 dose (M)`, `viability (%)`, …
  init(_ title: String) {
    let (base, remark) = Self.divided(title.trimmingBlanks)
    name = base
    self.title = title
    unit = remark.flatMap(Self.unit)
    let words = Self.words(title)
    let first = words.first ?? ""
    isLogarithm = Self.isLogarithm(first)
    isOtherLogarithm = Self.isOtherLogarithm(words, title)
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

  /// `log`, `log10`, `logDose`, `log10conc`, `logM`, …
  private static func isLogarithm(_ word: String) -> Bool {
    if word == "lg" { return true }
    guard word.hasPrefix("log") else { return false }
    let rest = word.dropFirst(3)
    let plain = String(rest.hasPrefix("10") ? rest.dropFirst(2) : rest)
    let units = ["m", "mm", "um", "µm", "nm", "pm", "c", "x"]
    return plain.isEmpty || doseWords.contains(plain) || units.contains(plain)
  }

  private static func isOtherLogarithm(_ words: [String], _ title: String) -> Bool {
    let first = words.first ?? ""
    if ["ln", "log2", "loge", "pconc", "pdose"].contains(first) { return true }
    let isNegative =
      title.hasPrefix("-") || title.hasPrefix("\u{2212}") || ["neg", "negative"].contains(first)
    let second = words.dropFirst().first ?? ""
    return isNegative && (isLogarithm(first) || isLogarithm(second))
  }

  /// What is counted or read, so that its logarithm is no dose's.
  private static let countedWords: Set<String> = [
    "cfu", "count", "counts", "cells", "fold", "ratio", "reads", "titer", "titre", "od",
  ]

  private static let instrumentWords: Set<String> = [
    "signal", "rlu", "rfu", "luminescence", "fluorescence", "absorbance",
  ]

  /// Whether the name is one that a dose has, or a response.
  var isDose: Bool {
    if LayoutWords.heading(title)?.property == .unit { return false }
    let words = Self.words(name)
    if Self.doseWords.contains(where: words.contains) { return true }
    // Logarithms of a drug or in a unit of doses: `Log [Drug], M`, `log[M]`, `log10(dose)`.
    guard isLogarithm || isOtherLogarithm, kind == nil, !isResponse else { return false }
    let all = Self.words(title)
    if unit != nil || Self.doseWords.contains(where: all.contains) { return true }
    return title.contains { "[(".contains($0) } && !all.contains(where: Self.countedWords.contains)
      || all.contains(where: ["drug", "compound", "inhibitor", "agonist", "antagonist"].contains)
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
