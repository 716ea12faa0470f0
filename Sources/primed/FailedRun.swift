import ArgumentParser
import Foundation
import Workbench

/// What an error that ended a verb means: the one place that turns errors into a status and words.
package struct FailedRun {
  package let status: ExitStatus
  /// What standard error says; nil where everything was said already.
  package let message: String?

  /// - Parameter interrupted: Whether a signal had asked the verb to stop.
  package init(_ error: any Error, interrupted: Bool = false) {
    switch error {
    case is CancellationError where interrupted:
      self.init(.interrupted, "Interrupted. Nothing unfinished was left behind.")
    case let refusal as any RefusesInput:
      self.init(.inputRefused, refusal.renderedText)
    case let failed as ItemsFailed:
      self.init(.itemFailed, Self.text(for: failed))
    case let code as ExitCode:
      self.init(ExitStatus(rawValue: code.rawValue) ?? .ourFault, nil)
    case let fault as CocoaError where Self.concernsFile(fault):
      self.init(.inputRefused, Self.text(for: fault))
    default:
      self.init(.ourFault, Self.apology(for: error))
    }
  }

  private init(_ status: ExitStatus, _ message: String?) {
    self.status = status
    self.message = message
  }

  private static func text(for failed: ItemsFailed) -> String {
    let count = failed.items.count
    let heading = count == 1 ? "1 item failed:" : "\(count) items failed:"
    return ([heading] + failed.items.map { "  \($0.name): \($0.reason)" })
      .joined(separator: "\n")
  }

  /// A file that cannot be read or written is the machine's or the person's, not our fault.
  private static func concernsFile(_ fault: CocoaError) -> Bool {
    let fileFaults: Set<CocoaError.Code> = [
      .fileNoSuchFile, .fileReadNoSuchFile, .fileReadNoPermission, .fileReadCorruptFile,
      .fileReadInapplicableStringEncoding, .fileReadUnknown, .fileReadInvalidFileName,
      .fileWriteNoPermission, .fileWriteOutOfSpace, .fileWriteVolumeReadOnly,
      .fileWriteFileExists, .fileWriteInvalidFileName, .fileWriteUnknown,
    ]
    return fileFaults.contains(fault.code)
  }

  private static func text(for fault: CocoaError) -> String {
    let place = fault.filePath ?? fault.url?.path ?? "a file"
    let reason =
      switch fault.code {
      case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file or folder."
      case .fileReadNoPermission: "may not be read by you."
      case .fileWriteNoPermission: "may not be written by you; choose another place."
      case .fileWriteOutOfSpace: "the disk is full; nothing was kept."
      case .fileWriteVolumeReadOnly: "the disk can only be read; choose another place."
      case .fileWriteFileExists: "is there already."
      case .fileReadInapplicableStringEncoding: "is not text in UTF-8."
      default: fault.localizedDescription
      }
    return "\(place): \(reason)"
  }

  private static func apology(for error: any Error) -> String {
    """
    This is a fault of Primed's own, not of your input: \(error)
    Please report it with the command you typed; `primed doctor` says what this machine has.
    """
  }
}
