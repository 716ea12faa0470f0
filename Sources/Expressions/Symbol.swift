/// The name of something that has a value in a model: a variable, a parameter, a compartment.
///
/// Names follow SBML's rule for identifiers (letters, digits, underscores; no leading digit), so
/// every network can be written as SBML without renaming.
public struct Symbol: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  public let name: String

  public init(_ name: String) { self.name = name }

  public init(stringLiteral value: String) { name = value }

  public static func < (left: Self, right: Self) -> Bool { left.name < right.name }

  /// Whether the name is an identifier in SBML's sense.
  public var isIdentifier: Bool {
    guard let first = name.utf8.first, first == 0x5F || Self.isLetter(first) else { return false }
    return name.utf8.allSatisfy { $0 == 0x5F || Self.isLetter($0) || (0x30...0x39).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

extension Symbol: CustomStringConvertible {
  public var description: String { name }
}
