import Assays
import FileFormats
import Quantities

/// Readings and their plate map, joined: every described well with its value or the reason for none.
public struct LaidOutPlates: Sendable {
  /// One plate of the file.
  public struct Plate: Sendable {
    public let name: String
    public let layout: PlateLayout
    /// Along the rows; every well of the layout, a missing reading flagged as empty.
    public let observations: [PlateObservation]
    /// Wells of the layout that the file does not hold.
    public let unread: [WellAddress]
    /// Wells with a value that the layout does not describe.
    public let undescribed: [WellAddress]

    public var format: PlateFormat { layout.format }
  }

  /// In the order of the file.
  public let plates: [Plate]
  /// The measurement in the reader's words, and its light and time where the file says.
  public let read: String
  public let wavelength: String?
  public let time: Time?
  /// What was inferred, repaired or left out, in sentences.
  public let notices: [String]
  public let file: SourceFile
  public let layoutFile: SourceFile
  /// How the person asked, by options or by keys.
  let form: StatementForm

  /// A file by its name and the hash of its bytes.
  public struct SourceFile: Hashable, Sendable, Encodable {
    public let file: String
    public let sha256: String
  }
}

/// What a person asks when they hand over readings and a plate map.
public struct LaidOutPlatesRequest: Sendable {
  /// A reader's export or the tidy table that `primed plate read` writes.
  public var readings: PlateReadRequest
  /// The plate map; nil where the readings' own file has columns of roles, drugs and doses.
  public var layout: String?
  /// Which measurement, by its name or wavelength; nil where there is one.
  public var read: String?
  /// `first`, `last` or a time such as `30min`; nil where there is one.
  public var time: String?

  public init(
    readings: PlateReadRequest, layout: String?, read: String? = nil, time: String? = nil
  ) {
    self.readings = readings
    self.layout = layout
    self.read = read
    self.time = time
  }

  /// Reads both files and joins them.
  ///
  /// - Throws: `InputRefusal` with every fault of the readings or the map, and with every way in which
  ///   they do not fit: other plates, wells off the plate, controls missing.
  public func run() throws(InputRefusal) -> LaidOutPlates {
    let readout = try self.readings.readout()
    let layoutFile = try readLayout()
    let chosen = try ReadingChoice(
      readout, read: read, time: time, in: readings.form)
    let faults = FaultCollector(file: layoutFile.file)
    let joining = PlateJoining(layoutFile, chosen, faults)
    let plates = joining.plates()
    try faults.refuseIfAny()
    return LaidOutPlates(
      plates: plates, read: chosen.read, wavelength: chosen.wavelength, time: chosen.time,
      notices: readout.notices + layoutFile.notices + joining.notices,
      file: .init(file: readout.file, sha256: readout.sha256),
      layoutFile: .init(file: layoutFile.file, sha256: layoutFile.sha256), form: readings.form)
  }

  private func readLayout() throws(InputRefusal) -> PlateLayoutFile {
    if let layout { return try PlateLayoutFile(contentsOf: layout) }
    do throws(InputRefusal) {
      return try PlateLayoutFile(contentsOf: readings.file, readsGrids: false)
    } catch {
      let missing = InputFault(
        file: readings.file, found: "the readings come without a plate map",
        needed:
          "\(readings.form.stating("layout", "FILE")), or columns of roles, drugs and doses beside the values"
      )
      throw InputRefusal(
        error.faults.first?.needed == PlateLayoutFile.needed ? [missing] : error.faults)
    }
  }
}
