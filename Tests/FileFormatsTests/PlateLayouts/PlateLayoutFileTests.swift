import Assays
import DoseResponse
import FileFormats
import Testing

/// A plate map from its text.
func plateMap(_ text: String) throws(InputRefusal) -> PlateLayoutFile {
  try PlateLayoutFile(ExportedFile(file: "map.csv", bytes: Array(text.utf8)))
}

struct PlateLayoutFileTests {
  private let nanomolar = DoseUnit.nanomolar

  @Test func `a table with one row a well`() throws {
    let map = try plateMap(
      """
      well,role,line,drug,dose_nM,cells,replicate
      A1,sample,RS4;11,AZD4320,10,5000,1
      A2,vehicle,RS4;11,,,5000,1
      B1,Positive control,RS4;11,,,5000,1
      B3,blank,,,,,
      """)
    let layout = try #require(map.layouts.first)
    #expect(map.layouts.count == 1 && layout.plate == nil && layout.format == .wells6)
    #expect(
      layout.wells == [
        LayoutWell(
          WellAddress(row: 0, column: 0), role: .sample, line: "RS4;11", drug: "AZD4320",
          dose: NominalDose(10, unit: nanomolar), cells: 5000, replicate: 1),
        LayoutWell(
          WellAddress(row: 0, column: 1), role: .vehicle, line: "RS4;11", cells: 5000,
          replicate: 1),
        LayoutWell(
          WellAddress(row: 1, column: 0), role: .positiveControl, line: "RS4;11", cells: 5000,
          replicate: 1),
        LayoutWell(WellAddress(row: 1, column: 2), role: .blank),
      ])
  }

  @Test(arguments: [
    "well,role,drug,dose\nA1,sample,d,10nM\nA2,dmso,,\n",
    "well,role,drug,conc (nM)\nA1,sample,d,10\nA2,dmso,,\n",
    "well;role;drug;dose;unit\nA1;sample;d;10,0;nM\nA2;negative control;;;\n",
    "row\tcol\ttype\tcompound\tConcentration [µM]\nA\t1\tcompound\td\t0.01\nA\t2\tDMSO\t\t\n",
    "Plate layout\n\n,1,2,3\nA,d 10 nM,DMSO,\nB,,,\n",
    "<>,1,2,3\nA,d 10nM,vehicle,\nB,,,\n",
    "role\n,1,2,3\nA,sample,vehicle,\nB,,,\n\ndrug\n,1,2,3\nA,d,,\nB,,,\n\ndose (nM)\n,1,2,3\nA,10,,\nB,,,\n",
  ])
  func `the same plate however it is written`(text: String) throws {
    let map = try plateMap(text)
    let layout = try #require(map.layouts.first)
    #expect(layout.wells.map(\.role) == [.sample, .vehicle], "\(text)")
    let sample = layout.wells[0]
    #expect(sample.drug == "d" && sample.replicate == 1)
    #expect(abs((sample.dose?.concentration?.nanomolar ?? .nan) - 10) < 1e-9)
  }

  @Test func `without roles they are taken from drugs and doses, and that is told`() throws {
    let map = try plateMap("well,drug,dose_nM\nA1,AZD4320,3\nA2,AZD4320,0\nA3,DMSO,\nB1,medium,\n")
    #expect(
      map.layouts[0].wells.map(\.role) == [.sample, .vehicle, .vehicle, .blank])
    #expect(map.notices.contains { $0.contains("no column of roles") })
  }

  @Test func `several plates in one table, and a grid for each plate`() throws {
    let table = try plateMap(
      "plate,well,role\nP1,A1,vehicle\nP1,A2,blank\nP2,A1,blank\nP2,A2,vehicle\n")
    #expect(table.layouts.map(\.plate) == ["P1", "P2"])
    #expect(table.layouts[1].wells.map(\.role) == [.blank, .vehicle])
    let grids = try plateMap(
      "Plate 1: role\n,1,2\nA,vehicle,blank\nB,vehicle,blank\n\nPlate 2: role\n,1,2\nA,blank,vehicle\nB,,\n"
    )
    #expect(grids.layouts.map(\.plate) == ["Plate 1", "Plate 2"])
  }

  @Test func `lines, excluded wells and cells`() throws {
    let map = try plateMap(
      """
      well,role,line,sample,exclude,cells
      A1,vehicle,RS4;11,donor 3,,1e4
      A2,vehicle,RS4;11,donor 4,bubble,1e4
      A3,vehicle,RS4;11,donor 4,yes,1e4
      """)
    let wells = map.layouts[0].wells
    #expect(wells.map(\.line) == ["RS4;11, donor 3", "RS4;11, donor 4", "RS4;11, donor 4"])
    #expect(wells.map(\.exclusion) == [nil, "bubble", "left out by the layout"])
    #expect(wells[0].cells == 10_000)
  }

  @Test func `a plan written is the plan read`() throws {
    let wells = [
      LayoutWell(
        WellAddress(row: 0, column: 0), role: .sample, line: "RS4;11", drug: "a, \"b\"",
        dose: NominalDose(0.3, unit: DoseUnit(symbol: "µM")), cells: 5000, replicate: 2),
      LayoutWell(WellAddress(row: 3, column: 5), role: .blank, replicate: 1, exclusion: "a hair"),
    ]
    for others in [[], [NominalDose(4, unit: DoseUnit(symbol: "ng/mL"))]] {
      let more = others.map {
        LayoutWell(WellAddress(row: 1, column: 1), role: .sample, drug: "c", dose: $0, replicate: 1)
      }
      let plan = PlateLayout(plate: "P1", format: .wells24, wells: wells + more)
      let read = try plateMap(PlateLayout.table(of: [plan]).csv)
      #expect(read.layouts == [plan])
    }
  }
}
