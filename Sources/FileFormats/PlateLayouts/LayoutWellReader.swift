import Assays
import DoseResponse

/// Turns what a map says of one well into a role, a drug and a dose, and notes what does not fit.
struct LayoutWellReader {
  let export: ExportedFile
  let faults: FaultCollector
  let mark: DecimalMark
  let draft: LayoutDraft

  private typealias Entry = LayoutDraft.Entry

  /// The well; nil where it holds nothing, or with a fault.
  func well(_ address: WellAddress, _ draft: LayoutDraft.WellDraft) -> LayoutWell? {
    var entries = draft.entries
    if let content = entries.removeValue(forKey: .content) {
      guard !LayoutWords.isUnused(content.text) else { return nil }
      split(content, into: &entries)
    }
    for (property, entry) in entries where entry.text.isEmpty { entries[property] = nil }
    let isBare = entries.keys.allSatisfy { [.replicate, .cells, .line, .sample].contains($0) }
    if isBare, entries[.role] == nil { return nil }
    if let role = entries[.role], LayoutWords.isUnused(role.text) { return nil }
    let dose = dose(of: address, entries, draft)
    guard let role = role(of: address, entries, dose: dose?.value, draft) else { return nil }
    if role == .sample { checkSample(address, entries, hasDose: dose != nil, draft) }
    if role != .sample, role != .positiveControl, let dose, dose.value > 0 {
      faults.note(
        fault(
          entries[.dose] ?? entries[.role], draft,
          "well \(address) is \(role.noun) and has a dose of \(dose.value.forPeople())",
          "a dose for samples only", hint: "a well has one role"))
    }
    let line = [entries[.line]?.text, entries[.sample]?.text].compactMap(\.self)
    return LayoutWell(
      address, role: role, line: line.isEmpty ? nil : line.joined(separator: ", "),
      drug: role == .sample || role == .positiveControl ? entries[.drug]?.text : nil,
      dose: role == .sample || role == .positiveControl ? dose : nil,
      cells: number(entries[.cells], "cells of well \(address)", draft),
      replicate: replicate(entries[.replicate], address, draft),
      exclusion: exclusion(entries[.exclude]))
  }

  /// Cuts `RS4;11 | AZD4320 10 nM` into its properties; a role's word alone is the role.
  private func split(_ content: Entry, into entries: inout [LayoutWords.Property: Entry]) {
    var text = content.text
    if let bar = text.firstIndex(of: "|") {
      let line = String(text[..<bar]).trimmingBlanks
      text = String(text[text.index(after: bar)...]).trimmingBlanks
      if !line.isEmpty { entries[.line] = Entry(text: line, place: content.place) }
    }
    if LayoutWords.role(text) != nil, NameSuggestion.comparable(text) != "drug" {
      entries[.role] = Entry(text: text, place: content.place)
      return
    }
    // The dose is the last part that begins with a number: `AZD4320 10 nM`, `drug 5 0,3µM`.
    var parts = text.split(separator: " ").map(String.init)
    if parts.last.flatMap({ $0 == "@" ? nil : LayoutWords.unit($0) }) != nil, parts.count > 1,
      LayoutWords.amount(parts[parts.count - 2], mark: mark)?.unit == nil
    {
      let unit = parts.removeLast()
      parts[parts.count - 1] += unit
    }
    if parts.count > 1, let last = parts.last, LayoutWords.amount(last, mark: mark) != nil {
      parts.removeLast()
      if parts.last == "@" { parts.removeLast() }
      entries[.dose] = Entry(text: last, place: content.place)
    }
    entries[.drug] = Entry(text: parts.joined(separator: " "), place: content.place)
  }

  private func role(
    of address: WellAddress, _ entries: [LayoutWords.Property: Entry], dose: Double?,
    _ well: LayoutDraft.WellDraft
  ) -> WellRole? {
    if let entry = entries[.role] {
      if let role = LayoutWords.role(entry.text) { return role }
      let known = WellRole.allCases.map(\.rawValue)
      let isControl = NameSuggestion.comparable(entry.text).hasPrefix("control")
      faults.note(
        fault(
          entry, well, "\(entry.text.quotedForPeople) is no role for well \(address)",
          "one of \(known.joined(separator: ", "))",
          hint: isControl
            ? "which control: vehicle (no effect), positive (full effect) or blank (no cells)?"
            : NameSuggestion.hint(for: entry.text, among: known)))
      return nil
    }
    // Without a column of roles the drug's name or its dose says it.
    if let drug = entries[.drug] {
      if let role = LayoutWords.role(drug.text), role != .sample { return role }
      return dose == 0 ? .vehicle : .sample
    }
    if dose == 0 { return .vehicle }
    draft.noteWellWithoutRole(address, at: entries[.dose]?.place ?? well.place)
    return nil
  }

