import Assays
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// Virtual FRET competitions: a drug against a tracer in the groove of each protein that it binds.
///
/// No cell takes part. Protein, tracer and the tracer's affinity must be given: what the assay shows
/// depends on them, and no default of them would be a fact.
public struct FRETExperiment: Sendable {
  /// `NAME=doses`.
  public var drug: String
  /// Proteins by name; none for all that the model lets the drug bind.
  public var targets: [String]
  public var protein: String
  public var tracer: String
  public var tracerDissociation: String
  public var repeats: Int?
  public var seed: Int

  public init(
    drug: String, targets: [String], protein: String, tracer: String, tracerDissociation: String,
    repeats: Int?, seed: Int
  ) {
    self.drug = drug
    self.targets = targets
    self.protein = protein
    self.tracer = tracer
    self.tracerDissociation = tracerDissociation
    self.repeats = repeats
    self.seed = seed
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run() throws -> VirtualAssayResult {
    let plan = try read()
    var page = FRETPage(plan)
    for target in plan.targets { page.add(target) }
    return page.result
  }

  /// What was asked, with names resolved and units read.
  struct Plan: Sendable {
    let grid: VirtualAssayPlan.DoseGrid
    let targets: [BH3Mimetic.Affinity]
    let assay: FRETAssay
    let seed: UInt64
  }

  private func read() throws(InputRefusal) -> Plan {
    let faults = FaultCollector(file: "command line")
    var request = VirtualAssayRequest()
    request.drugs = [drug]
    request.repeats = repeats
    request.seed = seed
    // The line is not read: the request is borrowed for its drugs, repeats and seed.
    let own = request.plan(
      .init(defaultLine: CellLine.rs411.name, defaultTime: .hours(1), drugs: 1...1),
      noting: faults)
    let amounts = [
      ("--protein", protein), ("--tracer", tracer), ("--tracer-kd", tracerDissociation),
    ].map { amount($0.1, $0.0, faults) }
    let found = own.map { affinities(of: $0.drugs[0].drug, faults) } ?? []
    try faults.refuseIfAny()
    guard let own, let protein = amounts[0], let tracer = amounts[1], let affinity = amounts[2]
    else { throw InputRefusal(faults.faults) }
    var data = FRETProtocol(protein: protein, tracer: tracer, tracerDissociation: affinity)
    if let repeats = own.repeats { data.replicates = repeats }
    return Plan(
      grid: own.drugs[0], targets: found, assay: FRETAssay(data), seed: own.seed)
  }

  private func amount(
    _ text: String, _ option: String, _ faults: FaultCollector
  ) -> Concentration? {
    do throws(QuantityParseError) {
      let amount = try Concentration(parsing: text)
      if amount > .zero { return amount }
      faults.note(at: nil, found: "\(option) \(amount)", needed: "a concentration above zero")
    } catch {
      faults.note(at: nil, found: "\(option): \(error)", needed: "a concentration with its unit")
    }
    return nil
  }

  /// The targets asked for, or all that the model lets the drug bind.
  private func affinities(
    of drug: AssayDrug, _ faults: FaultCollector
  ) -> [BH3Mimetic.Affinity] {
    guard let drug = drug.mimetic else {
      faults.note(at: nil, found: "--drug \(drug.name)", needed: "a drug that fills BH3 grooves")
      return []
    }
    let bound = drug.affinities.filter { $0.model != nil }
    guard !targets.isEmpty else { return bound }
    return targets.compactMap { name in
      let folded = NameSuggestion.comparable(name)
      if let found = bound.first(where: {
        NameSuggestion.comparable($0.target.rawValue) == folded
      }) {
        return found
      }
      faults.note(
        at: nil, found: "--target: \(drug.name) has no affinity for \(name.quotedForPeople) here",
        needed: "one of " + bound.map(\.target.rawValue).joined(separator: ", "))
      return nil
    }
  }
}
