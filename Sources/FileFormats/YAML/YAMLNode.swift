/// A piece of a YAML document, with the place where it stands.
///
/// Scalars stay text: whether `72h` is a time or `no` a name is for the reader to say.
public struct YAMLNode: Hashable, Sendable {
  public indirect enum Content: Hashable, Sendable {
    /// Text as written, quotes taken off.
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    /// In the order of the file; keys differ from one another.
    case mapping([Entry])
    /// A key with nothing behind it, or `null` or `~`.
    case nothing
  }

  /// One key of a mapping with its value.
  public struct Entry: Hashable, Sendable {
    public let key: String
    public let keyPosition: TextPosition
    public let value: YAMLNode

    public init(key: String, keyPosition: TextPosition, value: YAMLNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  public let content: Content
  public let position: TextPosition

  public init(_ content: Content, at position: TextPosition) {
    self.content = content
    self.position = position
  }

  /// What this is, for a fault that expected something else.
  public var described: String {
    switch content {
    case .scalar(let text, _): text.quotedForPeople
    case .sequence: "a list"
    case .mapping: "a mapping with keys of its own"
    case .nothing: "nothing"
    }
  }

  /// The value behind `key` where this is a mapping that has it.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }
}
