import Figures
import Foundation
import Testing

/// What the figures of a study promise, read from their specifications.
struct StudyFigureTests {
  static let dose = FigureAxis("AZD4320", unit: "nM")
  static let hours = FigureAxis("Time", unit: "h")

  static func series(_ name: String, potency: DoseResponseFigure.Potency?)
    -> DoseResponseFigure.Series
  {
    .init(
      name: name,
      observations: [0, 1, 10, 100].map { .init(dose: $0, response: $0 / (10 + $0)) },
      curve: [1, 10, 100].map { .init(dose: $0, response: $0 / (10 + $0)) }, potency: potency)
  }

  static func curves(_ series: [DoseResponseFigure.Series]) -> DoseResponseFigure {
    DoseResponseFigure(series, dose: dose, response: FigureAxis("Response"))
  }

  static func layers(_ figure: some FigureSource) -> [SingleView] {
    if case .layered(let view) = figure.specification.view { view.layers } else { [] }
  }

  static func rows(_ figure: some FigureSource) -> [[String: FigureValue]] {
    layers(figure).flatMap { $0.data?.rows ?? [] }
  }

  @Test func `vehicle stands left of every dose and is called so`() throws {
    let figure = Self.curves([Self.series("A", potency: nil)])
    let places = Self.rows(figure).compactMap { row in
      row["tested"] == "vehicle" ? row["dose"]?.finiteNumber : nil
    }
    #expect(places.count == 1)
    #expect(places.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(try figure.specification.json().contains("'vehicle'"))
  }

  @Test func `without vehicle the axis is not broken`() throws {
    let series = DoseResponseFigure.Series(
      name: "A", observations: [.init(dose: 1, response: 0), .init(dose: 10, response: 1)])
    let json = try Self.curves([series]).specification.json()
    #expect(!json.contains("'vehicle'"))
    #expect(!json.contains(#""value":"//""#))
  }

  @Test func `a refused potency has words and no mark`() {
    let figure = Self.curves([
      Self.series("A", potency: .init(value: nil, statement: "no EC50 within the tested doses"))
    ])
    let statements = Self.rows(figure).filter { $0["words"] != nil }
    #expect(statements.map { $0["words"] } == ["A  no EC50 within the tested doses"])
    #expect(Self.rows(figure).allSatisfy { $0["low"] == nil })
    #expect(!Self.layers(figure).contains { $0.mark.style == .published })
  }

  @Test func `fitted and published values stand where they are`() {
    let figure = Self.curves([
      Self.series(
        "A", potency: .init(value: 9.8, interval: 8.9...10.8, published: 12, statement: "9.8 nM"))
    ])
    let fitted = Self.rows(figure).first { $0["low"] != nil }
    #expect(fitted?["dose"] == 9.8 && fitted?["low"] == 8.9 && fitted?["high"] == 10.8)
    let published = Self.layers(figure).first { $0.mark.style == .published }
    #expect(published?.data?.rows.first?["dose"] == 12)
  }

  @Test func `series beyond a handful are drawn without colour`() {
    let figure = Self.curves((0..<9).map { Self.series("S\($0)", potency: nil) })
    let quiet = Self.layers(figure).filter { $0.mark.style == .context }
    let names = Set(quiet.flatMap { $0.data?.rows ?? [] }.compactMap { $0["series"] })
    #expect(names == ["S5", "S6", "S7", "S8"])
  }

  @Test func `cells without the event count in the share`() {
    let figure = EventTimeFigure(
      [.init(name: "10 nM", times: [3, 1, 2], cellCount: 4)], event: "MOMP", time: Self.hours,
      watched: 0...6)
    let shares = Self.layers(figure).first?.data?.rows.compactMap { $0["share"]?.finiteNumber }
    #expect(shares == [0, 25, 50, 75, 75])
    #expect(figure.table.columns.map { $0.values[0] } == ["10 nM", 4, 3, 1.2, 2, 2.8])
  }

  @Test func `the median cell is of all cells, also of those not drawn`() {
    let figure = SingleCellFigure(
      times: [0, 1], cells: (0...100).map { [Double($0), .nan] }, time: Self.hours,
      value: FigureAxis("Released"), series: "A", shownCells: 5)
    #expect(Self.layers(figure)[0].data?.rows.count == 5)
    let median = figure.table.columns[2].values
    #expect(median[0] == 50)
    #expect(median[1].finiteNumber == nil)
  }

