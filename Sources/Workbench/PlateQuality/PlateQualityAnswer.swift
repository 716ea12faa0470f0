import Assays
import Quantities

extension PlateQualityResult {
  /// The whole answer for programs: the body of `primed.plate-qc/1`.
  public var answer: some Encodable & Sendable { PlateQualityAnswer(self) }
}

/// `primed.plate-qc/1`: a number that cannot be told is left out.
struct PlateQualityAnswer: Encodable, Sendable {
  private enum CodingKeys: String, CodingKey {
    case verdict, sentences, readings, layout, read
    case wavelength = "wavelength_nm"
    case time = "time_s"
    case correction, seed, permutations, plates, drift, notices
  }

  let verdict: String
  let sentences: [String]
  let readings: LaidOutPlates.SourceFile
  let layout: LaidOutPlates.SourceFile
  let read: String
  let wavelength: String?
  let time: Double?
  let correction: String
  let seed: UInt64
  let permutations: Int
  let plates: [Plate]
  let drift: Drift?
  let notices: [String]

  init(_ result: PlateQualityResult) {
    verdict = result.verdict.rawValue
    sentences = result.sentences
    readings = result.input.file
    layout = result.input.layoutFile
    read = result.input.read
    wavelength = result.input.wavelength
    time = result.input.time?.seconds
    correction = result.correction.rawValue
    seed = result.seed
    permutations = result.permutations
    plates = result.plates.map(Plate.init)
    drift = result.drift.change.map {
      Drift(change: $0, pValue: result.drift.pValue, found: result.drift.isFound)
    }
    notices = result.input.notices
  }

  struct Drift: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case change
      case pValue = "p_value"
      case found
    }

    let change: Double
    let pValue: Double?
    let found: Bool
  }

  struct Plate: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case plate, wells, described, used, verdict, remarks, controls, position
      case controlsCorrected = "controls_corrected"
      case positionCorrected = "position_corrected"
      case scores = "b_scores"
      case saturated
      case leftOut = "left_out"
      case notInLayout = "not_in_layout"
    }

    let plate: String
    let wells: Int
    let described: Int
    let used: Int
    let verdict: String
    let remarks: [String]
    let controls: [Controls]
    let position: Position
    let controlsCorrected: [Controls]?
    let positionCorrected: Position?
    /// By well; left out without a correction by rows and columns or a smooth surface.
    let scores: [String: Double]?
    let saturated: [String]
    let leftOut: [LeftOut]
    let notInLayout: [String]

    init(_ plate: JudgedPlate) {
      self.plate = plate.name
      wells = plate.plate.format.wellCount
      described = plate.plate.observations.count
      used = plate.plate.observations.count(where: \.isUsable)
      verdict = plate.verdict.rawValue
      remarks = plate.remarks
      controls = plate.findings.groups.map(Controls.init)
      position = Position(plate.findings.position)
      controlsCorrected = plate.corrected?.groups.map(Controls.init)
      positionCorrected = (plate.corrected?.position).map(Position.init)
      scores = plate.surface.map { surface in
        Dictionary(
          surface.scores.map { ($0.key.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      }
      saturated = (plate.saturation.overflowing + plate.saturation.atCeiling).map(\.name)
      leftOut = plate.leftOut.map {
        LeftOut(well: $0.well.well.name, role: $0.well.role.rawValue, reason: $0.reason)
      }
      notInLayout = plate.plate.undescribed.map(\.name)
    }
  }

  struct LeftOut: Encodable, Sendable {
    let well: String
    let role: String
    let reason: String
  }

  struct Controls: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case line, signal, background
      case signalWells = "signal_wells"
      case backgroundWells = "background_wells"
      case zPrime = "z_prime"
      case robustZPrime = "robust_z_prime"
      case ssmd
      case robustSSMD = "robust_ssmd"
      case signalToBackground = "signal_to_background"
      case signalCV = "signal_cv"
      case backgroundCV = "background_cv"
      case replicateCV = "replicate_cv"
      case replicateAgreement = "replicate_agreement"
      case verdict
    }

    let line: String?
    let signal: String
    let background: String
    let signalWells: Int
    let backgroundWells: Int
    let zPrime: Double?
    let robustZPrime: Double?
    let ssmd: Double?
    let robustSSMD: Double?
    let signalToBackground: Double?
    let signalCV: Double?
    let backgroundCV: Double?
    let replicateCV: Double?
    let replicateAgreement: Double?
    let verdict: String

    init(_ quality: PlateQuality) {
      line = quality.group.line
      signal = quality.signalRole.rawValue
      background = quality.backgroundRole.rawValue
      signalWells = quality.signalWells
      backgroundWells = quality.backgroundWells
      zPrime = quality.zPrime
      robustZPrime = quality.robustZPrime
      ssmd = quality.strictlyStandardisedMeanDifference
      robustSSMD = quality.robustStrictlyStandardisedMeanDifference
      signalToBackground = quality.signalToBackground
      signalCV = quality.signalVariation
      backgroundCV = quality.backgroundVariation
      replicateCV = quality.replicateVariation
      replicateAgreement = quality.replicateAgreement
      verdict = quality.verdict.rawValue
    }
  }

  struct Position: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case tests, edge
      case rowGradient = "row_gradient"
      case columnGradient = "column_gradient"
      case stripe
      case stripeDeviation = "stripe_deviation"
      case comparedWells = "compared_wells"
      case untold = "cannot_be_told"
    }

    let tests: [Test]
    let edge: Effect?
    let rowGradient: Effect?
    let columnGradient: Effect?
    let stripe: String?
    let stripeDeviation: Double?
    let comparedWells: Int
    /// Directions of a tested pattern that the layout hides: a number left out above is no 0.
    let untold: [Untold]

    init(_ position: PositionAnalysis) {
      tests = position.tests.map(Test.init)
      edge = position.edge.map(Effect.init)
      rowGradient = position.rowGradient.map(Effect.init)
      columnGradient = position.columnGradient.map(Effect.init)
      stripe = position.stripe?.name
      stripeDeviation = position.stripeDeviation.flatMap { $0.isFinite ? $0 : nil }
      comparedWells = position.comparedWells
      untold = position.untold.map {
        Untold(pattern: $0.pattern.rawValue, direction: $0.direction.rawValue, reason: $0.reason)
      }
    }
  }

  struct Untold: Encodable, Sendable {
    let pattern: String
    let direction: String
    let reason: String
  }

  /// A relative change with its 95 % interval: −0.15 is 15 % less.
  struct Effect: Encodable, Sendable {
    let estimate: Double
    let low: Double
    let high: Double

    init(_ effect: RelativeEffect) {
      (estimate, low, high) = (effect.estimate, effect.low, effect.high)
    }
  }

  struct Test: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case pattern, found
      case pValue = "p_value"
      case adjustedPValue = "p_value_adjusted"
      case untestable
    }

    let pattern: String
    let found: Bool
    let pValue: Double?
    let adjustedPValue: Double?
    let untestable: String?

    init(_ test: PositionTest) {
      pattern = test.pattern.rawValue
      found = test.isFound
      pValue = test.pValue
      adjustedPValue = test.adjustedPValue
      untestable = if case .untestable(let reason) = test.outcome { reason } else { nil }
    }
  }
}
