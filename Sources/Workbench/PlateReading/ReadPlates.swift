import Assays
import FileFormats
import Quantities

/// A plate reader's file, read: its wells as a tidy table, and what the file was.
public struct ReadPlates: Sendable {
  /// One measurement of one plate, over all its time points.
  public struct Measurement: Hashable, Sendable, Encodable {
    private enum CodingKeys: String, CodingKey {
      case plate, read
      case wavelength = "wavelength_nm"
      case timePoints = "time_points"
      case wells, values, flagged
    }

    public let plate: String
    public let read: String
    /// `450` or, for excitation and emission, `485/528`, in nm; nil where the file does not say.
    public let wavelength: String?
    /// 1 for an endpoint.
    public let timePoints: Int
    /// Different wells.
    public let wells: Int
    /// Readings with a number, over all time points.
    public let values: Int
    /// Readings with a word instead: empty, overflow, error.
    public let flagged: Int

    public init(
      plate: String, read: String, wavelength: String?, timePoints: Int, wells: Int, values: Int,
      flagged: Int
    ) {
      self.plate = plate
      self.read = read
      self.wavelength = wavelength
      self.timePoints = timePoints
      self.wells = wells
      self.values = values
      self.flagged = flagged
    }
  }

  private let readout: PlateReadout

  init(_ readout: PlateReadout) {
    self.readout = readout
  }

  /// The format it was recognised as.
  public var format: String { readout.format }
  /// What gave the format away, and where.
  public var recognisedBy: String { readout.recognisedBy }
  /// What was repaired or left out, in sentences.
  public var notices: [String] { readout.notices }
  /// How many readings there are, flagged ones included.
  public var count: Int { readout.readings.count }
  /// plate, read, wavelength, time, well, row, column, value, flag.
  public var csv: String { readout.table.csv }

  /// Writes the CSV, and its companion of units and provenance beside it.
  public func write(to path: String) throws {
    try readout.table.write(
      to: path,
      provenance: [
        "origin": "measured", "file": readout.file, "sha256": readout.sha256,
        "format": readout.format, "recognised_by": readout.recognisedBy,
        "notices": readout.notices.joined(separator: " "), "primed": PrimedVersion.current,
      ])
  }

  /// What was measured, in the order of the file.
  public var measurements: [Measurement] {
    struct Key: Hashable {
      let plate: String
      let read: String
      let wavelength: ReadWavelength?
    }
    struct Tally {
      var times: Set<Double?> = []
      var wells: Set<WellAddress> = []
      var flagged = 0
      var count = 0
    }
    var order: [Key] = []
    var tallies: [Key: Tally] = [:]
    for reading in readout.readings {
      let key = Key(plate: reading.plate, read: reading.read, wavelength: reading.wavelength)
      if tallies[key] == nil { order.append(key) }
      tallies[key, default: Tally()].times.insert(reading.time?.seconds)
      tallies[key]?.wells.insert(reading.well)
      tallies[key]?.flagged += reading.flag == nil ? 0 : 1
      tallies[key]?.count += 1
    }
    return order.map { key in
      let tally = tallies[key, default: Tally()]
      return Measurement(
        plate: key.plate, read: key.read, wavelength: key.wavelength?.text,
        timePoints: tally.times.count, wells: tally.wells.count,
        values: tally.count - tally.flagged, flagged: tally.flagged)
    }
  }

  /// The whole answer for programs: what was recognised, what was measured, every reading.
  public var answer: some Encodable & Sendable {
    Answer(
      file: readout.file, sha256: readout.sha256, format: readout.format,
      recognisedBy: readout.recognisedBy, notices: readout.notices, measurements: measurements,
      readings: readout.readings.map(Reading.init))
  }

  private struct Answer: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case file, sha256, format
      case recognisedBy = "recognised_by"
      case notices, measurements, readings
    }

    let file: String
    let sha256: String
    let format: String
    let recognisedBy: String
    let notices: [String]
    let measurements: [Measurement]
    let readings: [Reading]
  }

  /// One row of the tidy table; a number that is missing is left out.
  private struct Reading: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case plate, read
      case wavelength = "wavelength_nm"
      case time = "time_s"
      case well, row, column, value, flag
    }

    let plate: String
    let read: String
    let wavelength: String?
    let time: Double?
    let well: String
    let row: String
    let column: Int
    let value: Double?
    let flag: String?

    init(_ reading: PlateReading) {
      plate = reading.plate
      read = reading.read
      wavelength = reading.wavelength?.text
      time = reading.time?.seconds
      well = reading.well.name
      row = WellAddress.rowName(reading.well.row)
      column = reading.well.column + 1
      value = reading.value.isFinite ? reading.value : nil
      flag = reading.flag?.text
    }
  }
}
