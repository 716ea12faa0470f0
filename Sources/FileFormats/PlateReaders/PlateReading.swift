import Assays
import Quantities

/// The light that a read was made with.
public enum ReadWavelength: Hashable, Sendable {
  /// One wavelength, in nm.
  case single(Double)
  /// Excitation and emission, in nm.
  case pair(excitation: Double, emission: Double)

  /// `450` or `485/528`, in nm.
  public var text: String {
    switch self {
    case .single(let length): Self.written(length)
    case .pair(let excitation, let emission):
      "\(Self.written(excitation))/\(Self.written(emission))"
    }
  }

  /// Reads what ``text`` writes.
  public init?(text: String) {
    let lengths = text.split(separator: "/").map { DecimalMark.point.number(in: $0) ?? -1 }
    guard lengths.allSatisfy(Self.isLight) else { return nil }
    switch lengths.count {
    case 1: self = .single(lengths[0])
    case 2: self = .pair(excitation: lengths[0], emission: lengths[1])
    default: return nil
    }
  }

  /// Whether a number can be the wavelength, in nm, of a plate reader's light.
  static func isLight(_ length: Double) -> Bool { (190...1100).contains(length) }

  private static func written(_ length: Double) -> String {
    length == length.rounded() ? String(Int(length)) : length.description
  }
}

/// One value that a plate reader measured or computed for one well.
public struct PlateReading: Hashable, Sendable {
  public let plate: String
  /// The measurement in the reader's own words: `Lum`, `450`, `Blank subtracted`.
  public let read: String
  /// Nil where the file does not say.
  public let wavelength: ReadWavelength?
  /// Time since the first reading of a kinetic measurement; nil for an endpoint.
  public let time: Time?
  public let well: WellAddress
  /// As the reader wrote it; NaN where the well is flagged.
  public let value: Double
  /// Nil for a well that has a number.
  public let flag: WellFlag?

  public init(
    plate: String, read: String, wavelength: ReadWavelength? = nil, time: Time? = nil,
    well: WellAddress, value: Double, flag: WellFlag? = nil
  ) {
    self.plate = plate
    self.read = read
    self.wavelength = wavelength
    self.time = time
    self.well = well
    self.value = value
    self.flag = flag
  }
}

/// A reader's file, read: every well of every plate, read and time point.
public struct PlateReadout: Sendable {
  /// The file as the person named it.
  public let file: String
  /// The SHA-256 of its bytes, in hexadecimal digits.
  public let sha256: String
  /// The format it was recognised as: `BioTek Gen5`.
  public let format: String
  /// What gave the format away: `“Software Version” at line 3`.
  public let recognisedBy: String
  /// In the order of the file.
  public let readings: [PlateReading]
  /// What was repaired or left out, in sentences.
  public let notices: [String]

  /// The plates' names, in the order of the file.
  public var plates: [String] { Self.unique(readings.lazy.map(\.plate)) }
  /// The reads' names, in the order of the file.
  public var reads: [String] { Self.unique(readings.lazy.map(\.read)) }
  /// How many readings have a flag instead of a value.
  public var flaggedCount: Int { readings.count { $0.flag != nil } }

  private static func unique(_ names: some Sequence<String>) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
