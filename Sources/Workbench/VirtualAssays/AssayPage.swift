import Experiments
import ModelLibrary

/// What one kind of virtual experiment asks of a line's cells, and what it makes of them.
///
/// This is the seam between cells and tables. ``AssayRun`` brings the cells, line by line, at rest,
/// treated, or refused where they are no culture; a page turns them into rows, spreads and findings,
/// which it gathers in an ``AssayRecord``. A further kind, such as a matrix of two drugs under a model
/// of synergy, is a further page.
protocol AssayPage: CellTable {
  /// What the cells of a line must be, and must be given.
  func demand(on line: CellLine) -> CellDemand
}

/// Something that is written of treated cells and stands beside a page: the hazard of death, or what is
/// to read it.
protocol CellTable {
  mutating func add(_ cells: VirtualCells)
  /// What has been written of the cells so far.
  var result: VirtualAssayResult { get }
}

/// Runs the lines of a plan for one page and whatever stands beside it.
struct AssayRun {
  private let plan: VirtualAssayPlan
  private let listener: (any ProgressListener)?

  init(_ plan: VirtualAssayPlan, _ listener: (any ProgressListener)?) {
    self.plan = plan
    self.listener = listener
  }

  /// Brings every line's cells to the page; a line that is no culture is a failure of the result.
  func result<Page: AssayPage>(
    of page: Page, beside tables: [any CellTable] = []
  ) async throws -> VirtualAssayResult {
    var (page, tables, cultures) = (page, tables, CultureLog())
    let demands = plan.lines.map { (line: $0, demand: page.demand(on: $0)) }
    let tally = ProgressTally(
      total: plan.cells * demands.reduce(0) { $0 + $1.demand.runs }, listener)
    for (line, demand) in demands {
      do {
        let cells = try await VirtualCells(of: line, plan, demand, tally)
        cultures.note(cells.culture, of: line.name)
        page.add(cells)
        for index in tables.indices { tables[index].add(cells) }
      } catch let refusal as UnplatableCulture {
        cultures.refuse(refusal, plan)
      }
    }
    var result = cultures.completing(page.result)
    result.hazards = tables.map(\.result)
    return result
  }
}
