import Assays
import FileFormats
import Testing

/// What holds for every file that is read.
struct PlateReadoutLawTests {
  typealias Fixtures = PlateReaderFixtures

  @Test(arguments: PlateReaderFixtures.all.indices)
  func `the tidy table read again gives the same readings`(index: Int) throws {
    let readout = try Fixtures.read(Fixtures.all[index].text)
    let again = try Fixtures.read(readout.table.csv)
    #expect(again.format == "tidy table")
    #expect(again.readings.map(Comparable.init) == readout.readings.map(Comparable.init))
  }

  @Test(arguments: PlateReaderFixtures.all.indices)
  func `a value is a finite number or a flag, never both and never neither`(index: Int) throws {
    for reading in try Fixtures.read(Fixtures.all[index].text).readings {
      #expect(reading.value.isFinite == (reading.flag == nil))
    }
  }

  @Test(arguments: PlateReaderFixtures.all.indices)
  func `encoding and line ends change nothing`(index: Int) throws {
    let text = Fixtures.all[index].text
    let plain = try Fixtures.read(text)
    let units = Array(text.replacing("\n", with: "\r\n").utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let encodings: [[UInt8]] = [
      [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big,
      [0xEF, 0xBB, 0xBF] + Array(text.replacing("\n", with: "\r").utf8),
    ]
    for bytes in encodings {
      let readout = try PlateReaderCatalogue.read(ExportedFile(file: "f.txt", bytes: bytes))
      #expect(readout.readings.map(Comparable.init) == plain.readings.map(Comparable.init))
    }
  }

  @Test func `old encodings are read with a notice`() throws {
    let bytes = Array(Fixtures.gen5Kinetic.utf8).split(separator: 0xC2).joined()
    let readout = try PlateReaderCatalogue.read(ExportedFile(file: "f.txt", bytes: Array(bytes)))
    #expect(
      readout.notices == ["Not UTF-8: read as Windows-1252; check signs such as µ and ° in names."])
    #expect(readout.readings.count == 6)
  }

  @Test(arguments: PlateFormat.allCases)
  func `a grid of any plate gives every well once`(format: PlateFormat) throws {
    var text = "," + (1...format.columns).map(String.init).joined(separator: ",") + "\n"
    for row in 0..<format.rows {
      let values = (0..<format.columns).map { String(row * 100 + $0) }
      text += WellAddress.rowName(row) + "," + values.joined(separator: ",") + "\n"
    }
    let readout = try Fixtures.read(text)
    #expect(readout.readings.map(\.well) == format.wells)
    #expect(
      readout.readings.allSatisfy { $0.value == Double($0.well.row * 100 + $0.well.column) })
  }

  @Test(arguments: [";", "\t"])
  func `decimal commas are read where the delimiter is none`(delimiter: String) throws {
    let lines = ["x,1,2,3", "A,0.5,1.25,100", "B,2.5,0.125,7.75"]
    let commas = lines.map { line in
      line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.replacing(".", with: ",") }.joined(separator: delimiter)
    }.joined(separator: "\n")
    let readout = try Fixtures.read(commas)
    #expect(readout.readings.map(\.value) == [0.5, 1.25, 100, 2.5, 0.125, 7.75])
  }

  @Test func `a grid of values that is no result is told, not lost in silence`() throws {
    let text = Fixtures.kaleido3.replacing("A,-,-,-,\nB,-,-,-,", with: "A,5,6,7,\nB,5,6,7,")
    let readout = try Fixtures.read(text)
    #expect(readout.readings.count == 6)
    #expect(
      readout.notices == [
        "Left out the grid that begins at line 14: it is not part of the results."
      ])
    for fixture in Fixtures.all where fixture.text != Fixtures.gen5 {
      let notices = try Fixtures.read(fixture.text + "\n").notices
      #expect(notices.allSatisfy { !$0.hasPrefix("Left out") })
    }
  }

  @Test func `part of a plate keeps its place`() throws {
    let readout = try Fixtures.read("Lum\n,5,6\nC,1,2\nE,3,4\n")
    #expect(readout.readings.map(\.well.name) == ["C5", "C6", "E5", "E6"])
  }

  /// A reading whose missing value equals another missing value.
  private struct Comparable: Hashable {
    let words: [String?]

    init(_ reading: PlateReading) {
      words = [
        reading.plate, reading.read, reading.wavelength?.text,
        reading.time.map { "\($0.seconds)" }, reading.well.name, "\(reading.value)",
        reading.flag?.text,
      ]
    }
  }
}
