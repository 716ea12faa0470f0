import Experiments
import FileFormats
import Quantities

/// A virtual caspase or viability plate: any lines, one drug or the full grid of two, at any times.
///
/// The reagent kills the cells, so each time has plates of its own; so has each line.
public struct PlateExperiment: Sendable {
  public var request: VirtualAssayRequest
  public var kind: Kind
  /// How a caspase plate reads cells that fired some time ago; of no meaning for viability.
  public var reading: CaspaseReading

  public enum Kind: Sendable, Hashable {
    case caspase
    case viabilityByATP
    case viabilityByMTT

    /// As the command line names it.
    var name: String { self == .caspase ? "caspase" : "viability" }
  }

  public init(_ request: VirtualAssayRequest, kind: Kind, reading: CaspaseReading = .held) {
    self.request = request
    self.kind = kind
    self.reading = reading
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> VirtualAssayResult {
    let faults = FaultCollector(file: "command line")
    var reader = PlateKindReader(kind, reading)
    let plan = request.plan(
      .init(
        defaultTime: reader.exposure, drugs: 1...2,
        growth: kind == .caspase ? .none : .ofTheLine),
      noting: faults)
    try faults.refuseIfAny()
    guard let plan else { throw InputRefusal(faults.faults) }
    if let repeats = plan.repeats { reader.setReplicates(repeats) }
    if plan.times.count == 1 { reader.setExposure(plan.times[0]) }
    reader.setGrowth("\(plan.growthInWords); \(plan.driftInWords)")
    return try await AssayRun(plan, listener).result(
      of: PlatePage(plan, reader), beside: request.asksHazard ? [HazardTable(plan)] : [])
  }
}
