import FileFormats

/// What a person asks when they hand over a plate reader's file.
public struct PlateReadRequest: Sendable {
  /// The sign between whole and broken part, where the file leaves it open.
  public enum DecimalSign: String, CaseIterable, Sendable {
    case point
    case comma
  }

  /// The reader's export: CSV, text or XLSX.
  public var file: String
  /// A YAML file that describes the format; nil to recognise it from the content.
  public var description: String?
  /// Nil to find it from the values.
  public var decimalSign: DecimalSign?
  /// How the person asks, by options or by keys, so that a refusal can say what to write.
  public var form = StatementForm.option

  public init(file: String, description: String? = nil, decimalSign: DecimalSign? = nil) {
    self.file = file
    self.description = description
    self.decimalSign = decimalSign
  }

  /// The formats that are recognised, as a person knows them.
  public static var formats: [String] { PlateReaderCatalogue.formats }

  /// Reads the file.
  ///
  /// - Throws: `InputRefusal` with every fault in the file, or with what was seen in one that
  ///   looks like no known format.
  public func run() throws -> ReadPlates { ReadPlates(try readout()) }

  /// The readings themselves, refused as ``run()`` refuses them.
  func readout() throws(InputRefusal) -> PlateReadout {
    if let description {
      let format = try DescribedPlateFormat(contentsOf: description)
      return try format.read(contentsOf: file)
    }
    let mark: DecimalMark? =
      switch decimalSign {
      case .point: .point
      case .comma: .comma
      case nil: nil
      }
    var export = try ExportedFile(contentsOf: file)
    export.form = form
    return try PlateReaderCatalogue.read(export, decimalMark: mark)
  }
}