  @Test func `a map marks the first crossing between two readings`() {
    let map = DoseTimeMap(
      doses: [0, 10], times: [0, 2, 4], values: [[0, 0, 0], [0, 25, 75]], dose: Self.dose,
      time: Self.hours, value: FigureAxis("Dead cells", unit: "%"), valueRange: 0...100,
      markedValue: 50)
    let marks = Self.layers(map).last?.data?.rows
    #expect(marks == [["dose": "10", "from": 3]])
  }

  @Test func `a reading that is missing leaves the paper, also beside one that is there`() {
    let map = DoseTimeMap(
      doses: [1], times: [0, 2, 4, 6], values: [[10, .nan, 20, 30]], dose: Self.dose,
      time: Self.hours, value: FigureAxis("Dead cells", unit: "%"), valueRange: 0...100)
    let cells = (Self.layers(map).first?.data?.rows ?? []).map { [$0["from"], $0["to"]] }
    #expect(cells == [[0, 1], [3, 6], [5, 6]])
  }

  @Test func `wells are named as plates are labelled`() {
    #expect(PlateMap.Well(row: 1, column: 6, value: 1).label == "B07")
    #expect(PlateMap.Well(row: 31, column: 47, value: 1).label == "AF48")
  }

  @Test func `a comparison shows the band of its factor`() {
    let figure = ComparisonFigure(
      [.init(name: "EC50", published: 10, simulated: nil, verdict: "refused")],
      value: FigureAxis("EC50", unit: "nM"))
    let row = Self.rows(figure).first
    #expect(row?["least"] == 5 && row?["most"] == 20)
    #expect(row?["simulated"] == .missing)
  }

  @Test func `a value that is missing draws nothing, not a mark at the origin`() {
    let figure = ComparisonFigure(
      [
        .init(name: "A", published: 10, simulated: nil, verdict: "refused"),
        .init(name: "B", published: 10, simulated: 9, interval: -1...12, verdict: "agrees"),
        .init(name: "C", published: 0, simulated: 9, verdict: "no comparison"),
      ], value: FigureAxis("EC50", unit: "nM"))
    let names = Self.layers(figure).map { ($0.data?.rows ?? []).compactMap { $0["name"] } }
    // Band, line between the two, interval, published, simulated, words.
    #expect(names == [["A", "B"], ["B"], ["B"], ["A", "B"], ["B", "C"], ["A", "B", "C"]])
    let low = Self.layers(figure)[2].data?.rows.first?["low"]?.finiteNumber
    #expect(low.map { $0 > 0 } == true)
  }

  @Test func `columns for people to copy carry their unit`() {
    let table = Self.curves([Self.series("A", potency: nil)]).table
    #expect(table.columns.map(\.name) == ["series", "dose_nM", "response"])
    #expect(FigureAxis("Dead", unit: "%").renamedColumn == "x_percent")
  }

  @Test func `no figure crashes on nothing, or on numbers that are none`() throws {
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, -1, 1e308, .leastNonzeroMagnitude]
    let points = odd.map { DoseResponseFigure.Observation(dose: $0, response: $0) }
    let figures: [any FigureSource] = [
      Self.curves([]), Self.curves([.init(name: "A", observations: points)]),
      SingleCellFigure(
        times: [], cells: [], time: Self.hours, value: FigureAxis("V"), series: "A"),
      SingleCellFigure(
        times: odd, cells: [odd, odd], time: Self.hours, value: FigureAxis("V"), series: "A"),
      EventTimeFigure([], event: "MOMP", time: Self.hours, watched: 0...6),
      EventTimeFigure(
        [.init(name: "'\\\n", times: odd, cellCount: 0)], event: "MOMP", time: Self.hours,
        watched: 0...6),
      DoseTimeMap(
        doses: [], times: [], values: [], dose: Self.dose, time: Self.hours, value: FigureAxis("V"),
        valueRange: 0...1),
      DoseTimeMap(
        doses: odd, times: odd, values: odd.map { _ in odd }, dose: Self.dose, time: Self.hours,
        value: FigureAxis("V"), valueRange: 0...1, markedValue: 0.5),
      PlateMap([], rowCount: 0, columnCount: 0, value: FigureAxis("V")),
      PlateMap(
        odd.map { .init(row: -1, column: 99, value: $0) }, rowCount: -3, columnCount: -1,
        value: FigureAxis("V")),
      ComparisonFigure([], value: FigureAxis("V")),
      ComparisonFigure(
        odd.map { .init(name: "x", published: $0, simulated: $0, verdict: "") },
        value: FigureAxis("V")),
    ]
    for figure in figures {
      #expect(try !figure.specification.json().isEmpty)
      #expect(figure.table.rowCount >= 0)
    }
  }
}

extension FigureAxis {
  fileprivate var renamedColumn: String { column("x", []).name }
}
