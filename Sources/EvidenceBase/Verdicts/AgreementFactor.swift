/// How far a simulated value may lie from the published one, up or down, and still agree.
public struct AgreementFactor: Hashable, Sendable {
  /// Above 1: 2 lets half to double agree.
  public let value: Double

  /// The factor two: plates, passages and laboratories differ by as much.
  public static let two = AgreementFactor(2)

  public init(_ value: Double) {
    precondition(value > 1 && value.isFinite, "a factor of agreement is finite and above 1")
    self.value = value
  }

  /// Whether `ratio`, simulated over published, lies within the factor; both ends count.
  ///
  /// The ends are widened by one part in 10¹², so that 20 against 10 is within two after any
  /// change of unit.
  public func contains(ratio: Double) -> Bool {
    let limit = value * (1 + 1e-12)
    return ratio <= limit && ratio >= 1 / limit
  }

  /// `×/÷ 2`.
  public var described: String {
    value == value.rounded() ? "×/÷ \(Int(value))" : "×/÷ \(value)"
  }
}
