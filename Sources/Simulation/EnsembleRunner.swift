import Quantities
import Synchronization

/// What runs the members of an ensemble.
public enum EnsembleEngine: Hashable, Sendable {
  /// Lanes where the network allows them, else CVODES.
  case automatic
  /// Lanes on one back end; a network that they do not take runs in CVODES all the same.
  case lanes(LaneBackend)
  case cvodes
}

/// Runs many members of one network on several threads.
///
/// Each member's result is reduced as it finishes, so memory grows with what is kept and not with
/// what is run. The order of results is the order of members, and a result depends on its member
/// alone, whatever the number of threads.
public struct EnsembleRunner: Sendable {
  public let network: CompiledNetwork
  public let threads: Int
  public let engine: EnsembleEngine
  /// Why the members run in CVODES although lanes were asked for; nil if they do not.
  public let refusal: LaneRefusal?
  /// What runs the members: lanes on a back end, or CVODES where it is nil.
  public let backend: LaneBackend?
  private let lanes: (plan: LanePlan, execution: LaneExecution)?

  /// - Parameters:
  ///   - threads: how many threads run members, at least one.
  ///   - engine: what runs them. Every engine meets the tolerances; only the lanes' back ends agree
  ///     to the bit among themselves.
  ///   - kernels: what makes machine code for `.lanes(.native)`; without it, or where it cannot, the
  ///     interpreter runs the members, to the same bits.
  public init(
    _ network: CompiledNetwork, threads: Int, engine: EnsembleEngine = .automatic,
    kernels: (any LaneKernelProvider)? = nil
  ) {
    self.network = network
    self.threads = max(1, threads)
    self.engine = engine
    let wished: LaneBackend
    switch engine {
    case .cvodes:
      (lanes, backend, refusal) = (nil, nil, nil)
      return
    case .automatic: wished = .interpreter
    case .lanes(let backend): wished = backend
    }
    do throws(LaneRefusal) {
      let plan = try network.lanePlan()
      let execution: LaneExecution
      if wished == .native, let kernel = kernels?.kernel(for: network) {
        execution = .native(kernel)
      } else {
        execution = wished == .swift ? .swift : .interpreter(width: 8)
      }
      lanes = (plan, execution)
      refusal = nil
      backend =
        switch execution {
        case .swift: .swift
        case .interpreter: .interpreter
        case .native: .native
        }
    } catch {
      (lanes, backend, refusal) = (nil, nil, error)
    }
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
    let (network, lanes) = (network, lanes)
    let kept = try await withThrowingTaskGroup(of: [(Int, Kept)].self) { group in
      for _ in 0..<min(threads, max(count, 1)) {
        group.addTask {
          var own: [(Int, Kept)] = []
          if let lanes {
            var engine = LaneEngine(network, plan: lanes.plan, lanes.execution)
            try engine.run(
              next: {
                try Task.checkCancellation()
                return queue.take().map { ($0, problem($0)) }
              },
              finish: { member, result in
                own.append((member, reduce(member, result)))
                finished(queue.finish())
              })
            return own
          }
          var integrator = CVODESIntegrator(network)
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
