import Foundation

/// An input that was refused, with every fault found in it.
///
/// This is the one place where faults become text or JSON.
public struct InputRefusal: Error, Hashable, Sendable {
  /// Sorted by file and place, each once.
  public let faults: [InputFault]
  /// How many more were found than are listed, where a file is wrong on every line.
  public let unlisted: Int

  public init(_ faults: [InputFault], unlisted: Int = 0) {
    self.faults = Array(Set(faults)).sorted()
    self.unlisted = unlisted
  }

  public init(_ fault: InputFault) {
    self.init([fault])
  }

  /// All faults, one after the other, and how many there are where there is more than one.
  public var text: String {
    let lines = faults.map(\.text).joined(separator: "\n")
    guard faults.count + unlisted > 1 else { return lines }
    let rest = unlisted > 0 ? ", the first \(faults.count) listed" : ""
    return "\(lines)\n\(faults.count + unlisted) faults found\(rest); nothing was run."
  }

  /// One JSON object of schema `primed.refusal/1` with all faults, keys sorted.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Document(faults: faults, unlisted: unlisted)) else {
      return "{}"
    }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Document: Encodable {
    let schema = "primed.refusal/1"
    let faults: [InputFault]
    let unlisted: Int
  }
}

extension InputRefusal: CustomStringConvertible {
  public var description: String { text }
}
