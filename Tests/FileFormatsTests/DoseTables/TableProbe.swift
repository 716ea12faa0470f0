import FileFormats

/// A table as it would lie on disk, read for a test: its curves and notices, or its faults.
struct TableProbe {
  var curves: [TableCurve] = []
  var notices: [String] = []
  var unit: DoseUnitName?
  var layout: DoseTableStatement.Layout?
  /// As a person reads them; empty where the table was read.
  var faults: [String] = []
  private var table: DoseTable?

  init(_ text: String, _ change: (inout DoseTableStatement) -> Void = { _ in }) {
    var statement = DoseTableStatement()
    statement.kind = .viability
    statement.notation = .percent
    change(&statement)
    do {
      let table = try DoseTable(file: "t.csv", bytes: Array(text.utf8), statement)
      try table.forEachCurve { curves.append($0) }
      (notices, unit, layout) = (table.notices, table.unit, table.layout)
      self.table = table
    } catch let refusal as InputRefusal {
      faults = refusal.faults.map(\.text)
    } catch {
      faults = ["\(error)"]
    }
  }

  /// Responses in percent, curve by curve, without the bits that a hundredth leaves over.
  var percents: [[Double]] {
    curves.map { $0.points.map { ($0.response * 1e8).rounded() / 1e6 } }
  }
  var doses: [[Double]] { curves.map { $0.points.map(\.dose) } }
  var names: [String] { curves.map(\.name) }

  func wellNames(of curve: Int) -> [String?] {
    curves[curve].points.map { table?.wellName(of: $0) }
  }
}
