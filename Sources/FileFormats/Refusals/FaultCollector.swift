/// Gathers the faults of one file while it is read, so that all can be told at once.
///
/// A reader that meets a fault notes it here, returns nil and goes on.
public final class FaultCollector {
  /// The file as the person named it.
  public let file: String
  public private(set) var faults: [InputFault] = []
  /// How many faults are kept; a file of the wrong kind would otherwise list every line.
  private let limit: Int
  private var leftOut = 0

  public init(file: String, limit: Int = 200) {
    self.file = file
    self.limit = limit
  }

  public var isEmpty: Bool { faults.isEmpty }

  public func note(
    at position: TextPosition?, found: String, needed: String, hint: String? = nil
  ) {
    note(InputFault(file: file, at: position, found: found, needed: needed, hint: hint))
  }

  public func note(_ fault: InputFault) {
    guard faults.count < limit else {
      leftOut += 1
      return
    }
    faults.append(fault)
  }

  /// Takes over all faults of a file that was read along with this one.
  public func note(_ refusal: InputRefusal) {
    for fault in refusal.faults { note(fault) }
    leftOut += refusal.unlisted
  }

  /// Ends the reading: refuses the input if any fault was noted.
  public func refuseIfAny() throws(InputRefusal) {
    guard !faults.isEmpty else { return }
    throw InputRefusal(faults, unlisted: leftOut)
  }
}
