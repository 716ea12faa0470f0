/// Some of the items asked for failed or were skipped; the others are done and written.
///
/// The command line prints which, and ends with 1.
public struct ItemsFailed: Error, Equatable {
  public struct Item: Equatable, Sendable {
    /// What the person calls it: a line and drug, a file, a well.
    public let name: String
    /// Why it failed, as a sentence without the name.
    public let reason: String

    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  public let items: [Item]

  /// - Precondition: There is an item that failed.
  public init(_ items: [Item]) {
    precondition(!items.isEmpty, "No item failed.")
    self.items = items
  }
}
