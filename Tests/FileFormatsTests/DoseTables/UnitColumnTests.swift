import FileFormats
import Testing

@Suite struct UnitColumnTests {
  private static func table(_ title: String, _ rows: String) -> String {
    "drug,dose,\(title),response\n" + rows
  }

  @Test(arguments: [
    "unit", "units", "dose_unit", "Dose unit", "concentration_unit", "Conc. Unit", "Unit of dose",
  ])
  func `every row's dose is told in the table's unit, whatever the column is called`(
    title: String
  ) {
    let probe = TableProbe(
      Self.table(title, "A,0,,100\nA,10,nM,90\nA,1,uM,40\nB,2,µM,95\nB,0.5,nmol/L,99\n")
    ) {
      $0.groupColumns = ["drug"]
    }
    #expect(probe.faults.isEmpty)
    #expect(probe.unit == .symbol("nM"))
    #expect(probe.doses == [[0, 10, 1000], [2000, 0.5]])
    #expect(
      probe.notices.contains(
        "By the column “\(title)” doses stand in more than one unit (nM 2×, µM 2×); all were turned "
          + "into nM."))
  }

  @Test func `a stated unit is the one that is told, in words`() {
    let probe = TableProbe(Self.table("unit", "A,1,uM,90\nA,2,uM,40\n")) {
      $0.groupColumns = ["drug"]
      $0.unit = .symbol("nM")
    }
    #expect(probe.doses == [[1000, 2000]])
    #expect(
      probe.notices.contains(
        "By the column “unit” doses stand in another unit (µM 2×); all were turned into nM."))
  }

  @Test(arguments: [
    (
      "unit", "A,1,furlong,90\nA,2,furlong,80\nA,3,nM,40\n",
      "t.csv:2:5: “furlong” in the column “unit” is no unit of doses, here and in 1 more row"
    ),
    ("unit", "A,1,NM,90\nA,2,nM,80\n", "did you mean nM? Capitals count in units"),
    (
      "unit", "A,1,nM,90\nA,2,ng/mL,80\n",
      "t.csv:3:3: a dose in ng/mL stands in a table of doses in nM"
    ),
    (
      "unit", "A,1 uM,nM,90\nA,2,nM,80\n",
      "t.csv:2:3: this dose is in µM, and the column “unit” says nM"
    ),
    (
      "unit", "A,1,nM,90\nA,2,,80\n",
      "t.csv:3:3: this dose has no unit, and other doses of the table have one"
    ),
  ])
  func `what cannot be told in one unit is refused with its place`(
    title: String, rows: String, found: String
  ) {
    let probe = TableProbe(Self.table(title, rows)) { $0.groupColumns = ["drug"] }
    #expect(probe.faults.count == 1)
    #expect(probe.faults.first?.contains(found) == true, "\(probe.faults)")
  }

  @Test func `a title that names another unit than the column is refused`() {
    let probe = TableProbe("dose (nM),unit,response\n1,uM,90\n2,uM,40\n")
    #expect(
      probe.faults.first?.hasPrefix(
        "t.csv: the dose column's title says nM, and the column “unit” µM; needed: one unit")
        == true)
  }

  @Test func `a column of the responses' unit is passed over, in words`() {
    let probe = TableProbe("dose (nM),response,unit\n1,90,RLU\n2,40,RLU\n")
    #expect(probe.doses == [[1, 2]])
    #expect(
      probe.notices.contains(
        "The column “unit” holds “RLU”, which is no unit of doses; it was passed over."))
    let asked = TableProbe("dose,response,unit\n1,90,RLU\n2,40,RLU\n")
    #expect(asked.faults.contains { $0.contains("“RLU” in the column “unit” is no unit of doses") })
  }

  @Test func `curves in columns and in rows have a column of units too`() {
    let columns = TableProbe("dose,unit,A,B\n100,nM,90,95\n1,uM,40,60\n")
    #expect(columns.names == ["A", "B"])
    #expect(columns.doses == [[100, 1000], [100, 1000]])
    let rows = TableProbe("drug,unit,0,1,10\nA,nM,100,90,50\nB,uM,100,80,40\n") { _ in }
    #expect(rows.layout == .rows)
    #expect(rows.doses == [[0, 1, 10], [0, 1000, 10000]])
  }

  @Test func `a logarithm of 0 is a dose in its row's unit`() {
    let probe = TableProbe("log dose,unit,response\n0,uM,90\n1,uM,40\n3,nM,95\n") {
      $0.unit = .symbol("nM")
    }
    #expect(probe.doses == [[1000, 10000, 1000]])
  }

  @Test(arguments: [
    ("ug/ml", "µg/mL"), ("μg / mL", "µg/mL"), ("umol/L", "µM"), ("nanomolar", "nM"),
    ("mg/l", "µg/mL"), ("g/L", "mg/mL"), ("ng/uL", "µg/mL"), ("(nM)", "nM"), ("IU/mL", "IU/mL"),
  ])
  func `units have one spelling`(written: String, symbol: String) {
    #expect(DoseUnitName(named: written)?.symbol == symbol)
  }

  @Test(arguments: ["NM", "nm", "ng", "x", "M/L", ""])
  func `what is no unit has none`(written: String) {
    #expect(DoseUnitName(named: written) == nil)
  }
}
