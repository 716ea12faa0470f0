import EvidenceBase
import Experiments
import ModelLibrary
import Quantities

/// S13 and S15 to S17: where azacitidine goes in a cell, and in which order its effects come.
extension AcceptanceLine {
  static let azacitidine = [
    routing, reactivation, translation, priming,
  ]

  private static let day = Time.hours(24)

  private static let routing = AcceptanceLine(
    "S13", .azacitidineRouting,
    stated: "azacitidine is built mainly into RNA, to a lesser extent into DNA",
    criterion: "in AML cells a day after 0.3, 1, 3 and 10 µM, more is in RNA than in DNA"
  ) { bench in
    func share(_ drug: NucleosideAnalogue, _ dose: Double) async throws -> Double {
      let cell = try await NucleosideReadings(
        NucleosideReadings.aml(), on: bench, NucleosideReadings.dose(drug, dose), hours: [24],
        dividing: false, isMeanCell: true)
      let (rna, dna) = (cell.mean(.inRNA)[0], cell.mean(.inDNA)[0])
      return rna / (rna + dna)
    }
    var found: [String] = []
    var holds = true
    for dose in [0.3, 1, 3, 10] {
      let share = try await share(.azacitidine, dose)
      found.append("\(share.asPercent) in RNA at \(dose.forPeople()) µM")
      holds = holds && share > 0.5
    }
    let control = try await share(.decitabine, 1)
    return Judgement(
      found.joined(separator: ", "), holds: holds,
      controls: [
        .init(
          "decitabine 1 µM", why: "a deoxynucleoside has no way into RNA",
          found: "\(control.asPercent) in RNA", stillHolds: control > 0.5)
      ])
  }

  private static let reactivation = AcceptanceLine(
    "S15", .suppressorReactivation,
    stated: "silenced tumour suppressors are expressed again",
    criterion: "under 1 µM azacitidine, expression gains 0.05 later than promoter methylation has "
      + "lost 0.05, and a day or more after the dose"
  ) { bench in
    func moments(dividing: Bool) async throws -> (loss: Time?, gain: Time?) {
      let cells = try await NucleosideReadings(
        NucleosideReadings.aml(), on: bench, NucleosideReadings.dose(.azacitidine, 1),
        hours: Array(stride(from: 0, through: 120, by: 3)), dividing: dividing)
      let start = cells.mean(.promoterMethylation)[0]
      return (
        cells.first(.promoterMethylation) { $0 <= start - 0.05 },
        cells.first(.reactivation) { $0 >= 0.05 }
      )
    }
    let (cells, still) = (try await moments(dividing: true), try await moments(dividing: false))
    func holds(_ moments: (loss: Time?, gain: Time?)) -> Bool {
      guard let loss = moments.loss, let gain = moments.gain else { return false }
      return gain > loss && gain >= day
    }
    func told(_ moments: (loss: Time?, gain: Time?)) -> String {
      "methylation has fallen by \(moments.loss.map { "\($0)" } ?? "no time"), expression risen by "
        + "\(moments.gain.map { "\($0)" } ?? "no time") of 5 d"
    }
    return Judgement(
      told(cells), holds: holds(cells),
      controls: [
        .init(
          "no division", why: "methylation is lost at division alone, and expression follows it",
          found: told(still), stillHolds: holds(still))
      ])
  }

  private static let translation = AcceptanceLine(
    "S16", .rnaCytotoxicity,
    stated: "azacitidine in RNA disrupts protein synthesis, more at higher concentrations",
    criterion: "8 h after 0.1 to 10 µM synthesis falls with dose; at 3 µM MCL-1 falls by at least "
      + "10 %, and BCL-2 by less than half as much"
  ) { bench in
    func cell(_ dose: Double, isOn: Bool) async throws -> NucleosideReadings {
      try await NucleosideReadings(
        NucleosideReadings.aml {
          $0.nucleosideResponse.translationInhibition = isOn ? .on : .off
        }, on: bench, NucleosideReadings.dose(.azacitidine, dose), hours: [0, 8],
        dividing: false, isMeanCell: true)
    }
    func lost(_ cell: NucleosideReadings, _ protein: NucleosideObservable) -> Double {
      let course = cell.mean(protein)
      return 1 - course[1] / course[0]
    }
    func holds(_ cells: [NucleosideReadings]) -> Bool {
      let left = cells.map { $0.mean(.translation)[1] }
      let (mcl1, bcl2) = (lost(cells[3], .mcl1), lost(cells[3], .bcl2))
      return zip(left, left.dropFirst()).allSatisfy { $0 > $1 } && mcl1 >= 0.1 && bcl2 < mcl1 / 2
    }
    var (cells, control): ([NucleosideReadings], [NucleosideReadings]) = ([], [])
    for dose in [0.1, 0.3, 1, 3, 10] {
      cells.append(try await cell(dose, isOn: true))
      control.append(try await cell(dose, isOn: false))
    }
    let left = cells.map { $0.mean(.translation)[1].asPercent }.joined(separator: ", ")
    return Judgement(
      "synthesis at \(left) of untreated from 0.1 to 10 µM; at 3 µM MCL-1 falls by "
        + "\(lost(cells[3], .mcl1).asPercent), BCL-2 by \(lost(cells[3], .bcl2).asPercent)",
      holds: holds(cells),
      controls: [
        .init(
          "translation not inhibited", why: "it is the cut of the way that the line names",
          found: "MCL-1 falls by \(lost(control[3], .mcl1).asPercent)", stillHolds: holds(control))
      ])
  }

  private static let priming = AcceptanceLine(
    "S17", .noxaPriming,
    stated: "the stress response raises NOXA rapidly, by no epigenetic way",
    criterion: "under 1 µM azacitidine NOXA doubles within 12 h and before genome methylation has "
      + "fallen by 0.02; by 24 h MCL-1 holds more NOXA and less BIM"
  ) { bench in
    func cells(_ induction: NucleosideResponse.Switch) async throws -> NucleosideReadings {
      try await NucleosideReadings(
        NucleosideReadings.aml { $0.nucleosideResponse.noxaInduction = induction }, on: bench,
        NucleosideReadings.dose(.azacitidine, 1), hours: Array(stride(from: 0, through: 36, by: 1)),
        dividing: true)
    }
    func told(_ cells: NucleosideReadings) -> (text: String, holds: Bool) {
      let (noxa, held) = (cells.mean(.noxaOnMCL1), cells.mean(.bimOnMCL1))
      let doubled = cells.first(.noxa) { $0 >= 2 * cells.mean(.noxa)[0] }
      let lost = cells.first(.genomeMethylation) { $0 <= cells.mean(.genomeMethylation)[0] - 0.02 }
      let text =
        "NOXA doubles at \(doubled.map { "\($0)" } ?? "no time"), methylation has lost 0.02 at "
        + "\(lost.map { "\($0)" } ?? "no time"); at 24 h MCL-1:NOXA is \((noxa[24] / noxa[0]).forPeople()) "
        + "and MCL-1:BIM \((held[24] / held[0]).forPeople()) of the start"
      guard let doubled else { return (text, false) }
      return (
        text,
        doubled <= .hours(12) && (lost.map { doubled < $0 } ?? true) && noxa[24] > noxa[0]
          && held[24] < held[0]
      )
    }
    let (found, control) = (told(try await cells(.on)), told(try await cells(.off)))
    return Judgement(
      found.text, holds: found.holds,
      controls: [
        .init(
          "NOXA synthesis fixed", why: "it is the step by which the stress response primes",
          found: control.text, stillHolds: control.holds)
      ])
  }
}
