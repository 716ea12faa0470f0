import Assays
import FileFormats

/// What a person asks of `primed plate qc`.
public struct PlateQualityRequest: Sendable {
  /// What is taken out of the readings; the report shows before and after.
  public enum Correction: String, CaseIterable, Sendable {
    case none
    case edge
    case gradient
    case both
    case polish
    case loess

    var inAssays: PlateCorrection {
      switch self {
      case .none: .none
      case .edge: .edge
      case .gradient: .gradient
      case .both: .edgeAndGradient
      case .polish: .rowsAndColumns
      case .loess: .smooth
      }
    }
  }

  public var input: LaidOutPlatesRequest
  public var correction: Correction
  /// Of the rearrangements of the permutation tests.
  public var seed: Int
  public var permutations: Int

  public init(
    input: LaidOutPlatesRequest, correction: Correction = .none, seed: Int = 1,
    permutations: Int = 1999
  ) {
    self.input = input
    self.correction = correction
    self.seed = seed
    self.permutations = permutations
  }

  /// - Throws: `InputRefusal` with every fault of the files and every way they do not fit.
  public func run() throws(InputRefusal) -> PlateQualityResult {
    PlateQualityResult(
      of: try input.run(), correction: correction.inAssays, seed: UInt64(seed),
      permutations: permutations)
  }
}

/// The plates of a file, judged.
public struct PlateQualityResult: Sendable {
  public let input: LaidOutPlates
  public let plates: [JudgedPlate]
  public let drift: PlateDrift
  public let correction: PlateCorrection
  public let seed: UInt64
  public let permutations: Int

  init(
    of input: LaidOutPlates, correction: PlateCorrection = .none, seed: UInt64 = 1,
    permutations: Int = 1999
  ) {
    self.input = input
    self.correction = correction
    self.seed = seed
    self.permutations = permutations
    plates = input.plates.map {
      JudgedPlate(
        $0, correction: correction, seed: seed, permutations: permutations, in: input.form)
    }
    drift = PlateDrift(over: input.plates.map { ($0.name, $0.observations) })
  }

  /// The worst verdict of any plate.
  public var verdict: QualityVerdict { QualityVerdict.worst(of: plates.map(\.verdict)) }

  /// The observations as they go on: corrected where that was asked for.
  var observations: [PlateObservation] { plates.flatMap(\.judgedObservations) }

  /// The verdicts in words: a heading for each plate, and the drift across plates.
  public var sentences: [String] {
    plates.flatMap { plate in
      [plate.headline] + plate.remarks
    } + [driftSentence].compactMap(\.self)
  }

  /// What became of the vehicle from plate to plate; nil for one plate.
  var driftSentence: String? {
    guard let change = drift.change else { return nil }
    let percent = (100 * change).forPeople(digits: 2)
    let range = "from plate to plate the vehicle's median changed by \(percent) % in all"
    guard let pValue = drift.pValue else {
      return "Drift: \(range); below four plates that cannot be told from chance."
    }
    let p = pValue.forPeople(digits: 2)
    return drift.isFound
      ? "Drift: \(range) (p \(p)): normalise each plate to its own controls."
      : "Drift: none told; \(range) (p \(p))."
  }
}

extension QualityVerdict {
  /// Reject before undetermined before marginal before accept; accept for no verdict.
  static func worst(of verdicts: [QualityVerdict]) -> QualityVerdict {
    let order: [QualityVerdict] = [.reject, .undetermined, .marginal, .accept]
    return order.first(where: verdicts.contains) ?? .accept
  }
}
