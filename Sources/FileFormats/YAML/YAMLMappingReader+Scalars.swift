import Quantities

extension YAMLMappingReader {
  /// A text of at least one sign.
  public func string(_ key: String, _ need: KeyNeed = .required) -> String? {
    guard let node = node(key, need), let text = node.text(noting: faults) else { return nil }
    guard !text.isEmpty else {
      faults.note(at: node.position, found: "“\(key)” is an empty text", needed: "a text")
      return nil
    }
    return text
  }

  /// A list of texts, or one text.
  public func strings(_ key: String, _ need: KeyNeed = .required) -> [String]? {
    list(key, need) { $0.text(noting: self.faults) }
  }

  /// A whole number within `range`.
  public func integer(
    _ key: String, _ need: KeyNeed = .required, in range: ClosedRange<Int> = Int.min...Int.max
  ) -> Int? {
    guard let node = node(key, need),
      let text = node.text(as: "a whole number", noting: faults)
    else { return nil }
    guard let value = Int(text) else {
      faults.note(
        at: node.position, found: "\(text.quotedForPeople) is no whole number",
        needed: "a whole number for “\(key)”")
      return nil
    }
    guard range.contains(value) else {
      faults.note(
        at: node.position, found: "“\(key)” is \(value)", needed: Self.words(for: range))
      return nil
    }
    return value
  }

  /// A finite bare number within `range`, for what has no unit.
  public func number(
    _ key: String, _ need: KeyNeed = .required,
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) -> Double? {
    guard let node = node(key, need), let text = node.text(as: "a number", noting: faults)
    else { return nil }
    guard let value = DecimalMark.point.number(in: text) else {
      faults.note(
        at: node.position, found: "\(text.quotedForPeople) is no number",
        needed: "a number without unit for “\(key)”",
        hint: text.contains(",") ? "write the decimal mark as a point" : nil)
      return nil
    }
    guard range.contains(value) else {
      faults.note(
        at: node.position, found: "“\(key)” is \(text)",
        needed: "a number from \(range.lowerBound.forPeople()) to \(range.upperBound.forPeople())")
      return nil
    }
    return value
  }

  /// `true` or `false`; YAML's other words for them are names elsewhere and are not read.
  public func boolean(_ key: String, _ need: KeyNeed = .required) -> Bool? {
    guard let node = node(key, need),
      let text = node.text(as: "true or false", noting: faults)
    else { return nil }
    guard let value = Bool(text) else {
      faults.note(
        at: node.position, found: "“\(key)” is \(text.quotedForPeople)", needed: "true or false")
      return nil
    }
    return value
  }

  /// One of the raw values of an enumeration, without regard to case and punctuation.
  public func choice<Choice>(
    _ key: String, _ need: KeyNeed = .required, of type: Choice.Type = Choice.self
  ) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
    name(key, need, among: Choice.allCases.map(\.rawValue), as: "“\(key)”")
      .flatMap(Choice.init(rawValue:))
  }

  /// A name that must be one of `known`; the known spelling is returned.
  ///
  /// `noun` says what the name is of, as in "cell line".
  public func name(
    _ key: String, _ need: KeyNeed = .required, among known: [String], as noun: String
  ) -> String? {
    node(key, need)?.name(among: known, as: noun, noting: faults)
  }

  /// Names that must each be one of `known`, each once, in the order of the file.
  public func names(
    _ key: String, _ need: KeyNeed = .required, among known: [String], as noun: String
  ) -> [String]? {
    var seen: Set<String> = []
    return list(key, need) { node in
      guard let name = node.name(among: known, as: noun, noting: self.faults) else { return nil }
      guard seen.insert(name).inserted else {
        self.faults.note(
          at: node.position, found: "the \(noun) \(name.quotedForPeople) stands here again",
          needed: "each \(noun) once")
        return nil
      }
      return name
    }
  }

  private static func words(for range: ClosedRange<Int>) -> String {
    if range.upperBound == Int.max { return "a whole number of at least \(range.lowerBound)" }
    if range.lowerBound == Int.min { return "a whole number of at most \(range.upperBound)" }
    return "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }
}

extension YAMLNode {
  /// This scalar as one of `known`, in the known spelling; nil, with a fault and suggestions,
  /// where it is none.
  public func name(among known: [String], as noun: String, noting faults: FaultCollector)
    -> String?
  {
    guard let text = text(as: "the name of a \(noun)", noting: faults) else { return nil }
    if case .found(let name) = NameSuggestion.resolve(text, among: known) { return name }
    faults.note(
      at: position, found: "\(text.quotedForPeople) is no known \(noun)",
      needed: "a known \(noun)", hint: NameSuggestion.hint(for: text, among: known))
    return nil
  }
}
