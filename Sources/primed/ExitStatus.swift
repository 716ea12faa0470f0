import Foundation

/// How the process ends, as the command line's contract counts it.
package enum ExitStatus: Int32, Sendable {
  /// Done. A verdict is an answer, also "flat" or "refused".
  case done = 0
  /// An item failed or was skipped; the message says which.
  case itemFailed = 1
  /// The command line was not understood.
  case usage = 2
  /// The input was refused; nothing was written.
  case inputRefused = 3
  /// A fault of Primed's own.
  case ourFault = 70
  /// Interrupted by a person or a scheduler.
  case interrupted = 130

  package func endProcess() -> Never {
    exit(rawValue)
  }
}
