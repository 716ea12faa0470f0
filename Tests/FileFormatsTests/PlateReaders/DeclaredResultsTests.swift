import FileFormats
import Testing

/// Exports cut exactly between two sections: what the file itself announces tells what is missing.
struct DeclaredResultsTests {
  private func notices(_ text: String) throws -> [String] {
    try PlateReaderFixtures.read(text).notices
  }

  /// The text before the line that begins with `opening`.
  private func cut(_ text: String, before opening: String) throws -> String {
    let range = try #require(text.firstRange(of: "\n" + opening))
    return String(text[..<range.lowerBound]) + "\n"
  }

  private static let cutShort = "if it was exported too, the file was cut short."

  @Test(arguments: PlateReaderFixtures.allWithVariants.indices)
  func `a whole file announces nothing that it lacks`(index: Int) throws {
    let fixture = PlateReaderFixtures.allWithVariants[index]
    #expect(try !notices(fixture.text).contains { $0.hasSuffix(Self.cutShort) })
  }

  @Test func `SoftMax Pro says how many blocks there are`() throws {
    let whole = DeclaredResultsFixtures.softMaxTwoPlates
    #expect(try PlateReaderFixtures.read(whole).plates == ["P1", "P2"])
    let part = try cut(whole, before: "Plate:\tP2")
    let refusal = #expect(throws: InputRefusal.self) { try PlateReaderFixtures.read(part) }
    #expect(
      refusal?.text == """
        f.csv:1:1: the file says that it has 2 blocks, and 1 end in it; needed: a whole file
          hint: the file was cut short; export or copy it again
        """)
    #expect(
      try notices(part + "Original Filename: x; Date Last Saved: 1/2/2030\n") == [
        "The file says that it has 2 blocks, and 1 end in it: some were taken out."
      ])
  }

  @Test func `Gen5's procedure says which wavelengths were read`() throws {
    let part = try cut(DeclaredResultsFixtures.gen5TwoTables, before: "280")
    #expect(try notices(DeclaredResultsFixtures.gen5TwoTables).isEmpty)
    #expect(
      try notices(part) == [
        "The procedure reads 260, 280 nm, and the results of 280 are not here: \(Self.cutShort)"
      ])
  }

  @Test func `Gen5's procedure says how many kinetic reads there are`() throws {
    let part = try cut(DeclaredResultsFixtures.gen5TwoTables, before: "0:01:00\t0.7")
    #expect(
      try notices(part) == [
        "The procedure has 3 kinetic reads, and the last table has 2: \(Self.cutShort)"
      ])
  }

  @Test func `a Gen5 row without all of its lines at the end is refused`() throws {
    let whole = PlateReaderVariantFixtures.gen5Filters
    let last = try #require(whole.split(separator: "\n").last)
    let part = whole.replacing("\(last)\n", with: "")
    let refusal = #expect(throws: InputRefusal.self) { try PlateReaderFixtures.read(part) }
    #expect(refusal?.text.contains("lines of this plate row") == true)
  }

  @Test func `SparkControl lists what its script measures`() throws {
    let part = try cut(DeclaredResultsFixtures.sparkTwoLabels, before: "Mode,Fluorescence")
    #expect(try notices(DeclaredResultsFixtures.sparkTwoLabels).isEmpty)
    #expect(
      try notices(part) == [
        "The script measures OD600, GFP 70, and the results of GFP 70 are not here: \(Self.cutShort)"
      ])
  }

  @Test func `i-control's last label without a table is told`() throws {
    let part = try cut(PlateReaderVariantFixtures.iControlLabels, before: "<>\t3")
    #expect(
      try notices(part) == [
        "The script measures MUF, AMC, and the results of AMC are not here: \(Self.cutShort)"
      ])
  }

  @Test func `i-control's settings say how many tables follow`() throws {
    let part = try cut(PlateReaderVariantFixtures.iControlRowsOfCycles, before: "LUMI:Lum")
    #expect(
      try notices(part) == [
        "The settings are those of 2 measurements, and 1 stand here: \(Self.cutShort)"
      ])
    let cycles = PlateReaderVariantFixtures.iControlRowsOfCycles
      .replacing("Kinetic Measurement,,,,,\n", with: "Kinetic Cycles,,,,2,\n")
    let short = try cut(cycles, before: "2,12.8") + "\n"
    #expect(
      try notices(short).contains(
        "The script has 2 cycles, and the last table has 1: \(Self.cutShort)"))
  }

  @Test func `EnVision tells the background of everything it read`() throws {
    let whole = DeclaredResultsFixtures.envisionTwoChannels
    #expect(try notices(whole).isEmpty)
    let part = try cut(
      whole, before: "Plate information\nPlate,Repeat,Barcode,Label,Measinfo,\n1,1,,EU(1),2nd")
    #expect(
      try notices(part) == [
        "The file has the background of 2 measurements, and no results of “EU” with 2nd of plate 1: "
          + Self.cutShort
      ])
    let unsigned = try cut(whole, before: "Exported with")
    #expect(
      try notices(unsigned) == ["No line “Exported with …” follows the results: \(Self.cutShort)"])
  }

  @Test func `a line that breaks off before its value is told`() throws {
    let part = try #require(PlateReaderVariantFixtures.marsList.firstRange(of: "02,Sample X3"))
    #expect(
      try notices(String(PlateReaderVariantFixtures.marsList[..<part.lowerBound])) == [
        "The file ends in the middle of line 11, without a line end: if more was read, the file was "
          + "cut short."
      ])
  }

  @Test func `Kaleido and SkanIt sign what they wrote`() throws {
    let kaleido = try cut(PlateReaderFixtures.kaleido3, before: "Exported with")
    #expect(
      try notices(kaleido) == [
        "No line “Exported with Kaleido” follows the results: \(Self.cutShort)"
      ])
    let skanIt = try cut(PlateReaderFixtures.skanIt, before: "Sample,1,2,3")
    #expect(
      try notices(skanIt) == [
        "No line “Autoloading range” follows the results: \(Self.cutShort)"
      ])
  }
}

