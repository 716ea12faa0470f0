import EvidenceBase
import Experiments
import ModelLibrary
import Quantities

/// S14 and P6: methylation is lost at division, by the mathematics of dilution, and nowhere else.
extension AcceptanceLine {
  static let methylation = [trapping, dilution, divisionAndPriming]

  private static let trapping = AcceptanceLine(
    "S14.1", .methyltransferaseTrapping,
    stated: "DNMT1 is trapped; methylation is lost passively, with replication",
    criterion:
      "72 h after 1 µM azacitidine, genome methylation of dividing AML cells has fallen by "
      + "at least 0.1; of cells that do not divide it has not changed"
  ) { bench in
    func loss(dividing: Bool) async throws -> (dnmt1: Double, loss: Double) {
      let cells = try await NucleosideReadings(
        NucleosideReadings.aml(), on: bench, NucleosideReadings.dose(.azacitidine, 1),
        hours: [0, 24, 72], dividing: dividing)
      let methylation = cells.mean(.genomeMethylation)
      return (cells.mean(.dnmt1)[1], methylation[0] - methylation[2])
    }
    let (dividing, still) = (try await loss(dividing: true), try await loss(dividing: false))
    return Judgement(
      "DNMT1 at \(dividing.dnmt1.asPercent) after a day; methylation falls by "
        + "\(dividing.loss.asPercent) of all sites in 72 h",
      holds: dividing.loss >= 0.1,
      controls: [
        .init(
          "no division", why: "loss is passive: DNA that is not copied loses nothing",
          found: "DNMT1 at \(still.dnmt1.asPercent), methylation falls by \(still.loss.asPercent)",
          stillHolds: still.loss >= 1e-9)
      ])
  }

  private static let dilution = AcceptanceLine(
    "S14.2", .methyltransferaseTrapping,
    stated: "new strands are bare, and what DNMT1 does not copy is diluted out",
    criterion: "72 h after 1 µM azacitidine, every cell born of a mother that was watched all her "
      + "life has [m + 0.985 M̄ m + 0.02 (1 − m)] / 2 of her genome methylation m, M̄ the mean of her "
      + "DNMT1, within 0.01"
  ) { bench in
    func judged(dividing: Bool) async throws -> (told: String, holds: Bool) {
      let errors = try await NucleosideReadings(
        NucleosideReadings.aml(), on: bench, NucleosideReadings.dose(.azacitidine, 1),
        hours: Array(stride(from: 0, through: 72, by: 1)), dividing: dividing
      ).dilutionErrors()
      guard let worst = errors.max() else { return ("no cell is born of such a mother", false) }
      return (
        "\(errors.count) cells, off by \(worst.forPeople(digits: 2)) at most", worst <= 0.01
      )
    }
    let (found, still) = (try await judged(dividing: true), try await judged(dividing: false))
    return Judgement(
      found.told, holds: found.holds,
      controls: [
        .init(
          "no division", why: "without division nothing is diluted",
          found: still.told, stillHolds: still.holds)
      ])
  }

  private static let divisionAndPriming = AcceptanceLine(
    "P6", .noxaPriming, .prediction,
    stated: "priming is not epigenetic",
    criterion: "72 h after 1 µM azacitidine, cells that do not divide have lost no methylation and "
      + "their NOXA has doubled at 24 h as that of dividing ones has"
  ) { bench in
    struct Outcome {
      let dividing: (noxa: Double, loss: Double)
      let still: (noxa: Double, loss: Double)

      var holds: Bool {
        dividing.noxa >= 2 && still.noxa >= 2 && dividing.loss >= 0.1
          && still.loss.magnitude < 1e-9
      }

      var told: String {
        func told(_ cells: (noxa: Double, loss: Double)) -> String {
          "NOXA × \(cells.noxa.forPeople()), methylation −\(cells.loss.asPercent)"
        }
        return "dividing: \(told(dividing)); not dividing: \(told(still))"
      }
    }
    func outcome(_ induction: NucleosideResponse.Switch) async throws -> Outcome {
      func cells(dividing: Bool) async throws -> (noxa: Double, loss: Double) {
        let cells = try await NucleosideReadings(
          NucleosideReadings.aml { $0.nucleosideResponse.noxaInduction = induction }, on: bench,
          NucleosideReadings.dose(.azacitidine, 1), hours: [0, 24, 72], dividing: dividing)
        let (noxa, methylation) = (cells.mean(.noxa), cells.mean(.genomeMethylation))
        return (noxa[1] / noxa[0], methylation[0] - methylation[2])
      }
      return Outcome(
        dividing: try await cells(dividing: true), still: try await cells(dividing: false))
    }
    let found = try await outcome(.on)
    let fixed = try await outcome(.off)
    return Judgement(
      found.told, holds: found.holds,
      controls: [
        .init(
          "NOXA synthesis fixed",
          why: "priming must go where NOXA's synthesis is cut, and hypomethylation stay",
          found: fixed.told, stillHolds: fixed.holds)
      ])
  }
}
