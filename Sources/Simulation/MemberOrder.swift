import Synchronization

/// Hands out members one by one and brings what is kept of them back into order.
///
/// Members finish in any order; each is passed on once all before it are. A member is not handed out
/// while it would lie a whole window beyond the first one missing, so at most a window waits here.
final class MemberOrder<Kept: Sendable>: Sendable {
  private struct State: Sendable {
    var taken = 0
    var done = 0
    var delivered = 0
    /// What waits for its turn, by member modulo the window.
    var waiting: [Kept?]
    var failure: (any Error)?
  }

  private let count, window: Int
  private let deliver: @Sendable (Int, Kept) throws -> Void
  private let state: Mutex<State>

  /// - Parameter deliver: called with members 0, 1, 2, …, one call at a time; after it has thrown,
  ///   never again.
  init(count: Int, window: Int, deliver: @escaping @Sendable (Int, Kept) throws -> Void) {
    self.count = count
    self.window = min(window, max(count, 1))
    self.deliver = deliver
    state = Mutex(State(waiting: Array(repeating: nil, count: self.window)))
  }

  /// The next member; nil if there is none, or none now.
  ///
  /// - Throws: what `deliver` has thrown.
  func take() throws -> Int? {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      guard state.taken < count, state.taken - state.delivered < window else { return nil }
      state.taken += 1
      return state.taken - 1
    }
  }

  /// Passes on what has its turn; returns how many members are done.
  func finish(_ member: Int, _ kept: Kept) -> Int {
    state.withLock { state in
      state.done += 1
      state.waiting[member % window] = kept
      while state.failure == nil, let next = state.waiting[state.delivered % window] {
        state.waiting[state.delivered % window] = nil
        do {
          try deliver(state.delivered, next)
          state.delivered += 1
        } catch {
          state.failure = error
        }
      }
      return state.done
    }
  }

  /// Waits until a member can be taken; false if there will be none.
  ///
  /// The first member missing is under way on another thread, since this one has none.
  func waitsForMore() async throws -> Bool {
    while true {
      let (isOver, isOpen) = state.withLock { state in
        (
          state.taken >= count || state.failure != nil,
          state.taken - state.delivered < window
        )
      }
      if isOver { return false }
      if isOpen { return true }
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  func rethrow() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
