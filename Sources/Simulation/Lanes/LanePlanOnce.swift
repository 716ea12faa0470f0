import Synchronization

/// The plan of one network, made by whoever asks first.
final class LanePlanOnce: Sendable {
  private let made = Mutex<Result<LanePlan, LaneRefusal>?>(nil)

  func plan(for network: CompiledNetwork) -> Result<LanePlan, LaneRefusal> {
    made.withLock { made in
      if let made { return made }
      let result: Result<LanePlan, LaneRefusal>
      do throws(LaneRefusal) {
        result = .success(try LanePlan(network))
      } catch {
        result = .failure(error)
      }
      made = result
      return result
    }
  }
}
