import EvidenceBase
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// S6 to S8 and P7: the potencies of the guide's first table, through the assays that gave them.
extension AcceptanceLine {
  static let potency = [caspasePotency, patientSamples, viabilityPotency, laterIsLower]

  private static let caspasePotency = AcceptanceLine(
    "S6", .caspasePotency,
    .usedInCalibration(how: "each line's levels were chosen by hand to meet its EC50"),
    stated: "caspase-3/7 EC50 at 6 h: RS4;11 10, Ri-1 15, OCI-M1 60 nM",
    criterion: "the fitted EC50s of the simulated plates lie within ×/÷ 2, in the same order, with "
      + "Hill slopes above 1.5"
  ) { bench in
    var study = try StudyFile.read(contentsOf: StudyTemplate.shippedStudy())
    study.simulation?.cells = bench.cells
    study.simulation?.controls = []
    if let exposure = study.simulation?.caspase.exposure { study.simulation?.watch = exposure }
    let results = try await StudyRunner(study, threads: bench.threads).run()
    let comparisons = PublishedComparisons.comparisons(for: results)
      .filter { $0.observation.system == .caspasePotency }
    let slopes = results.lines.map { $0.analysis.curve?.hillSlope?.value ?? .nan }
    let found = zip(results.lines, slopes).map { line, slope in
      let potency = line.analysis.curve?.relativeEC50
      let interval = potency?.interval.map {
        " (\($0.lowerBound.forPeople()) to \($0.upperBound.forPeople()))"
      }
      return "\(line.line.name) \(potency?.value.forPeople() ?? "–")\(interval ?? "") nM, slope "
        + slope.forPeople(digits: 2)
    }
    let within = comparisons.allSatisfy { $0.verdict == .usedInCalibration(.withinFactor) }
    let silent = try await bench.arms(
      of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320], drugBinding: .off)),
      under: [Treatment([.init("AZD4320", .micromolar(1))])], until: .hours(6))[0]
    let responding = silent.deadFraction(by: .hours(6)) ?? .nan
    return Judgement(
      found.joined(separator: "; "),
      holds: within && EvidenceComparison.orderIsKept(in: comparisons) == true
        && slopes.allSatisfy { $0 > 1.5 },
      controls: [
        .init(
          "the drug's binding off", why: "a drug that binds nothing has no potency",
          found: "\(percent(responding)) respond at 1 µM in RS4;11", stillHolds: responding >= 0.5,
          moves: responding < 0.5)
      ])
  }

  private static let patientSamples = AcceptanceLine(
    "S7", .patientSampleDeath,
    .usedInCalibration(how: "the centre of the cohort was chosen by hand to meet the median"),
    stated: "median EC50 of cell death in patient-derived samples 7.60 nM; no time is given",
    criterion: "the median over nine virtual samples at 24 h, an assumed time, lies within ×/÷ 2"
  ) { bench in
    let found = try await patientDoses(
      on: bench, at: ScienceBench.doses(quarters: -2...12), binding: .on)
    guard let least = found.first, let most = found.last else {
      return .untold("no sample could be judged")
    }
    let unbound = try await patientDoses(
      on: bench, at: ScienceBench.doses(quarters: 12...12), binding: .off)
    let (median, cut) = (found[found.count / 2], unbound[unbound.count / 2])
    func holds(_ median: LethalDose) -> Bool {
      guard case .between(let dose, _) = median else { return false }
      return AgreementFactor.two.contains(ratio: dose.nanomolar / 7.6)
    }
    func killed(_ doses: [LethalDose]) -> Int {
      doses.count { if case .above = $0 { false } else { true } }
    }
    let doses = ScienceBench.doses(quarters: -2...12)
    let arms = try await bench.arms(
      of: .init(ApoptosisModel(of: .genericAML, drugs: [.azd4320])),
      under: doses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(24))
    let centre = LethalDose(of: arms, at: doses, by: .hours(24), seed: bench.seed)
    return Judgement(
      "median \(median) nominal, from \(least) to \(most); of \(found.count) samples "
        + "\(killed(found)) lose half their cells at some dose", holds: holds(median),
      because: "the line that the samples are drawn around loses half its cells at \(centre), but "
        + "levels that spread by CV 0.5 let \(found.count - killed(found)) of \(found.count) samples "
        + "outlive every dose of one day",
      controls: [
        .init(
          "the drug's binding off", why: "a drug that binds nothing has no potency",
          found: "median \(cut), of \(unbound.count) samples \(killed(unbound)) lose half",
          stillHolds: holds(cut), moves: killed(unbound) != killed(found))
      ])
  }

  /// Of nine virtual samples after a day, ascending; those whose fate is not known are left out.
  private static func patientDoses(
    on bench: ScienceBench, at doses: [Concentration],
    binding: ApoptosisModel.DrugBinding
  ) async throws -> [LethalDose] {
    var found: [LethalDose] = []
    for sample in PatientCohort(seed: bench.seed).samples {
      let arms = try await bench.arms(
        of: .init(ApoptosisModel(of: sample, drugs: [.azd4320], drugBinding: binding)),
        under: doses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(24))
      found.append(
        LethalDose(of: arms, at: doses, by: .hours(24), resamples: 0, seed: bench.seed))
    }
    func place(_ dose: LethalDose) -> Double? {
      switch dose {
      case .between(let dose, _): dose.nanomolar
      case .above: .infinity
      case .below: 0
      case .unknown: nil
      }
    }
    return found.compactMap { dose in place(dose).map { (dose, $0) } }
      .sorted { $0.1 < $1.1 }.map(\.0)
  }

  private static let viabilityPotency = AcceptanceLine(
    "S8", .viability,
    .usedInCalibration(how: "each line's levels were chosen by hand to meet its IC50"),
    stated: "viability IC50 at 72 h by MTT: KPUM-MS3 26, KPUM-UH1 17, STR-428 170 nM",
    criterion:
      "the absolute IC50s of dividing cells lie within ×/÷ 2 and in the same order; ATP is "
      + "told beside"
  ) { bench in
    let published = [(CellLine.kpumUH1, 17.0), (.kpumMS3, 26), (.str428, 170)]
    func read(_ doses: [Concentration], _ binding: ApoptosisModel.DrugBinding) async throws
      -> (told: [String], holds: Bool, measured: [Double])
    {
      var told: [String] = []
      var measured: [Double] = []
      for (line, _) in published {
        let ic50 = try await halfSignalDoses(of: line, on: bench, at: doses, binding: binding)
        if case .between(let dose, _) = ic50.mtt { measured.append(dose.nanomolar) }
        told.append("\(line.name) \(ic50.mtt) by MTT, \(ic50.atp) by ATP")
      }
      let within = zip(measured, published).allSatisfy {
        AgreementFactor.two.contains(ratio: $0 / $1.1)
      }
      let isOrdered = zip(measured, measured.dropFirst()).allSatisfy { $0 < $1 }
      return (told, measured.count == published.count && within && isOrdered, measured)
    }
    let found = try await read(viabilityDoses, .on)
    let cut = try await read([viabilityDoses[viabilityDoses.count - 1]], .off)
    let still = try await bench.arms(
      of: .init(ApoptosisModel(of: .str428, drugs: [.azd4320])),
      under: viabilityDoses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(72))
    let killed = LethalDose(of: still, at: viabilityDoses, by: .hours(72), seed: bench.seed)
    return Judgement(
      found.told.joined(separator: "; "), holds: found.holds,
      because:
        "the levels of STR-428 were worked out on cells that do not divide, half of which die "
        + "at \(killed); cells that divide mix their levels anew and fall behind a vehicle that grows",
      controls: [
        .init(
          "the drug's binding off", why: "a drug that binds nothing has no potency",
          found: cut.told.joined(separator: "; "), stillHolds: cut.holds,
          moves: cut.measured != found.measured)
      ])
  }

  private static let viabilityDoses = ScienceBench.doses(quarters: 0...13)

  /// What leaves half of vehicle's signal after 72 h in cells that divide: nominal, absolute.
  private static func halfSignalDoses(
    of line: CellLine, on bench: ScienceBench, at doses: [Concentration],
    binding: ApoptosisModel.DrugBinding
  ) async throws -> (mtt: LethalDose, atp: LethalDose) {
    let arms = try await bench.arms(
      of: .init(ApoptosisModel(of: line, drugs: [.azd4320], drugBinding: binding)),
      under: [.vehicle] + doses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(72),
      proliferation: Proliferation(doublingTime: line.doublingTime.value))
    func ic50(_ assay: ViabilityProtocol.Assay) -> LethalDose {
      ViabilityAssay(ViabilityProtocol(assay)).halfSignalDose(
        of: Array(arms.dropFirst()), vehicle: arms[0], at: doses, time: .hours(72),
        seed: bench.seed)
    }
    return (ic50(.mtt), ic50(.atp))
  }

  private static let laterIsLower = AcceptanceLine(
    "P7", .viability, .prediction, stated: "longer exposure needs less drug",
    criterion:
      "in each line of the guide's first table the 72 h IC50 of viability (MTT, dividing cells) lies "
      + "below the dose that kills half of the cells by 6 h, both nominal"
  ) { bench in
    let lines = [CellLine.rs411, .ri1, .ociM1, .kpumUH1, .kpumMS3, .str428]
    func judged(
      _ line: CellLine, at doses: [Concentration], _ binding: ApoptosisModel.DrugBinding
    ) async throws -> (told: String, holds: Bool?) {
      let arms = try await bench.arms(
        of: .init(ApoptosisModel(of: line, drugs: [.azd4320], drugBinding: binding)),
        under: doses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(6))
      let early = LethalDose(of: arms, at: doses, by: .hours(6), seed: bench.seed)
      let late = try await halfSignalDoses(of: line, on: bench, at: doses, binding: binding).mtt
      return (
        "\(line.name): \(early) at 6 h, \(late) at 72 h",
        early.ratio(to: late).map { $0.reaches(1) } ?? nil
      )
    }
    var found: [String] = []
    var holds: Bool? = true
    for line in lines {
      let (told, lineHolds) = try await judged(line, at: viabilityDoses, .on)
      found.append(told)
      holds = both(holds, lineHolds)
    }
    let cut = try await judged(.rs411, at: [viabilityDoses[viabilityDoses.count - 1]], .off)
    return Judgement(
      found.joined(separator: "; "), holds: holds,
      controls: [
        .init(
          "the drug's binding off", why: "a drug that binds nothing needs no less with time",
          found: cut.told, stillHolds: cut.holds == true)
      ])
  }
}
