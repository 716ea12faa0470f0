import Citations
import Experiments
import Expressions
import Quantities

/// Virtual patient samples: lines whose levels are spread around one, as patients differ.
///
/// The guide tells of nine patient-derived models and gives a median, not the samples: none here is
/// any patient, and only what the cohort does together is compared with anything.
public struct PatientCohort: Hashable, Sendable {
  /// The samples, the same for a seed whatever the cohort's size.
  public let samples: [CellLine]
  /// The line that they are spread around.
  public let centre: CellLine
  public let seed: UInt64

  /// The proteins whose levels differ between patients.
  public static let varied: [Protein] = [.bcl2, .bclXL, .mcl1, .bim]
  /// Lognormal, of mean 1.
  public static let coefficientOfVariation = 0.5

  /// - Parameter size: how many patients, at least one; the guide's cohort has nine.
  public init(size: Int = 9, around centre: CellLine = .genericAML, seed: UInt64) {
    precondition(size >= 1, "a cohort has patients")
    self.centre = centre
    self.seed = seed
    let spread = CellVariability(coefficientOfVariation: Self.coefficientOfVariation)
    samples = (1...size).map { number in
      let factors = spread.factors(
        forPatient: number, of: Self.varied.map(\.level), seed: seed)
      var levels = centre.vectors[0].levels
      for (protein, factor) in zip(Self.varied, factors) {
        levels[protein] = (levels[protein] ?? protein.defaultLevel.value) * factor
      }
      return CellLine(
        "\(centre.name) patient \(number)", disease: centre.disease,
        vectors: [
          AbundanceVector(
            levels: levels,
            provenance: .chosen(
              because: "virtual: drawn around \(centre.name), CV 0.5; no patient was measured"))
        ])
    }
  }
}

extension PatientCohort {
  /// The cohort that commands name patients of, and that predictions are judged on.
  public static let named = PatientCohort(size: 99, seed: 1)

  /// A patient of ``named`` as people write it: "AML patient 3", without case or punctuation.
  static func sample(named name: String) -> CellLine? {
    NameMatching.match(name, among: named.samples) { [$0.name] }
  }
}
