import Foundation
import Synchronization

/// Turns SIGINT and SIGTERM into the cancellation of a task.
///
/// The first signal cancels, so that the task can tidy up as it unwinds; a second one ends the
/// process at once, whatever its threads are doing.
package struct Interruption {
  /// How many signals have come since listening began; all that a signal handler may touch.
  private static let signalsReceived = Atomic<Int>(0)
  private static let numbers = [SIGINT, SIGTERM]
  /// How soon a signal is noticed.
  private static let interval = DispatchTimeInterval.milliseconds(50)

  private let timer: any DispatchSourceTimer
  /// What each signal meant before, in the order of `numbers`.
  private let formerHandlers: [sighandler_t?]

  /// Listens from now on. One at a time: signals concern the whole process.
  package init<Value: Sendable>(cancelling task: Task<Value, any Error>, _ terminal: Terminal) {
    Self.signalsReceived.store(0, ordering: .relaxed)
    formerHandlers = Self.numbers.map { number in
      signal(number) { _ in
        if Interruption.signalsReceived.wrappingAdd(1, ordering: .relaxed).oldValue > 0 {
          _exit(ExitStatus.interrupted.rawValue)
        }
      }
    }
    // A queue of its own: the threads that tasks share may all be busy simulating.
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "primed.interruption"))
    timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
    timer.setEventHandler { [timer] in
      guard Self.signalsReceived.load(ordering: .relaxed) > 0 else { return }
      timer.cancel()
      terminal.tell("\nStopping; once more to stop without tidying up.")
      task.cancel()
    }
    timer.resume()
  }

  /// Whether a signal has come.
  package var wasAsked: Bool { Self.signalsReceived.load(ordering: .relaxed) > 0 }

  /// Gives the signals the meaning back that they had before.
  package func stopListening() {
    timer.cancel()
    for (number, handler) in zip(Self.numbers, formerHandlers) { signal(number, handler) }
  }
}