  private func checkSample(
    _ address: WellAddress, _ entries: [LayoutWords.Property: Entry], hasDose: Bool,
    _ well: LayoutDraft.WellDraft
  ) {
    if entries[.drug] == nil {
      faults.note(
        fault(
          entries[.role], well, "well \(address) is a sample without a drug",
          "the drug's name in each sample well"))
    }
    if !hasDose, entries[.dose] == nil {
      faults.note(
        fault(
          entries[.drug] ?? entries[.role], well, "well \(address) is a sample without a dose",
          "a dose with its unit in each sample well"))
    }
  }

  private func dose(
    of address: WellAddress, _ entries: [LayoutWords.Property: Entry],
    _ well: LayoutDraft.WellDraft
  ) -> NominalDose? {
    guard let entry = entries[.dose] else { return nil }
    let mark = export.cell(at: entry.place).kind == .number ? DecimalMark.point : mark
    guard let amount = LayoutWords.amount(entry.text, mark: mark) else {
      faults.note(
        fault(
          entry, well, "\(entry.text.quotedForPeople) is no dose for well \(address)",
          "a number with its unit, such as 10nM"))
      return nil
    }
    guard amount.value >= 0 else {
      faults.note(
        fault(
          entry, well, "the dose of well \(address) is below zero", "a dose of zero or more",
          hint: "if the map holds logarithms of doses, turn them into doses first"))
      return nil
    }
    let stated = [amount.unit, entries[.unit]?.text, well.doseUnit?.text].compactMap(\.self)
    guard let symbol = stated.first else {
      if amount.value > 0 {
        draft.noteDoseWithoutUnit(address, at: entry.place)
      }
      return amount.value > 0 ? nil : NominalDose(0, unit: nil)
    }
    if NameSuggestion.comparable(symbol) == "none" { return NominalDose(amount.value, unit: nil) }
    let units = stated.map { LayoutWords.unit($0) }
    guard let unit = units[0] else {
      faults.note(
        fault(
          entry, well, "\(symbol.quotedForPeople) is no unit of dose, in well \(address)",
          "one of \(LayoutWords.knownUnits.joined(separator: ", "))"))
      return nil
    }
    if units.contains(where: { $0 != nil && $0 != unit }) {
      faults.note(
        fault(
          entry, well,
          "the dose of well \(address) has the units \(stated.joined(separator: " and "))",
          "one unit for each dose"))
      return nil
    }
    return NominalDose(amount.value, unit: unit)
  }

  private func number(
    _ entry: Entry?, _ noun: String, _ well: LayoutDraft.WellDraft
  ) -> Double? {
    guard let entry else { return nil }
    let mark = export.cell(at: entry.place).kind == .number ? DecimalMark.point : mark
    if let value = mark.number(in: entry.text), value >= 0 { return value }
    faults.note(
      fault(
        entry, well, "\(entry.text.quotedForPeople) is no number of \(noun)",
        "a number of zero or more"))
    return nil
  }

  private func replicate(
    _ entry: Entry?, _ address: WellAddress, _ well: LayoutDraft.WellDraft
  ) -> Int? {
    guard let entry else { return nil }
    if let value = export.cell(at: entry.place).wholeNumber ?? Int(entry.text), value > 0 {
      return value
    }
    faults.note(
      fault(
        entry, well, "\(entry.text.quotedForPeople) is no replicate of well \(address)",
        "a whole number from 1"))
    return nil
  }

  private func exclusion(_ entry: Entry?) -> String? {
    guard let entry else { return nil }
    switch NameSuggestion.comparable(entry.text) {
    case "", "no", "false", "0": return nil
    case "yes", "true", "1", "x": return "left out by the layout"
    default: return entry.text
    }
  }

  private func fault(
    _ entry: Entry?, _ well: LayoutDraft.WellDraft, _ found: String, _ needed: String,
    hint: String? = nil
  ) -> InputFault {
    export.fault(at: entry?.place ?? well.place, found: found, needed: needed, hint: hint)
  }
}
