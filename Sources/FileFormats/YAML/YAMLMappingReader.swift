/// Whether a key must be there.
public enum KeyNeed: Sendable {
  case required
  case optional
}

/// Walks one mapping by the keys that its reader knows, noting faults instead of stopping.
///
/// Every method returns nil both for a key that is absent and for one that is wrong; which it was
/// stands in the faults. Keys that were never asked for are faults with a suggestion, noted when
/// ``YAMLNode/read(as:noting:_:)`` ends; so ask for every key before leaving early over a nil.
public final class YAMLMappingReader {
  /// What this mapping is, as in "a study".
  public let noun: String
  public let position: TextPosition
  public let faults: FaultCollector
  let entries: [YAMLNode.Entry]
  private var known: [String] = []

  init(noun: String, position: TextPosition, entries: [YAMLNode.Entry], faults: FaultCollector) {
    self.noun = noun
    self.position = position
    self.entries = entries
    self.faults = faults
  }

  /// Declares keys that are known here though this walk does not read them.
  public func knows(_ keys: String...) {
    known += keys
  }

  /// The keys in the order of the file, for mappings whose keys are names of the user's own.
  public var keys: [(name: String, position: TextPosition)] {
    entries.map { ($0.key, $0.keyPosition) }
  }

  /// The value behind `key`, whatever it is; nil with a fault if it is required and absent.
  public func node(_ key: String, _ need: KeyNeed = .required) -> YAMLNode? {
    known.append(key)
    guard let entry = entries.first(where: { $0.key == key }) else {
      if need == .required {
        faults.note(at: position, found: "\(noun) has no “\(key)”", needed: "the key “\(key)”")
      }
      return nil
    }
    guard entry.value.content != .nothing else {
      if need == .required {
        faults.note(
          at: entry.keyPosition, found: "“\(key)” is empty", needed: "a value behind “\(key)”")
      }
      return nil
    }
    return entry.value
  }

  /// The place of the value behind `key`, or of the mapping where it is absent.
  public func position(of key: String) -> TextPosition {
    entries.first { $0.key == key }?.value.position ?? position
  }

  /// Notes a fault at the value of `key` that only the caller can see.
  public func note(_ key: String, found: String, needed: String, hint: String? = nil) {
    faults.note(at: position(of: key), found: found, needed: needed, hint: hint)
  }

  /// Reads the list behind `key`, each element by `element`; faulty elements are left out.
  ///
  /// A single value stands for a list of one.
  public func list<Element>(
    _ key: String, _ need: KeyNeed = .required, _ element: (YAMLNode) -> Element?
  ) -> [Element]? {
    guard let node = node(key, need) else { return nil }
    guard case .sequence(let nodes) = node.content else { return element(node).map { [$0] } }
    if nodes.isEmpty, need == .required {
      faults.note(at: node.position, found: "“\(key)” is an empty list", needed: "an element")
      return nil
    }
    return nodes.compactMap(element)
  }

  /// Reads the mapping behind `key`.
  public func mapping<Value>(
    _ key: String, _ need: KeyNeed = .required, as noun: String? = nil,
    _ body: (YAMLMappingReader) -> Value?
  ) -> Value? {
    node(key, need)?.read(as: noun ?? "“\(key)”", noting: faults, body)
  }

  /// Notes each key that was never asked for.
  func noteUnknownKeys() {
    let names = Set(known)
    for entry in entries where !names.contains(entry.key) {
      faults.note(
        at: entry.keyPosition, found: "\(noun) has no key \(entry.key.quotedForPeople)",
        needed: "one of the known keys",
        hint: NameSuggestion.hint(for: entry.key, among: names.sorted()))
    }
  }
}

extension YAMLNode {
  /// Walks this mapping with `body`, then notes the keys that `body` did not ask for.
  ///
  /// Returns nil, with a fault, where this is no mapping.
  public func read<Value>(
    as noun: String, noting faults: FaultCollector, _ body: (YAMLMappingReader) -> Value?
  ) -> Value? {
    guard case .mapping(let entries) = content else {
      faults.note(
        at: position, found: "\(described) stands where \(noun) should be",
        needed: "a mapping, with keys and their values")
      return nil
    }
    let reader = YAMLMappingReader(
      noun: noun, position: position, entries: entries, faults: faults)
    let value = body(reader)
    reader.noteUnknownKeys()
    return value
  }

  /// The text of this scalar; nil, with a fault, where this is none.
  public func text(as noun: String = "a text", noting faults: FaultCollector) -> String? {
    guard case .scalar(let text, _) = content else {
      faults.note(
        at: position, found: "\(described) stands where \(noun) should be", needed: noun)
      return nil
    }
    return text
  }
}

extension YAMLDocument {
  /// Walks the document's mapping, then refuses it with all faults noted on the way.
  public func read<Value>(
    as noun: String, _ body: (YAMLMappingReader) -> Value?
  ) throws(InputRefusal) -> Value {
    let faults = FaultCollector(file: file)
    let value = root.read(as: noun, noting: faults, body)
    try faults.refuseIfAny()
    guard let value else {
      throw InputRefusal(InputFault(file: file, found: "this is not \(noun)", needed: noun))
    }
    return value
  }
}
