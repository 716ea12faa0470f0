import Citations
import Yams

/// One YAML file, read into a tree that knows its places.
///
/// Anchors with aliases, tags, several documents in a file and keys that are no plain text are
/// refused: a study needs none of them, and an alias can make a small file endless.
public struct YAMLDocument: Sendable {
  /// How much is read before a file is taken for a mistake or an attack.
  public struct Limits: Sendable {
    /// In bytes of UTF-8.
    public var size: Int
    /// How deep lists and mappings may stand in one another.
    public var depth: Int

    public init(size: Int = 1 << 20, depth: Int = 32) {
      self.size = size
      self.depth = depth
    }
  }

  /// The file as the person named it.
  public let file: String
  /// The text that was read, as a run record keeps it.
  public let text: String
  public let hash: ContentHash
  public let root: YAMLNode

  public init(_ input: InputText, limits: Limits = Limits()) throws(InputRefusal) {
    file = input.file
    text = input.text
    hash = input.hash
    guard input.text.utf8.count <= limits.size else {
      throw InputRefusal(
        InputFault(
          file: input.file, found: "the file has \(input.text.utf8.count) bytes",
          needed: "a YAML file of at most \(limits.size) bytes",
          hint: "measured data belong into a table beside the study, not into it"))
    }
    if let alias = Self.firstAlias(in: input.text) {
      throw InputRefusal(
        InputFault(
          file: input.file, at: alias.position, found: "the alias “*\(alias.name)”",
          needed: "the value itself", hint: "anchors and aliases are not read; write it out"))
    }
    let composed: Node
    do {
      let parser = try Parser(yaml: input.text, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        throw InputRefusal(
          InputFault(file: input.file, found: "the file is empty", needed: "a YAML mapping"))
      }
      composed = node
    } catch let refusal as InputRefusal {
      throw refusal
    } catch {
      throw InputRefusal(YAMLSyntaxFault.fault(of: error, in: input))
    }
    let faults = FaultCollector(file: input.file)
    let converter = YAMLTreeConverter(depthLimit: limits.depth, faults: faults)
    root = converter.convert(composed, depth: 1)
    try faults.refuseIfAny()
  }

  /// Reads and composes a file.
  public init(contentsOf path: String, limits: Limits = Limits()) throws(InputRefusal) {
    try self.init(InputText(contentsOf: path, limit: limits.size), limits: limits)
  }

  /// The first `*name` whose `&name` stands in the text too.
  ///
  /// Looked for in the bare text, since a composed alias has already been multiplied. Prose that
  /// holds both `&name` and `*name` after a space is refused as well, which is rare and safe.
  private static func firstAlias(in text: String) -> (name: String, position: TextPosition)? {
    var anchors: Set<[UInt8]> = []
    var aliases: [(name: [UInt8], position: TextPosition)] = []
    var (line, column) = (1, 1)
    var previous = UInt8(ascii: "\n")
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let mayBegin = byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*")
      if mayBegin, " \t\r\n[]{},:?-!".utf8.contains(previous) || previous >= 0x80 {
        let name = Array(bytes[(index + 1)...].prefix(while: isNameByte))
        if !name.isEmpty, byte == UInt8(ascii: "&") { anchors.insert(name) }
        if !name.isEmpty, byte == UInt8(ascii: "*") {
          aliases.append((name, TextPosition(line: line, column: column)))
        }
      }
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      previous = byte
    }
    guard let first = aliases.first(where: { anchors.contains($0.name) }) else { return nil }
    return (String(decoding: first.name, as: UTF8.self), first.position)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
