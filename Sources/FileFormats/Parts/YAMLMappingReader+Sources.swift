import Citations
import Quantities

extension YAMLMappingReader {
  /// Where a number comes from, under the key `source`: its standing, and the words that go with it.
  public func source(_ need: KeyNeed = .required) -> Provenance? {
    mapping("source", need, as: "a source") { source in
      let standing = source.name("standing", among: Self.standings, as: "standing")
      let work = source.string("work", .optional)
      let key = source.string("cites", .optional)
      let words = standing.flatMap { source.words(of: $0) }
      // The other words are known keys, but not of this standing.
      guard let standing else {
        source.knows("at", "note", "because", "to")
        return nil
      }
      let citation = work.map { Citation(key: key ?? Self.key(of: $0), short: $0) }
      if key != nil, work == nil {
        source.note(
          "cites", found: "“cites” without “work”", needed: "how the work is named in a sentence",
          hint: "as in “work: Certo et al. 2006”")
      }
      return source.provenance(standing, citation, words)
    }
  }

  private static let standings = ["guide", "seen", "from memory", "chosen", "fitted"]

  private static func key(of work: String) -> String {
    work.filter { $0.isLetter || $0.isNumber }
  }

  private func words(of standing: String) -> String? {
    switch standing {
    case "guide", "seen": string("at", .optional)
    case "from memory": string("note", .optional)
    case "chosen": string("because")
    default: string("to")
    }
  }

  private func provenance(_ standing: String, _ citation: Citation?, _ words: String?)
    -> Provenance?
  {
    switch standing {
    case "guide", "seen":
      guard let citation else {
        note(
          "standing", found: "“\(standing)” without a work", needed: "the key “work”",
          hint: "a number of your own is seen in your own notes: “work: notebook 7”, “at: page 12”")
        return nil
      }
      return standing == "guide"
        ? .guide(citation, at: words ?? "") : .seen(citation, at: words ?? "")
    case "from memory": return .fromMemory(citation, note: words ?? "")
    default:
      if citation != nil {
        note(
          "work", found: "a work behind a number that is \(standing)", needed: "no “work” here",
          hint: "a published number is “seen” or “from memory”")
      }
      return words.map { standing == "chosen" ? .chosen(because: $0) : .fitted(to: $0) }
    }
  }

  /// A quantity with its unit, its range and its source.
  public func sourced<D: Dimension>(
    _ key: String, _ need: KeyNeed = .required, as type: Quantity<D>.Type = Quantity<D>.self,
    _ bound: QuantityBound = .any
  ) -> Sourced<Quantity<D>>? {
    mapping(key, need) { entry in
      let value = entry.quantity("value", as: type, bound)
      let ends = entry.quantities("range", .optional, as: type, bound)
      let range = entry.range(ends?.map(\.canonicalValue))
      guard let provenance = entry.source(), let value else { return nil }
      return Sourced(value, provenance, range: range)
    }
  }

  /// A bare number within `bounds`, with its range and its source.
  public func sourcedNumber(
    _ key: String, _ need: KeyNeed = .required, in bounds: ClosedRange<Double>
  ) -> Sourced<Double>? {
    mapping(key, need) { entry in
      let value = entry.number("value", in: bounds)
      let ends = entry.list("range", .optional) { node -> Double? in
        guard let text = node.text(as: "a number", noting: entry.faults) else { return nil }
        guard let end = DecimalMark.point.number(in: text), bounds.contains(end) else {
          entry.faults.note(
            at: node.position, found: "the end of a range is \(text.quotedForPeople)",
            needed:
              "a number from \(bounds.lowerBound.forPeople()) to \(bounds.upperBound.forPeople())"
          )
          return nil
        }
        return end
      }
      let range = entry.range(ends)
      guard let provenance = entry.source(), let value else { return nil }
      return Sourced(value, provenance, range: range)
    }
  }

  /// A text with its source.
  public func sourcedText(_ key: String, _ need: KeyNeed = .required) -> Sourced<String>? {
    mapping(key, need) { entry in
      let value = entry.string("value")
      guard let provenance = entry.source(), let value else { return nil }
      return Sourced(value, provenance)
    }
  }

  private func range(_ ends: [Double]?) -> ClosedRange<Double>? {
    guard let ends else { return nil }
    guard ends.count == 2, ends[0] <= ends[1] else {
      note(
        "range", found: "a range that is not a lower and an upper end", needed: "two numbers",
        hint: "as in “range: [0.05 nM, 5 nM]”")
      return nil
    }
    return ends[0]...ends[1]
  }
}
