import Yams

/// Turns the parser's tree into ours, noting what Primed does not read.
struct YAMLTreeConverter {
  let depthLimit: Int
  let faults: FaultCollector

  func convert(_ node: Node, depth: Int) -> YAMLNode {
    let position = Self.position(of: node)
    guard depth <= depthLimit else {
      faults.note(
        at: position, found: "lists or mappings stand \(depth) deep in one another",
        needed: "at most \(depthLimit)")
      return YAMLNode(.nothing, at: position)
    }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(content(of: scalar, at: position), at: position)
    case .sequence(let sequence):
      noteTag(sequence.tag, at: position)
      return YAMLNode(.sequence(sequence.map { convert($0, depth: depth + 1) }), at: position)
    case .mapping(let mapping):
      noteTag(mapping.tag, at: position)
      return YAMLNode(.mapping(mapping.compactMap { entry($0, depth: depth) }), at: position)
    case .alias:
      faults.note(at: position, found: "an alias", needed: "the value itself")
      return YAMLNode(.nothing, at: position)
    }
  }

  private func entry(_ pair: (key: Node, value: Node), depth: Int) -> YAMLNode.Entry? {
    let keyPosition = Self.position(of: pair.key)
    let value = convert(pair.value, depth: depth + 1)
    guard case .scalar(let key) = pair.key, !key.string.isEmpty else {
      faults.note(
        at: keyPosition, found: "a key that is a list, a mapping or empty",
        needed: "a key that is plain text")
      return nil
    }
    noteTag(key.tag, at: keyPosition)
    return YAMLNode.Entry(key: key.string, keyPosition: keyPosition, value: value)
  }

  private func content(of scalar: Node.Scalar, at position: TextPosition) -> YAMLNode.Content {
    noteTag(scalar.tag, at: position)
    let isPlain = scalar.style == .plain || scalar.style == .any
    if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
    return .scalar(scalar.string, isQuoted: !isPlain)
  }

  private func noteTag(_ tag: Tag, at position: TextPosition) {
    let name = tag.description
    guard name != Tag.Name.implicit.rawValue, name != Tag.Name.str.rawValue, name != "!" else {
      return
    }
    faults.note(
      at: position, found: "the tag \(name.quotedForPeople)", needed: "a value without a tag")
  }

  static func position(of node: Node) -> TextPosition {
    TextPosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}
