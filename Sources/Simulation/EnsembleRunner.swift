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
  /// How busy the lanes have been in all runs of this runner so far.
  public let laneUse = LaneUse()
  private let lanes: (plan: LanePlan, execution: LaneExecution)?

  /// - Parameters:
  ///   - threads: how many threads run members, at least one.
  ///   - engine: what runs them. Every engine meets the tolerances; only the lanes' back ends agree
  ///     to the bit among themselves.
  ///   - kernels: what makes machine code for `.lanes(.native)`, and for `.automatic` where it repays;
  ///     without it, or where it cannot, the interpreter runs the members, to the same bits.
  ///   - expectedMembers: how many members are to be run in all, by which `.automatic` decides.
  public init(
    _ network: CompiledNetwork, threads: Int, engine: EnsembleEngine = .automatic,
    kernels: (any LaneKernelProvider)? = nil, expectedMembers: Int = 0
  ) {
    self.network = network
    self.threads = max(1, threads)
    self.engine = engine
    guard engine != .cvodes else {
      (lanes, backend, refusal) = (nil, nil, nil)
      return
    }
    do throws(LaneRefusal) {
      let plan = try network.lanePlan()
      let wished =
        if case .lanes(let backend) = engine {
          backend
        } else {
          LaneBackend.thatRepays(members: expectedMembers, operations: plan.operationCount)
        }
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

  /// From how many members on machine code repays its compiler on this network; nil if it never does
  /// or lanes do not run it.
  public var breakEvenMembers: Int? {
    guard let operations = lanes?.plan.operationCount else { return nil }
    func repays(_ members: Int) -> Bool {
      LaneBackend.thatRepays(members: members, operations: operations) == .native
    }
    var (below, above) = (0, 1 << 40)
    guard repays(above) else { return nil }
    while above - below > 1 {
      let middle = below + (above - below) / 2
      if repays(middle) { above = middle } else { below = middle }
    }
    return above
  }

  /// Runs `count` members and keeps something of each, in the order of members.
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
    let all = KeptMembers<Kept>(capacity: count)
    try await stream(
      count: count, window: max(count, 1), problem: problem, reduce: reduce,
      deliver: { all.append($1) }, finished: finished)
    return all.values
  }

  /// Runs `count` members and hands on what is kept of each, in the order of members, as they finish.
  ///
  /// No member begins while the first unfinished one lies `window` members behind it, so what waits
  /// for its turn is bounded, and so is memory. Nothing that is handed on depends on the window.
  ///
  /// - Parameters:
  ///   - window: how many members may be under way or wait for their turn, at least one.
  ///   - problem: what member i is to run; called on any thread.
  ///   - reduce: what is kept of a member; called on any thread.
  ///   - deliver: called with members 0, 1, 2, … and what was kept, one call at a time.
  ///   - finished: called after each member with how many are done, in no order of members.
  /// - Throws: `CancellationError` if the surrounding task is cancelled, or what `deliver` threw;
  ///   members still under way are dropped then.
  public func stream<Kept: Sendable>(
    count: Int, window: Int = 4096,
    problem: @escaping @Sendable (Int) -> SimulationProblem,
    reduce: @escaping @Sendable (Int, SimulationResult) -> Kept,
    deliver: @escaping @Sendable (Int, Kept) throws -> Void,
    finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws {
    let order = MemberOrder(count: count, window: max(1, window), deliver: deliver)
    let (network, lanes, laneUse) = (network, lanes, laneUse)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(threads, max(count, 1)) {
        group.addTask {
          @Sendable func take() throws -> (Int, SimulationProblem)? {
            try Task.checkCancellation()
            return try order.take().map { ($0, problem($0)) }
          }
          @Sendable func finish(_ member: Int, _ result: SimulationResult) {
            finished(order.finish(member, reduce(member, result)))
          }
          if let lanes {
            var engine = LaneEngine(network, plan: lanes.plan, lanes.execution)
            repeat {
              try engine.run(next: take, finish: finish)
            } while try await order.waitsForMore()
            laneUse.add(ran: engine.lanesRun, used: engine.lanesUsed)
            return
          }
          var integrator = CVODESIntegrator(network)
          repeat {
            while let (member, problem) = try take() { finish(member, integrator.run(problem)) }
          } while try await order.waitsForMore()
        }
      }
      try await group.waitForAll()
    }
    try order.rethrow()
  }

  /// What is kept of every member so far, in order.
  private final class KeptMembers<Kept: Sendable>: Sendable {
    private let kept = Mutex<[Kept]>([])

    init(capacity: Int) { kept.withLock { $0.reserveCapacity(capacity) } }

    func append(_ value: Kept) { kept.withLock { $0.append(value) } }

    var values: [Kept] { kept.withLock { $0 } }
  }
}

/// How many of the lanes that ran attempts had a member: the rest waited for a queue's last members.
public final class LaneUse: Sendable {
  private let ran = Atomic(0)
  private let used = Atomic(0)

  func add(ran: Int, used: Int) {
    self.ran.add(ran, ordering: .relaxed)
    self.used.add(used, ordering: .relaxed)
  }

  /// From 0 to 1; nil if no lane has run.
  public var fraction: Double? {
    let ran = ran.load(ordering: .relaxed)
    return ran > 0 ? Double(used.load(ordering: .relaxed)) / Double(ran) : nil
  }
}
