import DoseResponse
import Quantities

/// What one curve is about: a line, a drug and a time.
public struct SeriesKey: Hashable, Sendable, Comparable {
  public let line: String?
  public let drug: String
  public let time: Time?

  public init(line: String?, drug: String, time: Time?) {
    self.line = line
    self.drug = drug
    self.time = time
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line ?? "", left.drug, left.time?.canonicalValue ?? -.infinity)
      < (right.line ?? "", right.drug, right.time?.canonicalValue ?? -.infinity)
  }

  /// `RS4;11, AZD4320, 6 h`.
  public var name: String {
    [line, drug, time?.description].compactMap(\.self).joined(separator: ", ")
  }
}

/// One curve's key with its wells, ready to be fitted.
public struct KeyedSeries: Hashable, Sendable {
  public let key: SeriesKey
  public let series: DoseResponseSeries

  public init(key: SeriesKey, series: DoseResponseSeries) {
    self.key = key
    self.series = series
  }
}

/// Why normalised wells cannot be made into curves.
public enum SeriesAssemblyError: Error, Hashable, Sendable {
  /// A sample well without drug or dose.
  case sampleWithoutDose(plate: String, well: WellAddress)
  /// The doses of one curve are in units that do not convert into each other.
  case mixedDoseUnits(series: String, units: [String])
}

extension SeriesAssemblyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sampleWithoutDose(let plate, let well):
      "plate \(plate), well \(well): a sample without drug or dose. State both in the layout."
    case .mixedDoseUnits(let series, let units):
      "\(series): doses in \(units.joined(separator: " and ")), which do not convert into each "
        + "other. State all doses in one unit."
    }
  }
}

/// Makes curves of normalised wells: one per line, drug and time, in that order.
public enum SeriesAssembly {
  /// Whether the vehicle wells join each curve as dose 0.
  public enum VehicleWells: Hashable, Sendable {
    case included
    case leftOut
  }

  /// Doses in molar units are brought to the unit of the curve's first well; wells whose reading
  /// was unusable come along as NaN, so that the fit can list them.
  public static func series(
    of observations: [NormalisedObservation], scale: ResponseScale,
    vehicle: VehicleWells = .included
  ) throws(SeriesAssemblyError) -> [KeyedSeries] {
    var wells: [SeriesKey: [(observation: NormalisedObservation, dose: NominalDose)]] = [:]
    for observation in observations where observation.observation.role == .sample {
      let well = observation.observation
      guard let drug = well.drug, let dose = well.dose else {
        throw .sampleWithoutDose(plate: well.plate, well: well.well)
      }
      let key = SeriesKey(line: well.line, drug: drug, time: well.time)
      wells[key, default: []].append((observation, dose))
    }
    var result: [KeyedSeries] = []
    for key in wells.keys.sorted() {
      let members = wells[key] ?? []
      let unit = members.first?.dose.unit
      var points: [DoseResponsePoint] = []
      for (observation, dose) in members {
        guard let value = convert(dose, to: unit) else {
          let units = Set(members.map { $0.dose.unit?.symbol ?? "no unit" }).sorted()
          throw .mixedDoseUnits(series: key.name, units: units)
        }
        points.append(point(observation, dose: value))
      }
      if vehicle == .included {
        let plates = Set(members.map(\.observation.observation.plate))
        points += observations.filter { observation in
          let well = observation.observation
          return well.role == .vehicle && plates.contains(well.plate)
            && (well.line == nil || well.line == key.line)
            && (well.time == nil || well.time == key.time)
            && (well.drug == nil || well.drug == key.drug)
        }.map { point($0, dose: 0) }
      }
      result.append(
        KeyedSeries(
          key: key,
          series: DoseResponseSeries(name: key.name, unit: unit, scale: scale, points: points)))
    }
    return result
  }

  private static func point(_ observation: NormalisedObservation, dose: Double) -> DoseResponsePoint
  {
    let well = observation.observation
    return DoseResponsePoint(
      dose: dose, response: observation.response, id: "\(well.plate) \(well.well)")
  }

  private static func convert(_ dose: NominalDose, to unit: DoseUnit?) -> Double? {
    if dose.unit == unit || dose.value == 0 { return dose.value }
    guard let molar = unit?.molar, let concentration = dose.concentration else { return nil }
    return concentration.value(in: molar)
  }
}
