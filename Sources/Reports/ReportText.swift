/// A passage of running text in pieces, each plain or set apart.
///
/// Nothing in a piece is read as markup, so names with asterisks or angle brackets are safe:
/// `"The EC50 is \(strong: "9.8 nM"), from \(code: "study.yaml")."`
public struct ReportText: Hashable, Sendable {
  public enum Piece: Hashable, Sendable {
    case plain(String)
    case strong(String)
    case emphasis(String)
    case code(String)
    /// Words that lead to an `https` address; other addresses are shown as words alone.
    case link(String, to: String)
  }

  public var pieces: [Piece]

  public init(_ pieces: [Piece]) {
    self.pieces = pieces
  }

  public init(_ text: String) {
    pieces = [.plain(text)]
  }

  /// The words alone.
  public var plain: String {
    pieces.map { piece in
      switch piece {
      case .plain(let text), .strong(let text), .emphasis(let text), .code(let text): text
      case .link(let text, _): text
      }
    }.joined()
  }

  public static func + (left: ReportText, right: ReportText) -> ReportText {
    ReportText(left.pieces + right.pieces)
  }
}

extension ReportText: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }

  public init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.plain(literal)) }
    }

    public mutating func appendInterpolation(_ text: String) { pieces.append(.plain(text)) }

    public mutating func appendInterpolation(_ number: Int) { pieces.append(.plain("\(number)")) }

    public mutating func appendInterpolation(_ text: ReportText) { pieces += text.pieces }

    public mutating func appendInterpolation(strong text: String) { pieces.append(.strong(text)) }

    public mutating func appendInterpolation(emphasis text: String) {
      pieces.append(.emphasis(text))
    }

    public mutating func appendInterpolation(code text: String) { pieces.append(.code(text)) }

    public mutating func appendInterpolation(link text: String, to address: String) {
      pieces.append(.link(text, to: address))
    }
  }
}

extension ReportText: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(plain)
  }
}
