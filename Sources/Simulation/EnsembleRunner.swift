import Quantities
import Synchronization

/// Runs many members of one network on several threads.
///
/// Each member's result is reduced as it finishes, so memory grows with what is kept and not with
/// what is run. The order of results is the order of members, and a result depends on its member
/// alone, whatever the number of threads.
public struct EnsembleRunner: Sendable {
  public let network: CompiledNetwork
  public let threads: Int

  /// - Parameter threads: how many members run at a time, at least one.
  public init(_ network: CompiledNetwork, threads: Int) {
    self.network = network
    self.threads = max(1, threads)
  }

  /// Runs `count` members.
  ///
  /// - Parameters:
  ///   - problem: what member i is to run; called on any thread.
  ///   - reduce: what is kept of a member; called on any thread.
  ///   - finished: called after each member with how many are done, in no order of members.
  /// - Throws: `CancellationError` if the surrounding task is cancelled; nothing is returned then.
  public func run<Kept: Sendable>(
    count: Int,
    problem: @escaping @Sendable (Int) -> SimulationProblem,
    reduce: @escaping @Sendable (Int, SimulationResult) -> Kept,
    finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [Kept] {
    let queue = MemberQueue(count: count)
    let network = network
    let kept = try await withThrowingTaskGroup(of: [(Int, Kept)].self) { group in
      for _ in 0..<min(threads, max(count, 1)) {
        group.addTask {
          var integrator = CVODESIntegrator(network)
          var own: [(Int, Kept)] = []
          while let member = queue.take() {
            try Task.checkCancellation()
            own.append((member, reduce(member, integrator.run(problem(member)))))
            finished(queue.finish())
          }
          return own
        }
      }
      var all = [Kept?](repeating: nil, count: count)
      for try await own in group {
        for (member, value) in own { all[member] = value }
      }
      return all
    }
    return kept.compactMap(\.self)
  }

  /// Hands out members one by one and counts those that are done.
  private final class MemberQueue: Sendable {
    private let next = Atomic(0)
    private let done = Atomic(0)
    private let count: Int

    init(count: Int) { self.count = count }

    func take() -> Int? {
      let member = next.add(1, ordering: .relaxed).oldValue
      return member < count ? member : nil
    }

    func finish() -> Int { done.add(1, ordering: .relaxed).newValue }
  }
}
