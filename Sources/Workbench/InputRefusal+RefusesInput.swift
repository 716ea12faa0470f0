import FileFormats

extension InputRefusal: RefusesInput {
  public var renderedText: String { text }
  public var machineReadable: any Encodable & Sendable { ["faults": faults] }
}

extension OutputError: RefusesInput {
  public var renderedText: String { description }
  public var machineReadable: any Encodable & Sendable { ["path": path, "found": description] }
}
