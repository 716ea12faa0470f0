/// An error that refuses what a person gave, and says in words what is needed instead.
///
/// The command line prints `renderedText` and ends with 3; nothing was written.
public protocol RefusesInput: Error {
  /// Every fault found, one after the other: file, line and column, what was found, what is
  /// needed, and a hint.
  var renderedText: String { get }

  /// The same facts for programs: the body of a JSON object.
  var machineReadable: any Encodable & Sendable { get }
}
