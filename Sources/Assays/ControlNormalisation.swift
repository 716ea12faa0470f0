import DoseResponse
import NumericalMethods
import Quantities

/// How a protocol turns a signal into a fraction, by the controls on the same plate.
public enum ControlNormalisation: Hashable, Sendable {
  /// (y − vehicle) / (positive − vehicle): 0 as the vehicle, 1 as the positive control.
  case fractionOfPositiveControl
  /// (y − blank) / (vehicle − blank): the fraction alive relative to vehicle.
  case fractionOfVehicleLessBlank
  /// y / vehicle, for a reader whose background is known to be nothing.
  case fractionOfVehicle

  /// The controls that must be on the plate.
  public var controls: [WellRole] {
    switch self {
    case .fractionOfPositiveControl: [.vehicle, .positiveControl]
    case .fractionOfVehicleLessBlank: [.blank, .vehicle]
    case .fractionOfVehicle: [.vehicle]
    }
  }

  /// What the fractions mean to a dose–response fit.
  public var responseScale: ResponseScale {
    switch self {
    case .fractionOfPositiveControl: .effect
    case .fractionOfVehicleLessBlank, .fractionOfVehicle: .viability
    }
  }
}

/// A reading with the fraction that the controls make of it.
public struct NormalisedObservation: Hashable, Sendable {
  public let observation: PlateObservation
  /// NaN where the reading could not be used.
  public let response: Double

  public init(observation: PlateObservation, response: Double) {
    self.observation = observation
    self.response = response
  }
}

/// The wells that are compared with each other: one plate, one line, one time.
public struct ControlGroup: Hashable, Sendable, Comparable {
  public let plate: String
  public let line: String?
  public let time: Time?

  public init(plate: String, line: String?, time: Time?) {
    self.plate = plate
    self.line = line
    self.time = time
  }

  init(_ observation: PlateObservation) {
    self.init(plate: observation.plate, line: observation.line, time: observation.time)
  }

  /// Whether a control serves this group: a control without line or time serves all of its plate.
  func isServed(by control: PlateObservation) -> Bool {
    control.plate == plate && (control.line == nil || control.line == line)
      && (control.time == nil || control.time == time)
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.plate, left.line ?? "", left.time?.canonicalValue ?? -.infinity)
      < (right.plate, right.line ?? "", right.time?.canonicalValue ?? -.infinity)
  }

  /// The group as a sentence names it: `plate 1, RS4;11, 6 h`.
  public var name: String {
    let time = time.map(\.description)
    let place = plate.lowercased().hasPrefix("plate") ? plate : "plate \(plate)"
    return ([place] + [line, time].compactMap(\.self)).joined(separator: ", ")
  }
}

extension ControlNormalisation {
  /// The fraction for every reading, in the order given.
  ///
  /// - Throws: ``NormalisationError`` with every group whose controls are missing or do not differ.
  public func normalise(
    _ observations: [PlateObservation]
  ) throws(NormalisationError) -> [NormalisedObservation] {
    let usable = observations.filter { $0.isUsable && controls.contains($0.role) }
    let controlsByPlate = Dictionary(grouping: usable, by: \.plate)
    // A blank beside a protocol that does not use it has nothing to be a fraction of.
    let needed = observations.filter {
      controls.contains($0.role) ? $0.line != nil : $0.role != .blank
    }
    var levels: [ControlGroup: (zero: Double, one: Double)] = [:]
    var faults: [NormalisationFault] = []
    for group in Set(needed.map(ControlGroup.init)).sorted() {
      let serving = (controlsByPlate[group.plate] ?? []).filter(group.isServed)
      switch level(in: group, serving) {
      case .success(let found): levels[group] = found
      case .failure(let found): faults += found.faults
      }
    }
    guard faults.isEmpty else { throw NormalisationError(faults: faults) }
    return observations.map { observation in
      guard observation.isUsable, let level = levels[ControlGroup(observation)] else {
        return NormalisedObservation(observation: observation, response: .nan)
      }
      return NormalisedObservation(
        observation: observation,
        response: (observation.value - level.zero) / (level.one - level.zero))
    }
  }

  /// The signals that become 0 and 1.
  private func level(
    in group: ControlGroup, _ serving: [PlateObservation]
  ) -> Result<(zero: Double, one: Double), NormalisationError> {
    let values = controls.map { role in serving.filter { $0.role == role }.map(\.value) }
    let missing = zip(controls, values).filter { $1.isEmpty }.map { role, _ in
      NormalisationFault(group: group, reason: .controlMissing(role))
    }
    guard missing.isEmpty else { return .failure(NormalisationError(faults: missing)) }
    let zeroValues = controls.count == 1 ? [0] : values[0]
    guard let oneValues = values.last, let zero = OrderStatistics.median(of: zeroValues),
      let one = OrderStatistics.median(of: oneValues), let oneRole = controls.last
    else { return .failure(NormalisationError(faults: [])) }

    let isOrdered = self == .fractionOfPositiveControl || one > zero
    if !isOrdered || (one - zero).magnitude <= 3 * standardError(zeroValues, oneValues) {
      let reason = NormalisationFault.Reason.controlsDoNotSeparate(
        zero: controls.count == 1 ? nil : controls[0], zeroSignal: zero, one: oneRole,
        oneSignal: one)
      return .failure(
        NormalisationError(faults: [NormalisationFault(group: group, reason: reason)]))
    }
    return .success((zero, one))
  }

  /// The standard error of the difference of two means; 0 where single wells cannot tell.
  private func standardError(_ first: [Double], _ second: [Double]) -> Double {
    [first, second].reduce(0) { sum, values in
      let deviation = OrderStatistics.standardDeviation(of: values) ?? 0
      return sum + deviation * deviation / Double(values.count)
    }.squareRoot()
  }
}
