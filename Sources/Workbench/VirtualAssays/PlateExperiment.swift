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
    reader.setGrowth("\(plan.growthInWords); \(plan.driftInWords)")
    let tally = ProgressTally(
      total: plan.lines.count
        * VirtualCells.runCount(plan, positive: reader.positiveControl != nil), listener)
    var page = PlatePage(plan, reader)
    var cultures = CultureLog()
    var hazard = request.asksHazard ? HazardTable(plan) : nil
    for line in plan.lines {
      let cells = try await cultures.cells(
        of: line, plan, positive: reader.positiveControl,
        reportedAt: reader.reportTimes(for: plan.times), tally)
      guard let cells else { continue }
      page.add(cells)
      hazard?.add(cells)
    }
    var result = cultures.completing(page.result)
    result.hazards = [hazard?.result].compactMap(\.self)
    return result
  }
}

/// What of a cell's caspase a virtual plate shows.
public enum CaspaseReading: String, CaseIterable, Sendable, Hashable {
  /// Each cell's highest activity, held and faded with its membrane.
  case held
  /// What is active at the moment of reading, as the domain notes have it.
  case instantaneous

  var assay: CaspaseAssay.Reading { self == .held ? .held : .instantaneous }
}

/// What differs between the two kinds of plate: the protocol, and how cells become a signal.
struct PlateKindReader: Sendable {
  private enum Assay {
    case caspase(CaspaseAssay)
    case viability(ViabilityAssay)
  }

  private var assay: Assay
  let kind: PlateExperiment.Kind

  init(_ kind: PlateExperiment.Kind, _ reading: CaspaseReading = .held) {
    self.kind = kind
    switch kind {
    case .caspase:
      var own = CaspaseAssay()
      own.reading = reading.assay
      assay = .caspase(own)
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

  /// The protocol as the cells are read.
  var sheet: ProtocolSheet {
    switch assay {
    case .caspase(let own): own.sheet
    case .viability(let own): own.protocolB.sheet
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

  /// - Parameter times: of the experiment, ascending.
  func quantity(for times: [Time]) -> String {
    let scale = times.count > 1 ? " at \(fullScaleTime(for: times).formatted(in: .hours))" : ""
    switch assay {
    case .caspase(let own) where own.reading == .instantaneous:
      return "caspase-3/7 signal over the positive control's highest"
    case .caspase: return "caspase-3/7 signal over the positive control's\(scale)"
    case .viability(let own):
      return "\(own.protocolB.assay.name) of the cells over vehicle's\(scale)"
    }
  }

  /// Peaks of caspase are taken over a grid of reports; viability needs no report but the asked and that
  /// of full scale.
  func reportTimes(for times: [Time]) -> [Time] {
    var all = Set(times + [fullScaleTime(for: times)])
    if case .caspase = assay {
      let steps = 96
      all.formUnion((0...steps).map { times[times.count - 1] * (Double($0) / Double(steps)) })
    }
    return all.sorted()
  }

  /// When the control of full scale, positive or vehicle, reads as 1 on the plates of every time: after
  /// the protocol's exposure, or at the last time if the cells are not watched for so long.
  ///
  /// The caspase signal of dead cells fades, the positive control's too, and untreated cells grow:
  /// scaled to a control of its own time, no plate would show either. A single reading of viability is
  /// its own scale at any time.
  func fullScaleTime(for times: [Time]) -> Time {
    let last = times[times.count - 1]
    if case .viability = assay, times.count == 1 { return last }
    return min(exposure, last)
  }

  /// The signal that reads as 1 at every time of a line.
  ///
  /// Read literally, the positive control's caspase is gone long before the reading; its highest
  /// signal is taken then.
  func fullScale(of cells: VirtualCells, for times: [Time]) -> Double {
    guard positiveControl != nil else {
      return reading(of: cells.vehicle, at: fullScaleTime(for: times), in: cells).mean
    }
    guard let arm = cells.positiveControl else { return .nan }
    guard case .caspase(let own) = assay, own.reading == .instantaneous else {
      return reading(of: arm, at: fullScaleTime(for: times), in: cells).mean
    }
    return cells.times.map { reading(of: arm, at: $0, in: cells).mean }.filter(\.isFinite).max()
      ?? .nan
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
