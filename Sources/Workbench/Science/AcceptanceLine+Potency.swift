import EvidenceBase
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// S6 to S8: the potencies of the guide's first table, through the assays that gave them.
extension AcceptanceLine {
  static let potency = [caspasePotency, patientSamples, viabilityPotency]

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
      control: .init(
        "the drug's binding off", found: "\(percent(responding)) respond at 1 µM in RS4;11",
        stillHolds: responding >= 0.5))
  }

  private static let patientSamples = AcceptanceLine(
    "S7", .patientSampleDeath,
    .usedInCalibration(how: "the centre of the cohort was chosen by hand to meet the median"),
    stated: "median EC50 of cell death in patient-derived samples 7.60 nM; no time is given",
    criterion: "the median over nine virtual samples at 24 h, an assumed time, lies within ×/÷ 2"
  ) { bench in
    let doses = ScienceBench.doses(quarters: -2...12)
    var found: [Double] = []
    for sample in PatientCohort(seed: bench.seed).samples {
      let arms = try await bench.arms(
        of: .init(ApoptosisModel(of: sample, drugs: [.azd4320])),
        under: doses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(24))
      switch LethalDose(of: arms, at: doses, by: .hours(24), resamples: 0, seed: bench.seed) {
      case .between(let dose, _): found.append(dose.nanomolar)
      case .above: found.append(.infinity)
      case .below: found.append(0)
      case .unknown: break
      }
    }
    found.sort()
    guard let least = found.first, let most = found.last else {
      return Judgement("no sample could be judged", holds: nil)
    }
    let median = found[found.count / 2]
    func told(_ dose: Double) -> String {
      dose == 0
        ? "below \(doses[0])"
        : dose.isFinite ? "\(dose.forPeople()) nM" : "above \(doses[doses.count - 1])"
    }
    return Judgement(
      "median \(told(median)) nominal, from \(told(least)) to \(told(most)), \(found.count) samples",
      holds: AgreementFactor.two.contains(ratio: median / 7.6))
  }

  private static let viabilityPotency = AcceptanceLine(
    "S8", .viability,
    .usedInCalibration(how: "each line's levels were chosen by hand to meet its IC50"),
    stated: "viability IC50 at 72 h by MTT: KPUM-MS3 26, KPUM-UH1 17, STR-428 170 nM",
    criterion:
      "the absolute IC50s of dividing cells lie within ×/÷ 2 and in the same order; ATP is "
      + "told beside"
  ) { bench in
    let doses = ScienceBench.doses(quarters: 0...13)
    let published = [(CellLine.kpumUH1, 17.0), (.kpumMS3, 26), (.str428, 170)]
    var found: [String] = []
    var measured: [Double] = []
    for (line, _) in published {
      let model = ApoptosisModel(of: line, drugs: [.azd4320])
      let arms = try await bench.arms(
        of: .init(model),
        under: [.vehicle] + doses.map { Treatment([.init("AZD4320", $0)]) }, until: .hours(72),
        proliferation: Proliferation(doublingTime: line.doublingTime.value))
      func ic50(_ assay: ViabilityProtocol.Assay) -> LethalDose {
        ViabilityAssay(ViabilityProtocol(assay)).halfSignalDose(
          of: Array(arms.dropFirst()), vehicle: arms[0], at: doses, time: .hours(72),
          seed: bench.seed)
      }
      let mtt = ic50(.mtt)
      if case .between(let dose, _) = mtt { measured.append(dose.nanomolar) }
      found.append("\(line.name) \(mtt) by MTT, \(ic50(.atp)) by ATP")
    }
    guard measured.count == published.count else {
      return Judgement(found.joined(separator: "; "), holds: false)
    }
    let within = zip(measured, published).allSatisfy {
      AgreementFactor.two.contains(ratio: $0 / $1.1)
    }
    return Judgement(
      found.joined(separator: "; "),
      holds: within && zip(measured, measured.dropFirst()).allSatisfy { $0 < $1 })
  }
}
