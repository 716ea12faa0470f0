import Assays
import FileFormats
import Quantities
import Testing

/// What each format's reader takes from a small file.
struct PlateReaderTests {
  typealias Fixtures = PlateReaderFixtures

  /// The value of a well, or its flag, in one read.
  private func value(
    _ readout: PlateReadout, _ read: String, _ well: String, at seconds: Double? = nil,
    plate: String? = nil
  ) throws -> PlateReading {
    try #require(
      readout.readings.first {
        $0.read == read && $0.well == WellAddress(well) && $0.time?.seconds == seconds
          && (plate == nil || $0.plate == plate)
      })
  }

  @Test(arguments: PlateReaderFixtures.all.indices)
  func `each format is recognised from its content`(index: Int) throws {
    let fixture = Fixtures.all[index]
    let readout = try Fixtures.read(fixture.text)
    #expect(readout.format == fixture.format)
    #expect(!readout.recognisedBy.isEmpty)
  }

  @Test func `MARS grids keep their title, plate, overflow and unread wells`() throws {
    let readout = try Fixtures.read(Fixtures.marsGrid)
    #expect(readout.plates == ["P7"])
    #expect(try value(readout, "Raw Data (450)", "A1").value == 0.5)
    #expect(try value(readout, "Raw Data (450)", "A1").wavelength == .single(450))
    #expect(try value(readout, "Raw Data (450)", "A3").flag == .empty)
    #expect(try value(readout, "Raw Data (450)", "B1").flag == .overflow)
    #expect(try value(readout, "Raw Data (450)", "B2").flag == .empty)
    #expect(try value(readout, "Raw Data (450)", "B3").value == 1.5)
  }

  @Test func `MARS tables give a time point for each column`() throws {
    let readout = try Fixtures.read(Fixtures.marsTable)
    let read = "Raw Data (544/590)"
    #expect(try value(readout, read, "A1", at: 0).value == 10.5)
    #expect(try value(readout, read, "B12", at: 90.5).value == 1.5)
    #expect(readout.readings.allSatisfy { $0.wavelength?.text == "544/590" })
  }

  @Test func `EnVision grids take plate, label's filter and empty wells, not the plate map`() throws
  {
    let readout = try Fixtures.read(Fixtures.envision)
    #expect(readout.readings.count == 6)
    #expect(readout.plates == ["Plate 2"])
    #expect(try value(readout, "LUM(1) (Counts)", "A2").flag == .empty)
    #expect(try value(readout, "LUM(1) (Counts)", "B3").value == 3.5)
    #expect(readout.readings.allSatisfy { $0.wavelength == .single(550) })
  }

  @Test func `EnVision's bare matrix is placed only where it is a whole plate`() throws {
    let readout = try Fixtures.read(Fixtures.envisionMatrix)
    #expect(readout.plates == ["P9, repeat 2"])
    #expect(try value(readout, "LUM (Counts)", "B1").value == 4)
    let cut = Fixtures.envisionMatrix.replacing("4,5,6,", with: "4,5,")
    #expect(throws: InputRefusal.self) { try Fixtures.read(cut) }
  }

  @Test func `Gen5 results give a read for each named line and a plate for each header`() throws {
    let readout = try Fixtures.read(Fixtures.gen5)
    #expect(readout.plates == ["Plate 1", "Plate 1 (2)"])
    #expect(readout.reads == ["abs:450", "Blank abs:450"])
    #expect(try value(readout, "abs:450", "A2").flag == .overflow)
    #expect(try value(readout, "Blank abs:450", "A2").flag == .readerError("MISSED"))
    #expect(try value(readout, "abs:450", "B3", plate: "Plate 1 (2)").value == 3)
    #expect(readout.notices == ["Left out “t at Max V”: its lines hold no measured values."])
  }

  @Test func `a rounded small negative value is a value, and its sign is not kept`() throws {
    let reading = try value(Fixtures.read(Fixtures.gen5), "Blank abs:450", "A3")
    #expect(reading.flag == nil)
    #expect(reading.value == 0)
    #expect(reading.value.sign == .plus)
  }

  @Test func `Gen5 kinetics have times and light`() throws {
    let readout = try Fixtures.read(Fixtures.gen5Kinetic)
    #expect(try value(readout, "GFP:485,528", "A2", at: 90).value == 21)
    #expect(try value(readout, "GFP:485,528", "B1", at: 90).flag == .overflow)
    #expect(readout.readings.allSatisfy { $0.wavelength?.text == "485/528" })
    #expect(readout.readings.count == 6)
  }

  @Test func `SoftMax lines give a read for each wavelength and keep unread wells`() throws {
    let readout = try Fixtures.read(Fixtures.softMaxLines)
    #expect(readout.reads == ["Absorbance 450", "Absorbance 650", "Absorbance reduced"])
    #expect(try value(readout, "Absorbance 450", "A3", at: 90).value == 1.3)
    #expect(try value(readout, "Absorbance 450", "B3", at: 90).flag == .overflow)
    #expect(try value(readout, "Absorbance 650", "B3", at: 0).value == 2.6)
    #expect(try value(readout, "Absorbance 650", "B1", at: 0).flag == .empty)
    #expect(try value(readout, "Absorbance reduced", "B3").value == 4.6)
  }

  @Test func `SoftMax plates side by side are wavelengths, one below the other time points`() throws
  {
    let readout = try Fixtures.read(Fixtures.softMaxPlates)
    #expect(try value(readout, "Fluorescence 485/525", "B3", at: 0).value == 6)
    #expect(try value(readout, "Fluorescence 490/545", "A1", at: 90).value == 27)
    #expect(try value(readout, "Fluorescence reduced", "B3").flag == .readerError("Error"))
  }

  @Test func `Magellan's only plate name holds for rows without one`() throws {
    let readout = try Fixtures.read(Fixtures.magellan)
    #expect(readout.plates == ["P8"])
    #expect(try value(readout, "Raw data", "B2").value == 0.1469)
    #expect(try value(readout, "Raw data", "A2").flag == .overflow)
    #expect(readout.readings.allSatisfy { $0.wavelength == .single(595) })
    let twoPlates = Fixtures.magellan.replacing("B1\tP8", with: "B1\tP9")
    #expect(throws: InputRefusal.self) { try Fixtures.read(twoPlates) }
  }

  @Test func `Magellan's time course ends where its settings begin`() throws {
    let readout = try Fixtures.read(Fixtures.magellanTimes)
    #expect(readout.readings.count == 6)
    #expect(try value(readout, "Raw data", "B1", at: 300).value == 1.3)
  }

  @Test func `i-control's sections have their own light`() throws {
    let readout = try Fixtures.read(Fixtures.iControl)
    #expect(try value(readout, "OD", "B3").wavelength == .single(600))
    #expect(try value(readout, "OD", "A2").flag == .overflow)
    #expect(try value(readout, "GFP", "B3").value == 200)
    #expect(try value(readout, "GFP", "B3").wavelength?.text == "485/535")
  }

  @Test func `cycles are read along rows and along columns`() throws {
    let readout = try Fixtures.read(Fixtures.sparkCycles)
    #expect(try value(readout, "OD", "A1", at: 300.5).value == 0.2)
    #expect(try value(readout, "OD", "A2", at: 300.5).flag == .readerError("INVALID"))
    #expect(try value(readout, "LUMI", "B1", at: 300).value == 21)
  }

  @Test func `SkanIt's grids of names are no readings`() throws {
    let readout = try Fixtures.read(Fixtures.skanIt)
    #expect(readout.reads == ["Absorbance 1: Abs"])
    #expect(try value(readout, "Absorbance 1: Abs", "B1").flag == .overflow)
    #expect(try value(readout, "Absorbance 1: Abs", "B2").flag == .empty)
    #expect(readout.readings.allSatisfy { $0.wavelength == .single(450) })
  }

  @Test func `GloMax lists and grids are read`() throws {
    #expect(try value(Fixtures.read(Fixtures.gloMaxList), "RLU Lum", "B12").value == 2500.5)
    let grids = try Fixtures.read(Fixtures.gloMaxGrid)
    #expect(grids.reads == ["Firefly", "Renilla"])
    #expect(try value(grids, "Renilla", "B3").value == 6)
  }

  @Test func `Kaleido's plate map is no reading, its repeats are plates of their own`() throws {
    let third = try Fixtures.read(Fixtures.kaleido3)
    #expect(third.readings.count == 6)
    #expect(third.plates == ["BC1"])
    #expect(try value(third, "Luminescence 1", "B3").flag == .empty)
    #expect(try value(third, "Luminescence 1", "A1").wavelength == .single(560))
    let second = try Fixtures.read(Fixtures.kaleido2)
    #expect(second.plates == ["BC2, repeat 2"])
    #expect(try value(second, "ABS mono 1", "B3").value == 0.25)
    #expect(try value(second, "ABS mono 1", "B3").wavelength == .single(450))
  }

  @Test func `tables and grids of people's own are read`() throws {
    let tidy = try Fixtures.read(Fixtures.tidy)
    #expect(try value(tidy, "signal", "A1", at: 300).value == 150)
    #expect(try value(tidy, "signal", "A2", at: 0).flag == .empty)
    let course = try Fixtures.read(Fixtures.timeCourse)
    #expect(try value(course, "value", "B1", at: 600).value == 6.5)
    let grid = try Fixtures.read(Fixtures.grid)
    #expect(grid.plates == ["Plate 3"])
    #expect(try value(grid, "value", "B2").flag == .overflow)
    #expect(try value(grid, "value", "B3").flag == .empty)
  }
}
