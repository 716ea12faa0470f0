import Assays
import FileFormats
import Quantities
import Testing

/// Structures that real exports of each vendor showed, in small files of the project's own.
struct PlateReaderVariantTests {
  typealias Variants = PlateReaderVariantFixtures

  private func reading(
    _ readout: PlateReadout, _ read: String, _ well: String, at seconds: Double? = nil
  ) throws -> PlateReading {
    try #require(
      readout.readings.first {
        $0.read == read && $0.well == WellAddress(well) && $0.time?.seconds == seconds
      })
  }

  @Test(arguments: PlateReaderVariantFixtures.all.indices)
  func `each variant is recognised, and no well stands twice in a read`(index: Int) throws {
    let fixture = Variants.all[index]
    let readout = try PlateReaderFixtures.read(fixture.text)
    #expect(readout.format == fixture.format)
    let keys = readout.readings.map {
      "\($0.plate) \($0.read) \($0.wavelength?.text ?? "") \($0.time?.seconds ?? -1) \($0.well)"
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func `a Gen5 read that is called by its wavelength is read, not refused`() throws {
    let readout = try PlateReaderFixtures.read(Variants.gen5NumberedRead)
    #expect(readout.reads == ["660", "Conc"])
    let value = try reading(readout, "660", "B3")
    #expect(value.value == 0.6)
    #expect(value.wavelength == .single(660))
    #expect(try reading(readout, "660", "B2").flag == .readerError("*0.5*"))
    #expect(try reading(readout, "Conc", "A3").flag == .overflow)
    #expect(try reading(readout, "Conc", "B2").flag == .readerError("?????"))
  }

  @Test func `values behind the last column of a Gen5 grid are still refused`() throws {
    let text = Variants.gen5NumberedRead.replacing("0.3\t660", with: "0.3\t0.9")
    #expect(throws: InputRefusal.self) { try PlateReaderFixtures.read(text) }
  }

  @Test func `Gen5 filters are excitation and emission`() throws {
    let readout = try PlateReaderFixtures.read(Variants.gen5Filters)
    #expect(try reading(readout, "360/40,460/40", "B2").wavelength?.text == "360/460")
    #expect(try reading(readout, "Blank 360/40,460/40", "A1").value == -1)
    #expect(try reading(readout, "Blank 360/40,460/40", "A1").wavelength?.text == "360/460")
    #expect(try reading(readout, "485/20,528/20", "B1").value == 33)
  }

  @Test func `SoftMax times below an hour are minutes and seconds`() throws {
    let readout = try PlateReaderFixtures.read(Variants.softMaxMinutes)
    #expect(try reading(readout, "Absorbance 405", "B3", at: 30).value == 0.8)
    #expect(try reading(readout, "Absorbance 405", "A2", at: 0).value == 0.1)
    #expect(try reading(readout, "Absorbance 405", "A1", at: 30).flag == .empty)
  }

  @Test func `one wavelength with two cutoffs is two reads`() throws {
    let readout = try PlateReaderFixtures.read(Variants.softMaxCutoffs)
    #expect(readout.reads == ["Fluorescence 485/525", "Fluorescence 485/525 (2)"])
    #expect(try reading(readout, "Fluorescence 485/525 (2)", "B3").value == 16)
  }

  @Test func `Kaleido's pictures and words are left out and told, its counts are read`() throws {
    let readout = try PlateReaderFixtures.read(Variants.kaleidoImages)
    #expect(readout.reads == ["Image Analysis ( IMG 1 ): Infected, Count"])
    let read = "Image Analysis ( IMG 1 ): Infected, Count"
    #expect(try reading(readout, read, "A2").value == 549)
    #expect(try reading(readout, read, "B2").flag == .readerError("NaN"))
    #expect(
      readout.notices == [
        "Left out “IMG 1” of V-1: its wells hold words, no measured values.",
        "Left out “Image Analysis ( IMG 1 ): Quality” of V-1: its wells hold words, no measured values.",
      ])
  }

  @Test func `Kaleido's fluorescence has excitation and emission`() throws {
    let readout = try PlateReaderFixtures.read(Variants.kaleidoFluorescence)
    #expect(try reading(readout, "FI 1", "B2").wavelength?.text == "550/580")
    #expect(try reading(readout, "FI 1", "B1").value == 0)
  }

  @Test func `SparkControl's endpoints have their own names and light`() throws {
    let readout = try PlateReaderFixtures.read(Variants.sparkEndpoints)
    #expect(readout.reads == ["OD600", "GFP 70"])
    #expect(try reading(readout, "OD600", "A2").value == 0.2)
    #expect(try reading(readout, "OD600", "A2").wavelength == .single(600))
    #expect(try reading(readout, "GFP 70", "A1").flag == .overflow)
    #expect(try reading(readout, "GFP 70", "A2").wavelength?.text == "488/530")
  }

  @Test func `a table below its name has the light of the settings of that name`() throws {
    let readout = try PlateReaderFixtures.read(Variants.sparkGroupsFirst)
    #expect(try reading(readout, "OD600", "C1", at: 1199.825).value == 0.2)
    #expect(try reading(readout, "OD600", "C1", at: 0).wavelength == .single(600))
    #expect(try reading(readout, "GFP", "C1", at: 0).wavelength?.text == "485/535")
    #expect(try reading(readout, "GFP", "A1", at: 0).flag == .empty)
  }

  @Test func `settings without names serve the tables in their order`() throws {
    let readout = try PlateReaderFixtures.read(Variants.iControlRowsOfCycles)
    #expect(try reading(readout, "OD600:600", "A2", at: 300).value == 0.5)
    #expect(try reading(readout, "OD600:600", "A1", at: 0).wavelength == .single(595))
    #expect(try reading(readout, "LUMI:Lum", "A1", at: 0).value == -4)
    #expect(try reading(readout, "LUMI:Lum", "A1", at: 0).wavelength == nil)
  }

  @Test func `lines that end before the plate does leave their last wells empty`() throws {
    let readout = try PlateReaderFixtures.read(Variants.marsShortRows)
    #expect(readout.readings.count == 12)
    #expect(try reading(readout, "Raw Data (580/620)", "B4").value == 5)
    #expect(try reading(readout, "Raw Data (580/620)", "B3").flag == .empty)
    #expect(try reading(readout, "Raw Data (580/620)", "A6").flag == .empty)
  }

  @Test func `EnSpire's cycles are time points of one read`() throws {
    let readout = try PlateReaderFixtures.read(Variants.enSpireCycles)
    #expect(readout.reads == ["Meas A -  (RFU)"])
    #expect(try reading(readout, "Meas A -  (RFU)", "B3", at: 150).value == 628)
    #expect(try reading(readout, "Meas A -  (RFU)", "A3", at: 0).flag == .empty)
  }

  @Test func `i-control's labels are reads, each of its part of the plate`() throws {
    let readout = try PlateReaderFixtures.read(Variants.iControlLabels)
    #expect(readout.reads == ["MUF", "AMC"])
    #expect(readout.notices.isEmpty)
    #expect(readout.readings.count == 8)
    #expect(try reading(readout, "AMC", "B4").value == 381)
    #expect(try reading(readout, "AMC", "B4").wavelength?.text == "380/430")
    #expect(try reading(readout, "MUF", "A1").wavelength?.text == "360/465")
  }

  @Test func `MARS's list has one line a well`() throws {
    let readout = try PlateReaderFixtures.read(Variants.marsList)
    #expect(readout.readings.count == 3)
    #expect(try reading(readout, "Raw Data (765)", "A2").value == 2.5)
    #expect(try reading(readout, "Raw Data (765)", "B1").wavelength == .single(765))
  }

  @Test func `MARS's time course is read over empty lines, with an hour of sixty minutes`() throws {
    let readout = try PlateReaderFixtures.read(Variants.marsSpacedCourse)
    #expect(readout.reads == ["Raw Data (600)"])
    #expect(try reading(readout, "Raw Data (600)", "A1", at: 3600).value == 0.081)
    #expect(try reading(readout, "Raw Data (600)", "B12", at: 3600).value == 0.09)
    #expect(try reading(readout, "Raw Data (600)", "B12", at: 4500).flag == .overflow)
  }

  @Test func `MARS's spectrum has a wavelength a column`() throws {
    let readout = try PlateReaderFixtures.read(Variants.marsSpectrum)
    #expect(readout.reads == ["Raw Data (Abs Spectrum)"])
    let own = readout.readings.filter { $0.well == WellAddress("B1") }
    #expect(own.map(\.wavelength) == [.single(260), .single(261)])
    #expect(own.map(\.value) == [0.1, 0.2])
    let broken = Variants.marsSpectrum.replacing(";261", with: ";x")
    #expect(throws: InputRefusal.self) { try PlateReaderFixtures.read(broken) }
  }

  @Test func `SkanIt's plates keep their own names`() throws {
    let readout = try PlateReaderFixtures.read(Variants.skanItPlates)
    #expect(readout.plates == ["M12", "M16"])
    #expect(readout.reads == ["Absorbance 1: Abs"])
    #expect(readout.readings.last?.value == 1.6236)
    #expect(readout.readings.last?.wavelength == .single(570))
    #expect(readout.notices.isEmpty)
  }

  @Test func `Magellan's plain text names its wells behind the samples or before them`() throws {
    let readout = try PlateReaderFixtures.read(Variants.magellanPlain, file: "f.asc")
    #expect(readout.reads == ["Raw data"])
    #expect(try reading(readout, "Raw data", "B1").value == 14857)
    #expect(try reading(readout, "Raw data", "B1").wavelength?.text == "490/530")
    #expect(try reading(readout, "Raw data", "B2").flag == .overflow)
    let lines = Variants.magellanPlain.split(separator: "\n")
    let swapped = lines.map { line in
      let cells = line.split(separator: "\t")
      return cells.count >= 3 ? "\(cells[1])\t\(cells[0])\t\(cells[2])" : String(line)
    }
    let other = try PlateReaderFixtures.read(swapped.joined(separator: "\n") + "\n")
    #expect(other.table.csv == readout.table.csv)
  }

  @Test func `a number of each line's own makes no reads of GloMax's wells`() throws {
    let readout = try PlateReaderFixtures.read(Variants.gloMaxColumns)
    #expect(readout.reads == ["RLU"])
    #expect(readout.readings.map(\.value) == [52310, 801.5, 77])
  }
}
