import EvidenceBase
import Experiments
import ModelLibrary
import Quantities

/// S19: each way to resist shifts the response in the direction that it says of itself.
extension AcceptanceLine {
  static let resistance = [shifts]

  private static let shifts = AcceptanceLine(
    "S19", .resistance,
    stated: "resistance stands in the guide's title; its text says nothing of it",
    criterion: "UCK2, DCK, CDA and hENT1 lower what is built in a day after 1 µM; MCL-1, BCL-xL, "
      + "TP53, BAX, and BAX with BAK lower death at 24 h under azacitidine 1 µM with venetoclax "
      + "0.3 nM free; compensation spares DNMT1 from a second dose after 96 h"
  ) { bench in
    var wrong: [String] = []
    var found: [String] = []
    func judge(_ mechanism: ResistanceMechanism, _ text: String, _ holds: Bool) {
      found.append("\(mechanism.name): \(text)")
      if !holds { wrong.append(mechanism.name) }
    }
    let usualDeath = try await dead(nil, on: bench)
    for mechanism in ResistanceMechanism.typical {
      switch mechanism.direction {
      case .lowersRoute, .lowersRoutes:
        let drugs: [NucleosideAnalogue] =
          if case .lowersRoute(let drug) = mechanism.direction { [drug] } else {
            ModelLibrary.nucleosideAnalogues
          }
        for drug in drugs {
          let left = try await built(drug, mechanism, on: bench) / built(drug, nil, on: bench)
          judge(mechanism, "\(left.asPercent) of \(drug.name) built in", left < 0.9)
        }
      case .lowersDeath:
        let death = try await dead(mechanism, on: bench)
        judge(
          mechanism, "\(death.asPercent) dead instead of \(usualDeath.asPercent)",
          death < usualDeath)
      case .sparesDNMT1AtNextDose:
        let (usual, adapted) = (
          try await secondDose(nil, on: bench), try await secondDose(mechanism, on: bench)
        )
        judge(
          mechanism, "DNMT1 \(adapted.asPercent) instead of \(usual.asPercent)", adapted > usual)
      }
    }
    let other = try await built(.decitabine, .uck2Loss(left: 0.1), on: bench)
    let usual = try await built(.decitabine, nil, on: bench)
    return Judgement(
      found.joined(separator: "; ")
        + (wrong.isEmpty ? "" : "; the wrong way: \(wrong.joined(separator: ", "))"),
      holds: wrong.isEmpty,
      controls: [
        .init(
          "UCK2 lost, under decitabine",
          why: "UCK2 has no part in decitabine, so losing it must lower nothing",
          found: "\((other / usual).asPercent) built in", stillHolds: other < 0.9 * usual)
      ])
  }

  private static func built(
    _ drug: NucleosideAnalogue, _ mechanism: ResistanceMechanism?, on bench: ScienceBench
  ) async throws -> Double {
    let cell = try await NucleosideReadings(
      NucleosideReadings.aml { mechanism?.change(&$0) }, on: bench,
      NucleosideReadings.dose(drug, 1), hours: [24], dividing: false, isMeanCell: true)
    return cell.mean(.inRNA)[0] + cell.mean(.inDNA)[0]
  }

  /// DNMT1 a day after the second of two doses of decitabine, 96 h apart.
  private static func secondDose(
    _ mechanism: ResistanceMechanism?, on bench: ScienceBench
  ) async throws -> Double {
    let dose = Treatment.DrugDose("decitabine", .micromolar(0.3), .free)
    let cell = try await NucleosideReadings(
      NucleosideReadings.aml { mechanism?.change(&$0) }, on: bench,
      Treatment(
        [dose], then: [.init(at: .hours(24), .washOut), .init(at: .hours(96), .add(dose))]),
      hours: [120], dividing: false, isMeanCell: true)
    return cell.mean(.dnmt1)[0]
  }

  private static func dead(
    _ mechanism: ResistanceMechanism?, on bench: ScienceBench
  ) async throws -> Double {
    let day = Time.hours(24)
    let arm = try await bench.arms(
      of: .init(NucleosideReadings.aml([.venetoclax]) { mechanism?.change(&$0) }),
      under: [
        Treatment([
          .init("azacitidine", .micromolar(1), .free), .init("venetoclax", .nanomolar(0.3), .free),
        ])
      ], until: day
    )[0]
    return arm.deadFraction(by: day) ?? .nan
  }
}
