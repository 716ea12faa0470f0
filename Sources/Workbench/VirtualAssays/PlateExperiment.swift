import Assays
import Experiments
import FileFormats
import ModelLibrary
import NumericalMethods
import Quantities

/// A virtual caspase or viability plate: any lines, one drug or the full grid of two, at any times.
///
/// The reagent kills the cells, so each time has plates of its own; so has each line.
public struct PlateExperiment: Sendable {
  public var request: VirtualAssayRequest
  public var kind: Kind

  public enum Kind: Sendable, Hashable {
    case caspase
    case viabilityByATP
    case viabilityByMTT

    /// As the command line names it.
    var name: String { self == .caspase ? "caspase" : "viability" }
  }

  public init(_ request: VirtualAssayRequest, kind: Kind) {
    self.request = request
    self.kind = kind
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> VirtualAssayResult {
    let faults = FaultCollector(file: "command line")
    var reader = PlateKindReader(kind)
    let plan = request.plan(
      .init(
        defaultTime: reader.exposure, drugs: 1...2,
        growth: kind == .caspase ? .none : .ofTheLine),
      noting: faults)
    try faults.refuseIfAny()
    guard let plan else { throw InputRefusal(faults.faults) }
    if let repeats = plan.repeats { reader.setReplicates(repeats) }
    reader.setGrowth(plan.growthInWords)
    let tally = ProgressTally(
      total: plan.lines.count
        * VirtualCells.runCount(plan, positive: reader.positiveControl != nil), listener)
    var page = PlatePage(plan, reader)
    var hazard = request.asksHazard ? HazardTable(plan) : nil
    for line in plan.lines {
      let cells = try await VirtualCells(
        of: line, plan, positive: reader.positiveControl,
        reportedAt: reader.reportTimes(for: plan.times), tally)
      page.add(cells)
      hazard?.add(cells)
    }
    var result = page.result
    result.hazards = [hazard?.result].compactMap(\.self)
    return result
  }
}

/// What differs between the two kinds of plate: the protocol, and how cells become a signal.
struct PlateKindReader: Sendable {
  private enum Assay {
    case caspase(CaspaseAssay)
    case viability(ViabilityAssay)
  }

  private var assay: Assay
  let kind: PlateExperiment.Kind

  init(_ kind: PlateExperiment.Kind) {
    self.kind = kind
    switch kind {
    case .caspase: assay = .caspase(CaspaseAssay())
    case .viabilityByATP: assay = .viability(ViabilityAssay(ViabilityProtocol(.atp)))
    case .viabilityByMTT: assay = .viability(ViabilityAssay(ViabilityProtocol(.mtt)))
    }
  }

  mutating func setReplicates(_ count: Int) {
    switch assay {
    case .caspase(var own):
      own.protocolA.replicates = count
      assay = .caspase(own)
    case .viability(var own):
      own.protocolB.replicates = count
      assay = .viability(own)
    }
  }

  mutating func setGrowth(_ words: String) {
    guard case .viability(var own) = assay else { return }
    own.protocolB.growth = words
    assay = .viability(own)
  }

  var plate: any PlateProtocol {
    switch assay {
    case .caspase(let own): own.protocolA
    case .viability(let own): own.protocolB
    }
  }

  var exposure: Time {
    switch assay {
    case .caspase(let own): own.protocolA.exposure
    case .viability(let own): own.protocolB.exposure
    }
  }

  var positiveControl: Treatment? {
    if case .caspase(let own) = assay { own.protocolA.positiveControl } else { nil }
  }

  /// The column of readings.
  var column: TidyColumn {
    switch assay {
    case .caspase: TidyColumn("signal_RLU", unit: "RLU", meaning: "luminescence")
    case .viability(let own) where own.protocolB.assay == .atp:
      TidyColumn(
        "signal_RLU", unit: "RLU", meaning: "luminescence of ATP; raw, background included")
    case .viability:
      TidyColumn(
        "absorbance", unit: "AU",
        meaning: "absorbance of formazan, 570 less 690 nm; raw, background included")
    }
  }

  var quantity: String {
    switch assay {
    case .caspase: "caspase-3/7 signal over the positive control's"
    case .viability(let own): "\(own.protocolB.assay.name) of the cells over vehicle's"
    }
  }

  /// Peaks of caspase are taken over a grid of reports; viability needs no report but the asked.
  func reportTimes(for times: [Time]) -> [Time] {
    guard case .caspase = assay else { return times }
    let steps = 96
    let grid = (0...steps).map { times[times.count - 1] * (Double($0) / Double(steps)) }
    return Array(Set(grid + times + [fullScaleTime(for: times)].compactMap(\.self))).sorted()
  }

  /// When the positive control gives the full scale of every time; nil where each time has its own.
  ///
  /// The signal of dead cells fades, the positive control's too: scaled to a control as faded as they
  /// are, samples would never show it. The protocol's exposure, or the last time if the cells are not
  /// watched for so long.
  func fullScaleTime(for times: [Time]) -> Time? {
    guard case .caspase(let own) = assay else { return nil }
    return min(own.protocolA.exposure, times[times.count - 1])
  }

  func reading(
    of arm: TreatedPopulation.Arm, at time: Time, in cells: VirtualCells
  ) -> PopulationReading {
    switch assay {
    case .caspase(let own):
      let index = cells.times.firstIndex(of: time) ?? cells.times.count - 1
      return own.populationReading(of: arm, at: index, time: time)
    case .viability(let own):
      let energy = cells.experiment.observable(NucleosideObservable.energy.rawValue)
      return own.reading(
        of: arm, at: time,
        energy: energy.flatMap { readout in
          cells.times.firstIndex(of: time).map { (readout, $0) }
        })
    }
  }
}
