import Assays
import Quantities

extension PlateQualityResult {
  /// A line of the table for people: plate, line, and the numbers in their order.
  public struct Row: Sendable {
    public let plate: String
    public let line: String?
    /// Z′, robust Z′, SSMD, robust SSMD, signal to background, then the variation of signal,
    /// background and replicates in percent, then the agreement of replicates; nil where it cannot
    /// be told.
    public let numbers: [String?]
  }

  /// One a plate and line; after the correction, where one was asked for.
  public var rows: [Row] {
    plates.flatMap { plate in
      plate.judged.groups.map { quality in
        func percent(_ part: Double?) -> String? {
          part.map { "\((100 * $0).forPeople(digits: 2)) %" }
        }
        return Row(
          plate: plate.name, line: quality.group.line,
          numbers: [
            quality.zPrime?.forPeople(digits: 2), quality.robustZPrime?.forPeople(digits: 2),
            quality.strictlyStandardisedMeanDifference?.forPeople(digits: 3),
            quality.robustStrictlyStandardisedMeanDifference?.forPeople(digits: 3),
            quality.signalToBackground?.forPeople(digits: 3), percent(quality.signalVariation),
            percent(quality.backgroundVariation), percent(quality.replicateVariation),
            quality.replicateAgreement?.forPeople(digits: 2),
          ])
      }
    }
  }
}