/// Exports of two sections each, in the forms of real ones.
enum DeclaredResultsFixtures {
  static let softMaxTwoPlates = """
    ##BLOCKS= 2
    Plate:\tP1\t1.3\tPlateFormat\tEndpoint\tAbsorbance\tRaw\tFALSE\t1\t\t\t\t\t\t1\t450\t1\t3\t6\t1\t2
    \tTemperature(°C)\t1\t2\t3
    \t25.0\t0.1\t0.2\t0.3
    \t\t0.4\t0.5\t0.6

    ~End
    Plate:\tP2\t1.3\tPlateFormat\tEndpoint\tAbsorbance\tRaw\tFALSE\t1\t\t\t\t\t\t1\t450\t1\t3\t6\t1\t2
    \tTemperature(°C)\t1\t2\t3
    \t25.0\t0.7\t0.8\t0.9
    \t\t1.0\t1.1\t1.2

    ~End
    Original Filename: x; Date Last Saved: 1/2/2030 1:02:03 PM

    """

  static let gen5TwoTables = """
    Software Version\t3.12.08
    Experiment File Path:\tC:\\x.xpt
    Protocol File Path:\tC:\\x.prt
    Plate Number\tPlate 1
    Reader Type:\tSynergy

    Procedure Details
    Start Kinetic\tRuntime 0:01:00 (HH:MM:SS), Interval 0:00:30, 3 Reads
        Read\tAbsorbance Endpoint
    \tFull Plate
    \tWavelengths:  260, 280
    End Kinetic

    260
    Time\tA1\tA2\tA3\tB1\tB2\tB3
    0:00:00\t0.1\t0.2\t0.3\t0.4\t0.5\t0.6
    0:00:30\t0.1\t0.2\t0.3\t0.4\t0.5\t0.6
    0:01:00\t0.1\t0.2\t0.3\t0.4\t0.5\t0.6

    280
    Time\tA1\tA2\tA3\tB1\tB2\tB3
    0:00:00\t0.1\t0.2\t0.3\t0.4\t0.5\t0.6
    0:00:30\t0.1\t0.2\t0.3\t0.4\t0.5\t0.6
    0:01:00\t0.7\t0.2\t0.3\t0.4\t0.5\t0.6

    """

  static let sparkTwoLabels = """
    Application: SparkControl,,,,V2.3,,
    List of actions in this measurement script:,,,,,,
    Plate,,,,,,
    ,Absorbance,,,,,OD600
    ,Shaking,,,,,
    ,Fluorescence Top Reading,,,,,GFP 70
    ,,,,,,
    Mode,Absorbance,,,,,
    Name,OD600,,,,,
    Measurement wavelength,,,,600,nm,
    ,,,,,,
    <>,Value,Time [ms],,,,
    A1,0.1,0,,,,
    A2,0.2,204,,,,
    ,,,,,,
    End Time,,,,19/12/2019 15:08,,
    Mode,Fluorescence Top Reading,,,,,
    Name,GFP 70,,,,,
    ,,,,,,
    <>,Value,Time [ms],,,,
    A1,7,0,,,,
    A2,8,777,,,,
    ,,,,,,
    End Time,,,,19/12/2019 15:09,,

    """

  static let envisionTwoChannels = """
    Plate information
    Plate,Repeat,Barcode,Label,Measinfo,
    1,1,,EU(1),1st,

    Background information
    Plate,Label,Result,MeasInfo,
    1,EU,0,1st,
    1,EU,0,2nd,

    Results for EU(1) - channel 1
    ,01,02,03,
    A,1,2,3,
    B,4,5,6,

    Plate information
    Plate,Repeat,Barcode,Label,Measinfo,
    1,1,,EU(1),2nd,

    Results for EU(1) - channel 2
    ,01,02,03,
    A,7,8,9,
    B,10,11,12,

    Exported with EnVision Workstation version 1.14

    """
}
