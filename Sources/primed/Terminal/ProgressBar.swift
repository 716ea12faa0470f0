import Foundation
import Synchronization
import Workbench

/// Shows how far a job is, in one line of standard error that is drawn over and over.
///
/// Quiet where standard error is not a screen: a log does not want a thousand lines.
package final class ProgressBar: ProgressListener {
  private struct Drawing {
    var lastDrawn: ContinuousClock.Instant?
    var isOnScreen = false
  }

  /// Drawing more often than this shows nothing more.
  private static let interval = Duration.milliseconds(100)

  private let terminal: Terminal
  private let started = ContinuousClock.now
  private let drawing = Mutex(Drawing())

  package init(_ terminal: Terminal = .current) {
    self.terminal = terminal
  }

  package func hear(_ progress: JobProgress) {
    guard terminal.messagesAreOnScreen else { return }
    drawing.withLock { drawing in
      let now = ContinuousClock.now
      let isLast = progress.finished == progress.total
      if let last = drawing.lastDrawn, !isLast, now - last < Self.interval { return }
      drawing.lastDrawn = now
      drawing.isOnScreen = true
      let line = Self.line(for: progress, after: now - started, columns: terminal.columns)
      terminal.writeMessage("\r\u{1B}[K" + line)
    }
  }

  /// Takes the bar off the screen; to be called before anything else is written there.
  package func clear() {
    drawing.withLock { drawing in
      if drawing.isOnScreen { terminal.writeMessage("\r\u{1B}[K") }
      drawing.isOnScreen = false
    }
  }

  /// One line no wider than the screen: the bar, the share, the time so far, what is being done.
  package static func line(
    for progress: JobProgress, after elapsed: Duration, columns: Int
  ) -> String {
    let barWidth = 24
    let filled = Int((progress.fraction * Double(barWidth)).rounded(.down))
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
    let percent = Int((progress.fraction * 100).rounded(.down))
    let share = String(repeating: " ", count: percent < 10 ? 2 : percent < 100 ? 1 : 0)
    let line = "\(bar) \(share)\(percent) %  \(elapsed.components.seconds) s  \(progress.stage)"
    return String(line.prefix(max(0, columns - 1)))
  }
}
