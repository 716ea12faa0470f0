/// One kind of file that plate readers write.
///
/// A reader knows its file by content and points out the cells that hold values; what a value cell
/// means is the same for all.
protocol PlateReader: Sendable {
  /// The software that writes such files: `BioTek Gen5`.
  static var format: String { get }

  /// Whether an instrument's software writes it, so that a plate that ends with the file may be cut.
  static var isOfInstrument: Bool { get }

  /// How sure it is that the file is its own; nil where it is not.
  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition?

  /// Adds all values to `builder`, and its faults where something is not as it should be.
  static func read(_ export: ExportedFile, into builder: ReadoutBuilder)
}

extension PlateReader {
  static var isOfInstrument: Bool { true }
}

/// Why a file is taken for one format.
struct PlateFormatRecognition: Hashable, Sendable {
  /// From 0 to 100; what only one vendor writes is worth 90 and more, a bare grid 30.
  let score: Int
  /// What was seen, and where.
  let seen: String
}

/// All formats that are recognised, and the way from a file to its readings.
public enum PlateReaderCatalogue {
  static let readers: [any PlateReader.Type] = [
    BMGMARSReader.self, EnVisionReader.self, Gen5Reader.self, SoftMaxProReader.self,
    MagellanReader.self, TecanControlReader.self, SkanItReader.self, GloMaxReader.self,
    KaleidoReader.self, TidyPlateReader.self, TimeCourseReader.self, GridReader.self,
  ]

  /// The names of the formats, as a person knows them.
  public static var formats: [String] { readers.map { $0.format } }

  /// Recognises the format of an export and reads it.
  ///
  /// - Parameter mark: the decimal mark, where a person states it.
  /// - Throws: ``InputRefusal`` with what was seen at which line for a file that looks like none.
  public static func read(
    _ export: ExportedFile, decimalMark mark: DecimalMark? = nil
  ) throws(InputRefusal) -> PlateReadout {
    let recognised = readers.enumerated().compactMap { index, reader in
      reader.recognise(export).map { (index: index, reader: reader, recognition: $0) }
    }
    let best = recognised.max {
      ($0.recognition.score, -$0.index) < ($1.recognition.score, -$1.index)
    }
    guard let best else { throw UnknownPlateFormat.refusal(of: export) }
    return try read(export, with: best.reader, seen: best.recognition.seen, decimalMark: mark)
  }

  /// Reads an export as one format by its name, whatever its content; nil for no known format.
  package static func read(
    _ export: ExportedFile, as format: String
  ) throws(InputRefusal) -> PlateReadout? {
    guard let reader = readers.first(where: { $0.format == format }) else { return nil }
    return try read(export, with: reader, seen: "the format stated")
  }

  static func read(
    _ export: ExportedFile, with reader: any PlateReader.Type, seen: String,
    decimalMark mark: DecimalMark? = nil
  ) throws(InputRefusal) -> PlateReadout {
    let builder = ReadoutBuilder(export, mark: mark)
    reader.read(export, into: builder)
    builder.noticeUnreadGrids()
    if reader.isOfInstrument {
      builder.endOfFile()?.judge(builder.faults) { builder.notice($0) }
      builder.noticeBrokenLine()
    }
    return try readout(of: builder, format: reader.format, seen: seen)
  }

  static func readout(
    of builder: ReadoutBuilder, format: String, seen: String
  ) throws(InputRefusal) -> PlateReadout {
    let readings = try builder.readings()
    let export = builder.export
    guard readings.contains(where: { $0.value.isFinite || $0.flag == .overflow }) else {
      throw InputRefusal(
        InputFault(
          file: export.file,
          found: "this is a file of \(format) (\(seen)) without any value in it",
          needed: "an export with its results",
          hint: "choose the results, as a plate or as a list, when exporting"))
    }
    return PlateReadout(
      file: export.file, sha256: export.sha256, format: format, recognisedBy: seen,
      readings: readings, notices: builder.notices)
  }
}
