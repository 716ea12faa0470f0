import Foundation

/// An input that was refused, with every fault found in it.
///
/// This is the one place where faults become text or JSON.
public struct InputRefusal: Error, Hashable, Sendable {
  /// Sorted by file and place, each once.
  public let faults: [InputFault]

  public init(_ faults: [InputFault]) {
    self.faults = Array(Set(faults)).sorted()
  }

  public init(_ fault: InputFault) {
    self.init([fault])
  }

  /// All faults, one after the other, and how many there are where there is more than one.
  public var text: String {
    let lines = faults.map(\.text).joined(separator: "\n")
    return faults.count > 1 ? "\(lines)\n\(faults.count) faults found; nothing was run." : lines
  }

  /// One JSON object of schema `primed.refusal/1` with all faults, keys sorted.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Document(faults: faults)) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Document: Encodable {
    let schema = "primed.refusal/1"
    let faults: [InputFault]
  }
}

extension InputRefusal: CustomStringConvertible {
  public var description: String { text }
}
