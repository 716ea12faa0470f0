/// What a report says of one fitted curve: plain numbers, each absent where it was refused.
public struct CurveSummary: Sendable {
  public let name: String
  /// "complete", "incomplete", "flat", "unfit", …
  public let verdict: String
  /// The verdict as a sentence, with its reason.
  public let sentence: String
  /// In the unit of the doses.
  public let relativeEC50: Estimate?
  public let absoluteIC50: Estimate?
  public let hillSlope: Estimate?
  public let bottom: Estimate?
  public let top: Estimate?
  /// Where a potency was refused: the bound that is known, such as "> 1000 nM".
  public let bound: String?
  /// On which side of the tested doses the refused potency lies, where that is known.
  public let boundSide: BoundSide?
  /// Which model was chosen, in the field's words.
  public let model: String
  /// Points with reduced weight, and points left out.
  public let downWeighted: Int
  public let leftOut: Int
  /// The curve over the tested doses, ascending, for a figure.
  public let curve: [Place]
  public let observations: [(dose: Double, response: Double)]

  /// A number with what is known of its uncertainty.
  public struct Estimate: Sendable, Hashable {
    public let value: Double
    public let standardError: Double?
    /// The ends of the 95 % interval; nil where the data leave that side open.
    public let low: Double?
    public let high: Double?

    public var interval: ClosedRange<Double>? {
      guard let low, let high, low <= high else { return nil }
      return low...high
    }
  }

  public enum BoundSide: Sendable, Hashable { case aboveHighestDose, belowLowestDose }

  /// Every number of the curve by name, with its unit; nil where it was refused.
  func parameters(doseUnit: String) -> [(name: String, estimate: Estimate?, unit: String?)] {
    [
      ("relative EC50", relativeEC50, doseUnit), ("absolute IC50", absoluteIC50, doseUnit),
      ("Hill slope", hillSlope, nil), ("bottom", bottom, nil), ("top", top, nil),
    ]
  }

  public struct Place: Sendable, Hashable {
    public let dose: Double
    public let response: Double
  }
}
