import Experiments
import FileFormats
import ModelLibrary
import Quantities
import Simulation

/// Virtual co-immunoprecipitations of BCL-2: bands of each lane and blot, and what would mislead.
public struct CoIPExperiment: Sendable {
  public var request: VirtualAssayRequest

  public init(_ request: VirtualAssayRequest) { self.request = request }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> VirtualAssayResult {
    var assay = CoIPAssay()
    let faults = FaultCollector(file: "command line")
    let plan = request.plan(
      .init(
        defaultLine: CellLine.pc9BCL2.name, defaultTime: assay.protocolData.exposure, drugs: 1...1,
        severalTimes: false), noting: faults)
    if plan?.knockouts.contains(.bcl2) == true {
      faults.note(
        at: nil, found: "--knockout BCL-2", needed: "BCL-2, which the antibody is to hold")
    }
    if let plan, plan.drugs[0].drug.mimetic == nil {
      faults.note(
        at: nil, found: "--drug \(plan.drugs[0].name)", needed: "a drug that fills BH3 grooves")
    }
    try faults.refuseIfAny()
    guard let plan, let drug = plan.drugs[0].drug.mimetic else { throw InputRefusal(faults.faults) }
    if let repeats = plan.repeats { assay.protocolData.replicates = repeats }
    return try await AssayRun(plan, listener).result(of: CoIPPage(plan, assay, drug))
  }
}

/// What a blot of BCL-2's partners is read from: formulas over one cell, by name.
struct BlotReadings {
  /// The proteins that the guide's blot is probed for, besides BCL-2 itself.
  static let partners: [Protein] = [.bim, .bak, .bad]

  let observables: [Readout]
  /// Complexes whose concentrations are told beside the bands: name and protein.
  let told: [String]

  init(_ model: ApoptosisModel, drug: BH3Mimetic) {
    var readouts: [Readout] = []
    var told: [String] = []
    for protein in [.bcl2] + Self.partners {
      readouts.append(Readout("total \(protein.name)", unit: "nM", model.total(of: protein)))
    }
    for guardian in [Protein.bcl2, .bclXL, .mcl1] {
      for protein in Self.partners {
        guard let held = model.held(protein, by: guardian) else { continue }
        let name = "\(protein.name):\(guardian.name)"
        readouts.append(Readout(name, unit: "nM", held))
        told.append(name)
      }
    }
    readouts.append(Readout("free BIM", unit: "nM", Protein.bim.species.expression))
    told.append("free BIM")
    readouts.append(Readout("free drug", unit: "nM", model.unbound(drug)))
    if let held = model.held(drug, by: .bcl2) {
      readouts.append(Readout("drug:BCL-2", unit: "nM", held))
    }
    observables = readouts
    self.told = told
  }

  /// A reading over the cells of an arm at the one time; nil for what the model does not have.
  func reading(
    _ name: String, of arm: TreatedPopulation.Arm, in cells: VirtualCells
  ) -> PopulationReading? {
    guard let readout = cells.experiment.observable(name), let time = cells.times.last else {
      return nil
    }
    let index = cells.times.count - 1
    return PopulationReading(
      arm.valuesByFounder(at: time) { $0.value(ofReadout: readout, at: index) })
  }
}
