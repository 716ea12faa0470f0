import Assays
import DoseResponse
import FileFormats

/// What a person asks of `primed plate normalise`: from readings to doses and responses.
public struct PlateNormalisationRequest: Sendable {
  /// What the readings become.
  public enum Response: String, CaseIterable, Sendable {
    /// 1 as the vehicle, 0 where nothing lives.
    case viability
    /// 0 as the vehicle, 1 where nothing lives.
    case inhibition
    /// 0 as the vehicle, 1 as the positive control, for signals that rise with the effect.
    case effect
    /// The readings as they are.
    case signal
  }

  /// What stands for nothing alive.
  public enum Zero: String, CaseIterable, Sendable {
    case blank
    case positive
    /// A reader whose background is known to be nothing.
    case none
  }

  public var quality: PlateQualityRequest
  public var response: Response
  /// Nil for the blanks where every plate has them, else the positive control.
  public var zero: Zero?

  public init(quality: PlateQualityRequest, response: Response = .viability, zero: Zero? = nil) {
    self.quality = quality
    self.response = response
    self.zero = zero
  }

  /// - Throws: `InputRefusal` with every fault of the files, every control that is missing or does not
  ///   stand apart, and doses whose units do not convert into each other.
  public func run() throws(InputRefusal) -> NormalisedPlates {
    try NormalisedPlates(judged: quality.run(), response: response, zero: zero)
  }
}

/// Readings as responses to doses: one row for each sample well, and for each vehicle well in each
/// curve that it serves.
public struct NormalisedPlates: Sendable {
  public let judged: PlateQualityResult
  public let response: PlateNormalisationRequest.Response
  /// What stood for nothing alive; nil where no fraction was made of it.
  public let zero: PlateNormalisationRequest.Zero?
  /// The unit of every dose; nil where the layout says there is none.
  public let doseUnit: DoseUnit?
  let rows: [Row]

  struct Row: Sendable {
    let group: String
    let observation: PlateObservation
    /// The drug of the curve, also for its vehicle wells.
    let drug: String
    /// In `doseUnit`; 0 for vehicle.
    let dose: Double
    /// NaN for a well that was left out.
    let response: Double
  }

  init(
    judged: PlateQualityResult, response: PlateNormalisationRequest.Response,
    zero: PlateNormalisationRequest.Zero?
  ) throws(InputRefusal) {
    let faults = FaultCollector(file: judged.input.layoutFile.file)
    let resolved = Self.zero(zero, of: judged.input.plates, response)
    let normalised = Self.normalise(
      judged.observations, to: response, zero: resolved, in: judged.input.form, faults)
    if response == .viability || response == .inhibition {
      Self.checkDirection(of: normalised, to: response, in: judged.input.form, faults)
    }
    let unit = Self.commonUnit(of: judged.observations, faults)
    let rows = Self.curves(of: normalised, unit: unit, faults)
    if rows.isEmpty, faults.isEmpty {
      faults.note(
        at: nil, found: "the layout has no sample wells", needed: "samples with drugs and doses")
    }
    try faults.refuseIfAny()
    self.judged = judged
    self.response = response
    self.zero = response == .signal || response == .effect ? nil : resolved
    self.rows = rows
    doseUnit = unit
  }

  /// What the numbers are fractions of, in words.
  public var meaning: String {
    let control =
      switch zero {
      case .blank: "less blank, over vehicle less blank"
      case .positive: "between positive control and vehicle"
      case .some(.none): "over vehicle, nothing subtracted"
      case nil: ""
      }
    return switch response {
    case .viability: "viability: signal \(control)"
    case .inhibition: "inhibition: 1 − signal \(control)"
    case .effect: "effect: signal less vehicle, over positive control less vehicle"
    case .signal: "signal as read"
    }
  }

  /// How many curves the rows make.
  public var groups: [String] {
    var seen: Set<String> = []
    return rows.map(\.group).filter { seen.insert($0).inserted }
  }

  /// The scale in the fitter's terms.
  var scale: DoseResponse.ResponseScale {
    switch response {
    case .viability: .viability
    case .inhibition: .inhibition
    case .effect: .effect
    case .signal: .signal(expected: nil)
    }
  }

  /// The curves, ready to be fitted, in order of appearance.
  var series: [DoseResponseSeries] {
    let byGroup = Dictionary(grouping: rows, by: \.group)
    return groups.map { group in
      DoseResponseSeries(
        name: group, unit: doseUnit, scale: scale,
        points: (byGroup[group] ?? []).map { row in
          DoseResponsePoint(
            dose: row.dose, response: row.response,
            id: "\(row.observation.plate) \(row.observation.well)")
        })
    }
  }
}
