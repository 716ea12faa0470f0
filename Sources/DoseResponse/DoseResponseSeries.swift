/// What the responses of a series mean, stated by whoever made them and never guessed.
public enum ResponseScale: Hashable, Sendable {
  /// The fraction of cells alive relative to vehicle: 1 without effect, falling towards 0.
  case viability
  /// The fraction of signal lost relative to vehicle: 0 without effect, rising towards 1.
  case inhibition
  /// The fraction of the positive control's effect: 0 as the vehicle, 1 as the positive control.
  /// A drug may do more than the control.
  case effect
  /// Growth relative to vehicle: 1 as the vehicle, 0 no growth, falling as far as −1, all cells dead.
  case growthRate
  /// Anything else, in its own unit; nil where the direction of an effect is not known beforehand.
  case signal(expected: CurveDirection?)

  /// The response of cells without drug, where the scale fixes it.
  public var responseWithoutDrug: Double? {
    switch self {
    case .viability, .growthRate: 1
    case .inhibition, .effect: 0
    case .signal: nil
    }
  }

  /// The response of a full effect, where the scale fixes it.
  public var responseAtFullEffect: Double? {
    self == .growthRate ? -1 : responseWithoutDrug.map { 1 - $0 }
  }

  /// The response at which the absolute IC50 is read; nil where there is no such thing.
  public var absoluteLevel: Double? { responseWithoutDrug == nil ? nil : 0.5 }

  /// Which way an effect goes, where that is known.
  public var expectedDirection: CurveDirection? {
    switch self {
    case .viability, .growthRate: .falling
    case .inhibition, .effect: .rising
    case .signal(let direction): direction
    }
  }

  /// The scale as a word in a sentence.
  public var noun: String {
    switch self {
    case .viability: "viability"
    case .growthRate: "growth rate"
    case .inhibition: "inhibition"
    case .effect: "effect"
    case .signal: "signal"
    }
  }
}

/// Which way the response goes as the dose grows.
public enum CurveDirection: String, Hashable, Sendable {
  case falling
  case rising
}

/// One measured response.
public struct DoseResponsePoint: Hashable, Sendable {
  /// In the unit of the series; 0 is the vehicle.
  public var dose: Double
  public var response: Double
  /// What names the point to a person, such as a plate and a well.
  public var id: String?
  /// An inverse variance relative to the other points; nil counts as 1.
  public var weight: Double?

  public init(dose: Double, response: Double, id: String? = nil, weight: Double? = nil) {
    self.dose = dose
    self.response = response
    self.id = id
    self.weight = weight
  }
}

/// The responses of one biological system to one drug.
public struct DoseResponseSeries: Hashable, Sendable {
  public var name: String
  /// Nil where no unit was stated; it changes no result.
  public var unit: DoseUnit?
  public var scale: ResponseScale
  /// In any order.
  public var points: [DoseResponsePoint]

  public init(
    name: String, unit: DoseUnit?, scale: ResponseScale, points: [DoseResponsePoint]
  ) {
    self.name = name
    self.unit = unit
    self.scale = scale
    self.points = points
  }
}

/// Why a point took no part in a fit.
public enum PointExclusion: String, Hashable, Sendable, CaseIterable {
  case responseMissing = "no finite response"
  case responseOutOfRange = "the response is beyond 1e100, which no reader reports"
  case doseInvalid = "the dose is negative or not finite"
  case weightInvalid = "the weight is negative or not finite"

  /// The fault of a point, or nil for one that can be used.
  init?(_ point: DoseResponsePoint) {
    if !point.response.isFinite {
      self = .responseMissing
    } else if point.response.magnitude > 1e100 {
      self = .responseOutOfRange
    } else if !point.dose.isFinite || point.dose < 0 {
      self = .doseInvalid
    } else if let weight = point.weight, !weight.isFinite || weight < 0 {
      self = .weightInvalid
    } else {
      return nil
    }
  }
}
