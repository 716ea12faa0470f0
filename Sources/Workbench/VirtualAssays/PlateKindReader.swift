import Experiments
import FileFormats
import ModelLibrary
import Quantities

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

  /// - Parameters:
  ///   - reading: how cells that fired some time ago are read; of no meaning for viability.
  ///   - caspase: the protocol of a caspase plate.
  init(
    _ kind: PlateExperiment.Kind, _ reading: CaspaseReading = .held,
    caspase: CaspaseProtocol = CaspaseProtocol()
  ) {
    self.kind = kind
    switch kind {
    case .caspase:
      var own = CaspaseAssay(caspase)
      own.reading = reading.assay
      assay = .caspase(own)
    case .viabilityByATP: assay = .viability(ViabilityAssay(ViabilityProtocol(.atp)))
    case .viabilityByMTT: assay = .viability(ViabilityAssay(ViabilityProtocol(.mtt)))
    }
  }

  mutating func setReplicates(_ count: Int) {
    switch assay {
    case .caspase(var own):
      own.protocolData.replicates = count
      assay = .caspase(own)
    case .viability(var own):
      own.protocolData.replicates = count
      assay = .viability(own)
    }
  }

  /// Reads once, after this time, as a protocol whose exposure it is.
  mutating func setExposure(_ time: Time) {
    switch assay {
    case .caspase(var own):
      own.protocolData.exposure = time
      assay = .caspase(own)
    case .viability(var own):
      own.protocolData.exposure = time
      assay = .viability(own)
    }
  }

  mutating func setGrowth(_ words: String) {
    guard case .viability(var own) = assay else { return }
    own.protocolData.growth = words
    assay = .viability(own)
  }

  var plate: any PlateProtocol {
    switch assay {
    case .caspase(let own): own.protocolData
    case .viability(let own): own.protocolData
    }
  }

  /// The protocol as the cells are read.
  var sheet: ProtocolSheet {
    switch assay {
    case .caspase(let own): own.sheet
    case .viability(let own): own.protocolData.sheet
    }
  }

  var exposure: Time {
    switch assay {
    case .caspase(let own): own.protocolData.exposure
    case .viability(let own): own.protocolData.exposure
    }
  }

  var positiveControl: Treatment? {
    if case .caspase(let own) = assay { own.protocolData.positiveControl } else { nil }
  }

  /// The column of readings.
  var column: TidyColumn {
    switch assay {
    case .caspase: TidyColumn("signal_RLU", unit: "RLU", meaning: "luminescence")
    case .viability(let own) where own.protocolData.assay == .atp:
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
      return "\(own.protocolData.assay.name) of the cells over vehicle's\(scale)"
    }
  }

  /// What a plate of one line asks of its cells.
  func demand(on line: CellLine, _ plan: VirtualAssayPlan) -> CellDemand {
    plan.demand(
      on: line, positive: positiveControl,
      reportedAt: reportTimes(for: plan.times, watched: plan.watch))
  }

  /// Peaks of caspase are taken over a grid of reports, at 96 even steps of the whole watch (every
  /// quarter of an hour over a day); viability needs no report but the asked and that of full scale.
  /// The moments of a cell's fate are located by the solver, not read off this grid.
  private func reportTimes(for times: [Time], watched end: Time) -> [Time] {
    var all = Set(times + [fullScaleTime(for: times), end])
    if case .caspase = assay {
      let steps = 96
      all.formUnion((0...steps).map { end * (Double($0) / Double(steps)) })
    }
    return all.sorted()
  }

  /// When the control of full scale, positive or vehicle, reads as 1 on the plates of every time: after
  /// the protocol's exposure, or at the last time if the cells are not watched for so long.
  ///
  /// The caspase signal of dead cells fades, the positive control's too, and untreated cells grow:
  /// scaled to a control of its own time, no plate would show either. A single reading is its own
  /// scale, since its time is the exposure.
  func fullScaleTime(for times: [Time]) -> Time { min(exposure, times[times.count - 1]) }

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
    // Cells may be watched for longer than they are read.
    let last = times[times.count - 1]
    return cells.times.filter { $0 <= last }.map { reading(of: arm, at: $0, in: cells).mean }
      .filter(\.isFinite).max() ?? .nan
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
