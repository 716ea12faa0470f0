import ArgumentParser
import Foundation

/// A verb that answers in JSON when asked to.
package protocol AnswersInJSON: ParsableCommand {
  var inJSON: Bool { get }
}

/// The `--json` flag, the same for every verb that has it.
package struct JSONOption: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Answer with one JSON object on standard output.")
  package var isOn = false

  package init() {}
}

/// One JSON object whose `schema` key names its form and version.
///
/// The body's own keys stand beside `schema`, sorted, so that the same answer is the same text.
/// Numbers round-trip; a number that is missing must be nil, since JSON has no NaN.
package struct JSONAnswer: Encodable {
  private enum Key: String, CodingKey { case schema }

  package let schema: String
  package let body: any Encodable

  /// - Parameter schema: Such as `primed.doctor/1`.
  /// - Precondition: `body` encodes itself with keys, and none of them is `schema`.
  package init(schema: String, body: any Encodable) {
    self.schema = schema
    self.body = body
  }

  package func encode(to encoder: any Encoder) throws {
    try body.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(schema, forKey: .schema)
  }

  /// The object as text, without a line break at its end.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
