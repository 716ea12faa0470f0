/// One well of a plate, measured or simulated: a tidy table's row.
public struct WellRow: StudyRow, Hashable {
  public static let tableName = "wells"

  /// `simulated` or `measured`.
  public var origin: String
  public var assay: String
  public var plate: String
  /// Such as `B7`; nil where a measured table names none.
  public var well: String?
  /// `sample`, `vehicle`, `positive` or `blank`.
  public var role: String
  public var line: String?
  public var drug: String?
  /// Nominal dose in nM.
  public var doseNanomolar: Double?
  /// Hours since treatment.
  public var timeHours: Double?
  public var replicate: Int?
  /// As the instrument gives it, in `signalUnit`.
  public var signal: Double?
  public var signalUnit: String?
  /// Normalised, on `responseScale`.
  public var response: Double?
  /// Such as `viability` or `fraction of positive control`, always a fraction.
  public var responseScale: String?

  public init(
    origin: String, assay: String, plate: String, well: String?, role: String, line: String?,
    drug: String?, doseNanomolar: Double?, timeHours: Double?, replicate: Int?, signal: Double?,
    signalUnit: String?, response: Double?, responseScale: String?
  ) {
    self.origin = origin
    self.assay = assay
    self.plate = plate
    self.well = well
    self.role = role
    self.line = line
    self.drug = drug
    self.doseNanomolar = doseNanomolar
    self.timeHours = timeHours
    self.replicate = replicate
    self.signal = signal
    self.signalUnit = signalUnit
    self.response = response
    self.responseScale = responseScale
  }

  private enum CodingKeys: String, CodingKey {
    case origin, assay, plate, well, role, line, drug
    case doseNanomolar = "dose_nM"
    case timeHours = "time_h"
    case replicate, signal
    case signalUnit = "signal_unit"
    case response
    case responseScale = "response_scale"
  }
}

/// One fitted curve and what may be said of it.
public struct CurveRow: StudyRow, Hashable {
  public static let tableName = "curves"

  /// Unique in the study, such as `caspase / RS4;11`.
  public var curve: String
  /// `simulated` or `measured`.
  public var origin: String
  public var assay: String
  public var line: String?
  public var drug: String?
  /// Hours since treatment.
  public var timeHours: Double?
  /// The fitted model in the field's words; nil where nothing could be fitted.
  public var model: String?
  /// One word, such as `complete` or `flat`.
  public var verdict: String
  /// The verdict as a sentence.
  public var sentence: String
  /// What is known where a potency was refused, such as `> 1000 nM`.
  public var bound: String?

  public init(
    curve: String, origin: String, assay: String, line: String?, drug: String?,
    timeHours: Double?, model: String?, verdict: String, sentence: String, bound: String? = nil
  ) {
    self.curve = curve
    self.origin = origin
    self.assay = assay
    self.line = line
    self.drug = drug
    self.timeHours = timeHours
    self.model = model
    self.verdict = verdict
    self.sentence = sentence
    self.bound = bound
  }

  private enum CodingKeys: String, CodingKey {
    case curve, origin, assay, line, drug
    case timeHours = "time_h"
    case model, verdict, sentence, bound
  }
}

/// One number of a fitted curve with its uncertainty.
public struct CurveParameterRow: StudyRow, Hashable {
  public static let tableName = "curve_parameters"

  /// The ``CurveRow/curve`` it belongs to.
  public var curve: String
  /// Such as `relative EC50`, `hill slope`, `top`.
  public var parameter: String
  /// Nil where it was refused.
  public var estimate: Double?
  public var standardError: Double?
  /// The ends of the interval; nil where the data leave that side open.
  public var low: Double?
  public var high: Double?
  /// The interval's level, such as 0.95.
  public var level: Double?
  /// Nil for a bare number.
  public var unit: String?

  public init(
    curve: String, parameter: String, estimate: Double?, standardError: Double?, low: Double?,
    high: Double?, level: Double?, unit: String?
  ) {
    self.curve = curve
    self.parameter = parameter
    self.estimate = estimate
    self.standardError = standardError
    self.low = low
    self.high = high
    self.level = level
    self.unit = unit
  }

  private enum CodingKeys: String, CodingKey {
    case curve, parameter, estimate
    case standardError = "standard_error"
    case low, high, level, unit
  }
}

/// When each event came to one simulated cell; nil where it did not come while it was followed.
public struct CellRow: StudyRow, Hashable {
  public static let tableName = "cells"

  public var line: String
  /// What was changed in the line or the drug, such as `BAX and BAK knocked out`; nil for nothing.
  public var control: String?
  public var drug: String?
  /// Nominal dose in nM.
  public var doseNanomolar: Double?
  /// The founder's number.
  public var cell: Int
  /// Half of cytochrome c released, in hours since treatment; the other events likewise.
  public var mompHours: Double?
  /// From 10 to 90 % of release, in minutes.
  public var releaseMinutes: Double?
  public var apoptosomeHours: Double?
  public var caspase3Hours: Double?
  /// Half of PARP cut: the time of death.
  public var cparpHours: Double?
  public var followedHours: Double?
  /// How its run ended, in words, where it did not reach its end.
  public var fault: String?

  public init(
    line: String, control: String? = nil, drug: String?, doseNanomolar: Double?, cell: Int,
    mompHours: Double?, releaseMinutes: Double? = nil, apoptosomeHours: Double? = nil,
    caspase3Hours: Double? = nil, cparpHours: Double?, followedHours: Double?, fault: String? = nil
  ) {
    self.line = line
    self.control = control
    self.drug = drug
    self.doseNanomolar = doseNanomolar
    self.cell = cell
    self.mompHours = mompHours
    self.releaseMinutes = releaseMinutes
    self.apoptosomeHours = apoptosomeHours
    self.caspase3Hours = caspase3Hours
    self.cparpHours = cparpHours
    self.followedHours = followedHours
    self.fault = fault
  }

  private enum CodingKeys: String, CodingKey {
    case line, control, drug
    case doseNanomolar = "dose_nM"
    case cell
    case mompHours = "momp_h"
    case releaseMinutes = "release_min"
    case apoptosomeHours = "apoptosome_h"
    case caspase3Hours = "caspase3_h"
    case cparpHours = "cparp_h"
    case followedHours = "followed_h"
    case fault
  }
}
