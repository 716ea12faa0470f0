import EvidenceBase
import Experiments
import ModelLibrary
import Quantities
import Synergy

/// S18, P3 and P4: azacitidine makes venetoclax kill more than the two would apart, through NOXA.
///
/// Judged by dead fractions at 24 h over the same founders, which divide; doses were named before
/// any of these cells was run: azacitidine 1 µM with venetoclax 0.1, 0.3 and 1 nM, free.
extension AcceptanceLine {
  static let venetoclaxCombination = [synergy, highMCL1, withoutNOXA]

  private static let venetoclaxDoses = [0.1, 0.3, 1].map { Concentration.nanomolar($0) }
  private static let azacitidineDose = Concentration.micromolar(1)
  private static let reading = Time.hours(24)
  /// The excess that S18 asks of the lower bound.
  private static let asked = 0.15

  private static let synergy = AcceptanceLine(
    "S18", .venetoclaxSynergy, .prediction,
    stated: "azacitidine primes AML cells for venetoclax: synergy through NOXA",
    criterion: "in AML cells at 24 h, azacitidine 1 µM with venetoclax 0.1, 0.3 and 1 nM free: the "
      + "lower 95 % bound of the mean Bliss excess is at least 0.15; without NOXA most of it is gone"
  ) { bench in
    let model = NucleosideReadings.aml([.venetoclax])
    let found = try await MeanExcess(model, azacitidineDose, on: bench)
    var beside: [String] = []
    for dose in [0.3, 3] {
      let other = try await MeanExcess(model, .micromolar(dose), on: bench)
      beside.append("at \(dose.forPeople()) µM \(other)")
    }
    let knockout = try await MeanExcess(
      NucleosideReadings.aml([.venetoclax]) { $0.knockouts = [.noxa] }, azacitidineDose, on: bench)
    return Judgement(
      "mean excess \(found) at 1 µM, where azacitidine alone kills \(found.azacitidineAlone); "
        + beside.joined(separator: ", "),
      holds: found.interval.map { $0.lowerBound >= asked },
      controls: [
        .init(
          "NOXA knockout", why: "the synergy is said to come through NOXA: without it most must go",
          found: "mean excess \(knockout)",
          stillHolds: (knockout.mean ?? .nan) > (found.mean ?? .nan) / 2)
      ])
  }

  private static let highMCL1 = AcceptanceLine(
    "P3", .venetoclaxSynergy, .prediction,
    stated: "the synergy shows where MCL-1 protects",
    criterion: "with 1.5 and 2 times the MCL-1 of the AML cells, the lower 95 % bound of the mean "
      + "Bliss excess at the doses of S18 is above 0"
  ) { bench in
    var found: [String] = []
    var holds = true
    for factor in [1.5, 2] {
      let excess = try await MeanExcess(
        NucleosideReadings.aml([.venetoclax]) { $0.levelFactors[.mcl1] = factor },
        azacitidineDose, on: bench)
      found.append("MCL-1 × \(factor.forPeople()): \(excess)")
      holds = holds && (excess.interval?.lowerBound ?? .nan) > 0
    }
    let control = try await MeanExcess(
      NucleosideReadings.aml([.venetoclax]) {
        $0.levelFactors[.mcl1] = 1.5
        $0.nucleosideResponse.noxaInduction = .off
        $0.nucleosideResponse.translationInhibition = .off
      }, azacitidineDose, on: bench)
    return Judgement(
      found.joined(separator: "; "), holds: holds,
      controls: [
        .init(
          "neither NOXA induced nor translation inhibited, MCL-1 × 1.5",
          why: "these are the two ways by which azacitidine reaches MCL-1 within a day",
          found: "\(control)", stillHolds: (control.interval?.lowerBound ?? .nan) > 0)
      ])
  }

  private static let withoutNOXA = AcceptanceLine(
    "P4", .venetoclaxSynergy, .prediction,
    stated: "NOXA mediates the synergy",
    criterion: "without NOXA the mean Bliss excess at the doses of S18 is below 0.05"
  ) { bench in
    let knockout = try await MeanExcess(
      NucleosideReadings.aml([.venetoclax]) { $0.knockouts = [.noxa] }, azacitidineDose, on: bench)
    let usual = try await MeanExcess(
      NucleosideReadings.aml([.venetoclax]), azacitidineDose, on: bench)
    let untranslated = try await MeanExcess(
      NucleosideReadings.aml([.venetoclax]) {
        $0.knockouts = [.noxa]
        $0.nucleosideResponse.translationInhibition = .off
      }, azacitidineDose, on: bench)
    let slowed = try await NucleosideReadings(
      NucleosideReadings.aml { $0.knockouts = [.noxa] }, on: bench,
      NucleosideReadings.dose(.azacitidine, 1), hours: [0, 24], dividing: false, isMeanCell: true)
    let (left, guardian) = (
      slowed.mean(.translation)[1], slowed.mean(.mcl1)[1] / slowed.mean(.mcl1)[0]
    )
    return Judgement(
      "without NOXA \(knockout), with it \(usual)", holds: knockout.mean.map { $0 < 0.05 },
      because:
        "azacitidine itself slows translation, to \(left.asPercent) at 24 h, and MCL-1 falls "
        + "to \(guardian.asPercent) with it, NOXA or not; with translation going on as well, "
        + "\(untranslated) is left",
      controls: [
        .init(
          "NOXA there", why: "the excess that the knockout is to abolish must be there with NOXA",
          found: "\(usual)", stillHolds: (usual.mean ?? .nan) < 0.05,
          moves: ((usual.mean ?? .nan) - (knockout.mean ?? .nan)).magnitude > 0.01)
      ])
  }

  /// The mean Bliss excess over the named pairs of doses, with its interval over founders.
  private struct MeanExcess: CustomStringConvertible {
    /// nil where a fate could not be told.
    let mean: Double?
    let interval: ClosedRange<Double>?
    let azacitidineAlone: String

    init(
      _ model: ApoptosisModel, _ azacitidine: Concentration, on bench: ScienceBench
    ) async throws {
      let one = Treatment.DrugDose("azacitidine", azacitidine, .free)
      let others = venetoclaxDoses.map { Treatment.DrugDose("venetoclax", $0, .free) }
      let arms = try await bench.founders(of: .init(model)).treated(
        with: [.vehicle, Treatment([one])] + others.map { Treatment([$0]) }
          + others.map { Treatment([one, $0]) },
        until: reading, reportedAt: [],
        proliferation: Proliferation(doublingTime: CellLine.genericAML.doublingTime.value),
        threads: bench.threads
      ).arms
      let fates = arms.map { arm in
        arm.fatesByFounder(by: reading).map { CloneFate(dead: $0.dead, known: $0.known) }
      }
      let pairs = others.indices.map { index in
        CombinationFates(
          vehicle: fates[0], first: fates[1], second: fates[2 + index],
          both: fates[2 + others.count + index])
      }
      let excess = CombinationFates.meanExcess(of: pairs, seed: bench.seed)
      mean = excess?.mean
      interval = excess?.interval
      azacitidineAlone = arms[1].deadFraction(by: reading).map(\.asPercent) ?? "an unknown share"
    }

    var description: String {
      guard let mean else { return "not told" }
      let range = interval.map { " (\($0.lowerBound.forPeople()) to \($0.upperBound.forPeople()))" }
      return mean.forPeople() + (range ?? "")
    }
  }
}
