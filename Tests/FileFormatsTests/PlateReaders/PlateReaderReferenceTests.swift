import Assays
import FileFormats
import Foundation
import Testing

/// Real exports of six vendors' software, every well against an independent reading.
///
/// Source: Benchling-Open-Source/allotropy, tests/parsers/*/testdata, commit 889c54ab, MIT licence.
/// The files are not part of the project. Sums and single wells were computed with Python 3.11
/// (csv; openpyxl 3.1 for workbooks) from the files themselves; text files are also cut here by
/// other means than the readers', and compared well by well. Values must be equal: both sides read
/// the same decimal digits. Sums differ by the order of addition only, hence 1e-9.
@Suite(
  .enabled(
    if: PlateReaderReferenceFolder.path != nil,
    "needs plate-reader/ in the folder that PRIMED_REFERENCE_DATA names"))
struct PlateReaderReferenceTests {
  private func read(_ name: String) throws -> PlateReadout {
    let folder = try #require(PlateReaderReferenceFolder.path)
    return try PlateReaderCatalogue.read(ExportedFile(contentsOf: "\(folder)/\(name)"))
  }

  /// Lines of fields, cut at every delimiter.
  private func lines(_ name: String, _ delimiter: Character, _ encoding: String.Encoding = .utf8)
    throws -> [[String]]
  {
    let folder = try #require(PlateReaderReferenceFolder.path)
    let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
    let text = try #require(String(data: data, encoding: encoding))
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init) }
  }

  /// Compares all wells of one read; an empty text is a well flagged as empty.
  private func compare(_ readout: PlateReadout, _ read: String, _ expected: [String: String]) {
    let readings = readout.readings.filter { $0.read == read }
    #expect(readings.count == expected.count)
    for reading in readings {
      let text = expected[reading.well.name]?.trimmingCharacters(in: .whitespaces)
      if text == "" {
        #expect(reading.flag == .empty)
      } else {
        #expect(reading.flag == nil)
        #expect(text.flatMap(Double.init) == reading.value)
      }
    }
  }

  private func sum(_ readout: PlateReadout, _ read: String) -> Double {
    readout.readings.filter { $0.read == read && $0.value.isFinite }.reduce(0) { $0 + $1.value }
  }

  private func wells(of rows: some Sequence<[String]>) -> [String: String] {
    var wells: [String: String] = [:]
    for row in rows {
      for column in 1...12 { wells["\(row[0])\(column)"] = row[column] }
    }
    return wells
  }

  private static let letters = ["A", "B", "C", "D", "E", "F", "G", "H"]

  @Test func `BMG MARS`() throws {
    let readout = try read("bmg_mars_generic.csv")
    #expect(readout.format == "BMG MARS")
    let rows = try lines("bmg_mars_generic.csv", ",").filter {
      $0.count == 13 && Self.letters.contains($0[0])
    }
    compare(readout, "Raw Data (450 1)", wells(of: rows))
    #expect(abs(sum(readout, "Raw Data (450 1)") - 19.067) < 1e-9)
    #expect(readout.readings.allSatisfy { $0.wavelength == .single(450) })
  }

  @Test func `BioTek Gen5`() throws {
    let readout = try read("gen5_luminescence_endpoint.txt")
    #expect(readout.format == "BioTek Gen5")
    #expect(readout.reads == ["LUM:Lum", "NormLum"])
    let results = try lines("gen5_luminescence_endpoint.txt", "\t").drop { $0 != ["Results"] }
      .filter { $0.count == 14 }
    let raw = results.filter { $0[13] == "LUM:Lum" }
    compare(readout, "LUM:Lum", wells(of: raw))
    let normalised = results.filter { $0[13] == "NormLum" }
    compare(
      readout, "NormLum",
      wells(of: zip(Self.letters, normalised).map { [$0] + $1.dropFirst() }))
    #expect(sum(readout, "LUM:Lum") == 483_886)
    #expect(abs(sum(readout, "NormLum") - 5441.325) < 1e-9)
  }

  @Test func `SoftMax Pro, part of a plate in UTF-16`() throws {
    let name = "softmax_luminescence_partial_plate.txt"
    let readout = try read(name)
    #expect(readout.format == "Molecular Devices SoftMax Pro")
    let rows = try lines(name, "\t", .utf16)
    let header = try #require(rows.first { $0.count > 90 && $0[2] == "A1" })
    let data = rows.filter { $0.count > 90 && $0[2] != "A1" }
    let reads = [
      "Luminescence 400", "Luminescence 578", "Luminescence 700", "Luminescence reduced",
    ]
    #expect(readout.reads == reads)
    #expect(data.count == 4)
    for (read, row) in zip(reads, data) {
      compare(
        readout, read, Dictionary(uniqueKeysWithValues: zip(header[2..<98], row[2..<98])))
    }
    #expect(reads.map { sum(readout, $0) } == [67_238_798, 59_500_778, 68_761_074, 67_238_798])
    #expect(readout.readings.count { $0.flag == .empty } == 256)
  }

  @Test func `PerkinElmer EnVision`() throws {
    let name = "envision_fluorescence.csv"
    let readout = try read(name)
    #expect(readout.format == "PerkinElmer EnVision")
    let titles = [
      "Calc 1: HTRF ratio value for AC HTRF Laser [Eu]",
      "AC HTRF Laser [Eu](1) - channel 1 window 1 (Counts)",
      "AC HTRF Laser [Eu](1) - channel 2 window 1 (Counts)",
    ]
    #expect(readout.reads == titles)
    let rows = try lines(name, ",").filter {
      $0.count == 14 && Self.letters.contains($0[0]) && $0[1].contains { $0.isNumber }
    }
    #expect(rows.count == 24)
    for (number, title) in titles.enumerated() {
      compare(readout, title, wells(of: rows[(number * 8)..<(number * 8 + 8)]))
    }
    #expect(abs(sum(readout, titles[0]) - 66_039.031_005_135_98) < 1e-9)
    #expect(titles.dropFirst().map { sum(readout, $0) } == [542_919, 3_967_462])
    #expect(
      Set(readout.readings.map { $0.wavelength?.text }) == [nil, "320/665", "320/620"])
  }

  @Test func `Tecan Magellan, a workbook`() throws {
    let readout = try read("tecan_magellan_od.xlsx")
    #expect(readout.format == "Tecan Magellan")
    #expect(readout.plates == ["96WEL008"])
    #expect(Set(readout.readings.map(\.well)) == Set(PlateFormat.wells96.wells))
    #expect(readout.flaggedCount == 0)
    #expect(abs(sum(readout, "Raw data") - 12.5814) < 1e-9)
    let values = Dictionary(
      uniqueKeysWithValues: readout.readings.map { ($0.well.name, $0.value) })
    #expect(values["A1"] == 0.1462)
    #expect(values["F6"] == 0.1536)
    #expect(values["D11"] == 0.0459)
    #expect(values["H12"] == 0.0461)
    #expect(readout.readings.allSatisfy { $0.wavelength == .single(595) })
  }

  @Test func `Thermo SkanIt, a workbook of ten sheets`() throws {
    let readout = try read("thermo_skanit.xlsx")
    #expect(readout.format == "Thermo SkanIt")
    let sums = [
      "Absorbance 1: Abs": 34.1783, "Blank Subtraction 1: Blank subtracted": 25.441945,
      "Standard Curve 1: Signal": 25.441945, "Standard Curve 1: Conc. [microg/ml]": 6.65228,
      "Dilution Factor 1: Value": 849.70293, "Dilution Factor 1: Dilution factor": 22_004,
    ]
    #expect(readout.reads.sorted() == sums.keys.sorted())
    for (read, expected) in sums { #expect(abs(sum(readout, read) - expected) < 1e-9) }
    #expect(readout.readings.count == 576)
    #expect(readout.flaggedCount == 92)
    func reading(_ read: String, _ well: String) -> PlateReading? {
      readout.readings.first { $0.read == read && $0.well.name == well }
    }
    #expect(reading("Absorbance 1: Abs", "H12")?.value == 0.1032)
    #expect(reading("Standard Curve 1: Conc. [microg/ml]", "A1")?.flag == .overflow)
    #expect(reading("Standard Curve 1: Conc. [microg/ml]", "A3")?.flag == .readerError("< Min"))
    #expect(reading("Standard Curve 1: Signal", "H1")?.flag == .empty)
    #expect(reading("Dilution Factor 1: Value", "A1")?.flag == .readerError("NaN"))
  }

  @Test(.timeLimit(.minutes(1))) func `damaged real files are read or refused`() throws {
    let folder = try #require(PlateReaderReferenceFolder.path)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
      var generator = PlateReaderFuzzTests.Generator(state: UInt64(name.utf8.count))
      for _ in 0..<20 {
        let bytes = PlateReaderFuzzTests.damaged(Array(data), using: &generator)
        let readout = try? PlateReaderCatalogue.read(ExportedFile(file: name, bytes: bytes))
        #expect(readout?.readings.allSatisfy { $0.value.isFinite || $0.flag != nil } ?? true)
      }
    }
  }
}

/// Where the exports lie, if they do.
enum PlateReaderReferenceFolder {
  static var path: String? {
    guard let data = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"] else {
      return nil
    }
    let folder = data + "/plate-reader"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }
}
