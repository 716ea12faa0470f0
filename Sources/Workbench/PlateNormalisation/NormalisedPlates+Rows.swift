import Assays
import DoseResponse
import FileFormats
import NumericalMethods
import Quantities

extension NormalisedPlates {
  /// The control that stands for nothing: as stated, else blanks where every plate has some, else the
  /// positive control.
  static func zero(
    _ stated: PlateNormalisationRequest.Zero?, of plates: [LaidOutPlates.Plate],
    _ response: PlateNormalisationRequest.Response
  ) -> PlateNormalisationRequest.Zero {
    if let stated { return stated }
    return plates.allSatisfy { $0.layout.roles.contains(.blank) } ? .blank : .positive
  }

  static func normalise(
    _ observations: [PlateObservation], to response: PlateNormalisationRequest.Response,
    zero: PlateNormalisationRequest.Zero, in form: StatementForm, _ faults: FaultCollector
  ) -> [NormalisedObservation] {
    guard response != .signal else {
      return observations.map {
        NormalisedObservation(observation: $0, response: $0.isUsable ? $0.value : .nan)
      }
    }
    let normalisation: ControlNormalisation =
      switch (response, zero) {
      case (.effect, _), (_, .positive): .fractionOfPositiveControl
      case (_, .blank): .fractionOfVehicleLessBlank
      case (_, .none): .fractionOfVehicle
      }
    // Against the positive control a fraction is an effect; viability is what is left of 1.
    let isEffect = normalisation == .fractionOfPositiveControl
    let isTurned = isEffect ? response == .viability : response == .inhibition
    do throws(NormalisationError) {
      return try normalisation.normalise(observations).map { well in
        isTurned
          ? NormalisedObservation(observation: well.observation, response: 1 - well.response) : well
      }
    } catch {
      for fault in error.faults {
        faults.note(
          at: nil, found: "\(fault)", needed: "controls that a fraction can be made of",
          hint: fault.reason.isMissingBlank
            ? "\(form.stating("zero", "positive")) takes the positive control for nothing alive, "
              + "\(form.stating("zero", "none")) takes 0"
            : nil)
      }
      return []
    }
  }

  /// Where the positive control kills and yet reads more than the vehicle, the signal is none of what
  /// lives, or the map is another plate's: fractions of the vehicle would be numbers without a meaning.
  static func checkDirection(
    of wells: [NormalisedObservation], to response: PlateNormalisationRequest.Response,
    in form: StatementForm, _ faults: FaultCollector
  ) {
    let controls = wells.filter {
      $0.observation.role == .positiveControl && $0.response.isFinite
    }
    let byPlate = Dictionary(grouping: controls, by: \.observation.plate)
    for plate in byPlate.keys.sorted() {
      let alive = (byPlate[plate] ?? []).map {
        response == .viability ? $0.response : 1 - $0.response
      }
      guard let middle = OrderStatistics.median(of: alive), middle > highestPositiveControl
      else { continue }
      faults.note(
        at: nil,
        found: "on \(plate) the positive control reads \(middle.forPeople()) times the vehicle",
        needed: "for \(response.rawValue), a positive control that reads less than the vehicle",
        hint:
          "\(form.stating("to", "effect")) is for signals that rise with death; else the map is another plate's, "
          + "or turned")
    }
  }

  /// Chosen: beyond what wells of a sound plate differ by.
  private static let highestPositiveControl = 1.25

  /// The one unit of all doses: as written where all are alike, nM where they are molar and differ.
  static func commonUnit(
    of observations: [PlateObservation], _ faults: FaultCollector
  ) -> DoseUnit? {
    let doses = observations.filter { $0.role == .sample }.compactMap(\.dose)
    let units = Set(doses.filter { $0.value > 0 }.map(\.unit))
    guard units.count > 1 else { return units.first ?? nil }
    if units.allSatisfy({ $0?.molar != nil }) { return .nanomolar }
    let names = units.map { $0?.symbol ?? "none" }.sorted().joined(separator: ", ")
    faults.note(
      at: nil, found: "the doses are in units that do not convert into each other: \(names)",
      needed: "one unit, or molar units throughout",
      hint: "normalise the plates of each unit by themselves")
    return nil
  }

  /// One curve a line and drug; the vehicle wells of its plates and line join each as dose 0.
  static func curves(
    of wells: [NormalisedObservation], unit: DoseUnit?, _ faults: FaultCollector
  ) -> [Row] {
    var order: [SeriesKey] = []
    var samples: [SeriesKey: [NormalisedObservation]] = [:]
    for well in wells where well.observation.role == .sample {
      let key = SeriesKey(
        line: well.observation.line, drug: well.observation.drug ?? "", time: nil)
      if samples[key] == nil { order.append(key) }
      samples[key, default: []].append(well)
    }
    let vehicle = wells.filter { $0.observation.role == .vehicle }
    return order.sorted().flatMap { key -> [Row] in
      let own = samples[key] ?? []
      let plates = Set(own.map(\.observation.plate))
      let serving = vehicle.filter {
        plates.contains($0.observation.plate)
          && ($0.observation.line == nil || $0.observation.line == key.line)
      }
      func row(_ well: NormalisedObservation, dose: Double) -> Row {
        Row(
          group: key.name, observation: well.observation, drug: key.drug, dose: dose,
          response: well.response)
      }
      return serving.map { row($0, dose: 0) }
        + own.compactMap { well in
          well.observation.dose.map { row(well, dose: convert($0, to: unit)) }
        }
    }
  }

  private static func convert(_ dose: NominalDose, to unit: DoseUnit?) -> Double {
    guard dose.unit != unit, let molar = unit?.molar, let concentration = dose.concentration else {
      return dose.value
    }
    return concentration.value(in: molar)
  }
}

extension NormalisationFault.Reason {
  fileprivate var isMissingBlank: Bool {
    if case .controlMissing(.blank) = self { true } else { false }
  }
}
