import Assays
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// A caspase plate as a person asks for it on the command line, in words with units.
public struct CaspasePlateRequest: Sendable {
  private let line: String
  private let drug: String
  private let exposure: String
  private let knockout: String?
  private let cells: Int
  private let replicates: Int
  private let seed: Int
  private let threads: Int

  public init(
    line: String, drug: String, exposure: String, knockout: String?, cells: Int, replicates: Int,
    seed: Int, threads: Int
  ) {
    self.line = line
    self.drug = drug
    self.exposure = exposure
    self.knockout = knockout
    self.cells = cells
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> SimulatedPlate {
    let plan = try read()
    let control = knockout.map { MechanismControl.knockout($0.knockoutNames) }
    let tally = ProgressTally(total: cells * (plan.doses.count + 3), listener)
    let line = plan.lines[0]
    let experiment = try CellExperiment(plan.cellModel(of: line, under: control))
    let founders = try await FounderPopulation(
      of: experiment, size: plan.cells, seed: plan.seed, variability: plan.variability,
      threads: threads, finished: { _ in tally.advance("\(line.name): bringing cells to rest") })
    let treated = try await founders.treated(
      with: [.vehicle] + plan.doses.map { Treatment([.init(plan.drug.name, $0)]) }
        + [plan.caspase.positiveControl],
      until: plan.caspase.exposure, reportedAt: plan.reportTimes, threads: threads,
      finished: { _ in tally.advance("\(line.name), \(plan.drug.name)") })
    let population = TreatedPopulation(
      arms: Array(treated.arms.dropLast()), times: treated.times, effort: treated.effort)
    // A knockout leaves nothing to normalise to in the line itself: the reader's full scale is the
    // unchanged line's, so the positive control comes from there.
    let positive =
      control == nil
      ? treated.arms[treated.arms.count - 1] : try await unchangedPositiveControl(line, plan)
    return SimulatedPlate(
      observations: plan.plate(for: line, number: 0, population, positive),
      freeFraction: plan.drug.freeFraction.value, line: line.name, drug: plan.drug.name,
      control: control?.name, seed: plan.seed, cells: plan.cells)
  }

  private func unchangedPositiveControl(
    _ line: CellLine, _ plan: Study.SimulatedPart
  ) async throws -> TreatedPopulation.Arm {
    let founders = try await FounderPopulation(
      of: CellExperiment(plan.cellModel(of: line, under: nil)), size: plan.cells, seed: plan.seed,
      variability: plan.variability, threads: threads)
    return try await founders.treated(
      with: [plan.caspase.positiveControl], until: plan.caspase.exposure,
      reportedAt: plan.reportTimes, threads: threads
    ).arms[0]
  }

  private func read() throws(InputRefusal) -> Study.SimulatedPart {
    let faults = FaultCollector(file: "command line")
    var protocolA = CaspaseProtocol()
    protocolA.replicates = replicates
    let line = resolve(line, "--line", ModelLibrary.cellLines.map(\.name), "cell line", faults)
    let parts = drug.split(separator: "=", maxSplits: 1).map(String.init)
    let name = resolve(
      parts.first ?? "", "--drug", ModelLibrary.drugs.map(\.name), "drug", faults)
    let doses = parts.count == 2 ? readDoses(parts[1], faults) : []
    if parts.count < 2 {
      faults.note(
        at: nil, found: "--drug \(drug) without doses", needed: "a drug, =, and its doses",
        hint: "as in --drug AZD4320=1,3,10nM")
    }
    do {
      protocolA.exposure = try Time(parsing: exposure)
      if protocolA.exposure <= .zero || protocolA.exposure > Study.SimulatedPart.longestWatch {
        faults.note(
          at: nil, found: "--at \(exposure)",
          needed: "a time above zero and of at most \(Study.SimulatedPart.longestWatch)")
      }
    } catch { faults.note(at: nil, found: "--at: \(error)", needed: "a time with its unit") }
    for name in knockout?.knockoutNames ?? [] {
      _ = resolve(name, "--knockout", ModelLibrary.proteins, "protein", faults)
    }
    noteRange(cells, "--population", 1...100_000, faults)
    noteRange(replicates, "--replicates", 1...24, faults)
    noteRange(seed, "--seed", 0...Int.max, faults)
    if faults.isEmpty, doses.count > protocolA.doseCapacity {
      faults.note(
        at: nil, found: "\(doses.count) doses",
        needed: "at most \(protocolA.doseCapacity), for which the plate has room")
    }
    try faults.refuseIfAny()
    guard let cellLine = ModelLibrary.cellLines.first(where: { $0.name == line }),
      let mimetic = ModelLibrary.drugs.first(where: { $0.name == name })
    else { throw InputRefusal(faults.faults) }
    return Study.SimulatedPart(
      lines: [cellLine], drug: mimetic, doses: doses, caspase: protocolA,
      watch: protocolA.exposure, cells: cells, variability: .typical, seed: UInt64(seed),
      controls: [], controlDose: .micromolar(1), comparesWithGuide: false)
  }

  private func resolve(
    _ text: String, _ option: String, _ known: [String], _ noun: String, _ faults: FaultCollector
  ) -> String? {
    if case .found(let name) = NameSuggestion.resolve(text, among: known) { return name }
    faults.note(
      at: nil, found: "\(option): “\(text)” is no known \(noun)", needed: "a known \(noun)",
      hint: NameSuggestion.hint(for: text, among: known))
    return nil
  }

  /// Doses with one unit at the end for all, or a unit each.
  private func readDoses(_ text: String, _ faults: FaultCollector) -> [Concentration] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let unit = parts.last.map { $0.drop { "+-.eE0123456789 ".contains($0) } } ?? ""
    var doses: [Concentration] = []
    for part in parts {
      let written = Double(part) == nil ? part : part + unit
      do {
        let dose = try Concentration(parsing: written)
        if dose > .zero {
          doses.append(dose)
        } else {
          faults.note(
            at: nil, found: "--drug: the dose “\(part)”", needed: "a dose above zero",
            hint: "vehicle is always run beside the doses")
        }
      } catch { faults.note(at: nil, found: "--drug: \(error)", needed: "a dose with its unit") }
    }
    if Set(doses).count < doses.count {
      faults.note(at: nil, found: "--drug: a dose that stands twice", needed: "each dose once")
    }
    return doses.sorted()
  }

  private func noteRange(
    _ value: Int, _ option: String, _ range: ClosedRange<Int>, _ faults: FaultCollector
  ) {
    guard !range.contains(value) else { return }
    let needed =
      range.upperBound == .max
      ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    faults.note(at: nil, found: "\(option) \(value)", needed: needed)
  }
}

extension String {
  /// The proteins of `--knockout BAX,BAK`.
  fileprivate var knockoutNames: [String] {
    split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init)
  }
}
