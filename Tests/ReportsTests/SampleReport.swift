import Citations
import Figures
import Foundation
import Reports

/// A report shaped like the AZD4320 study, with made-up numbers: three lines, ten doses, 200 cells.
enum SampleReport {
  struct Line {
    let name: String
    let ec50: Double
    let published: Double
    let hill: Double
    let interval: ClosedRange<Double>
    let medianHours: Double
  }

  static let lines = [
    Line(
      name: "RS4;11", ec50: 9.8, published: 10, hill: 2.3, interval: 8.9...10.8, medianHours: 2.1),
    Line(
      name: "Ri-1", ec50: 17.2, published: 15, hill: 2.0, interval: 15.4...19.2, medianHours: 2.8),
    Line(
      name: "OCI-M1", ec50: 52, published: 60, hill: 1.8, interval: 44...61.5, medianHours: 3.9),
  ]
  static let doses = [0, 0.3, 1, 3, 10, 30, 100, 300, 1000]

  /// A number between 0 and 1 that depends on its arguments alone.
  static func scatter(_ first: Int, _ second: Int, _ third: Int = 0) -> Double {
    var state = UInt64(bitPattern: Int64(first &* 7919 &+ second &* 104_729 &+ third &* 1_299_709))
    state = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    state = (state ^ (state >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((state ^ (state >> 31)) >> 11) / Double(1 << 53)
  }

  /// Roughly normal, by the sum of twelve.
  static func normal(_ first: Int, _ second: Int) -> Double {
    (0..<12).map { scatter(first, second, $0 + 1) }.reduce(0, +) - 6
  }

  static func response(_ line: Line, _ dose: Double) -> Double {
    dose == 0 ? 2 : 2 + 96 / (1 + pow(line.ec50 / dose, line.hill))
  }

  static func curve(_ place: Int, _ line: Line) -> DoseResponseFigure.Series {
    let points = (0...80).map { step -> DoseResponseFigure.CurvePoint in
      let dose = 0.3 * pow(1000 / 0.3, Double(step) / 80)
      let middle = response(line, dose)
      let width = 1.5 + 9 * exp(-pow(log(dose / line.ec50), 2) / 1.2)
      return .init(dose: dose, response: middle, band: (middle - width)...(middle + width))
    }
    let observations = doses.enumerated().flatMap { dosePlace, dose in
      (0..<3).map { replicate in
        DoseResponseFigure.Observation(
          dose: dose,
          response: response(line, dose) + 3.5 * normal(place * 100 + dosePlace, replicate + 5))
      }
    }
    return .init(
      name: line.name, observations: observations, curve: points,
      potency: .init(
        value: line.ec50, interval: line.interval, published: line.published,
        statement:
          "\(line.ec50) nM (\(line.interval.lowerBound)–\(line.interval.upperBound))"))
  }

  static let doseAxis = FigureAxis("AZD4320", unit: "nM")
  static let hours = FigureAxis("Time", unit: "h")
  static let names = lines.map(\.name)

  static var doseResponse: DoseResponseFigure {
    DoseResponseFigure(
      lines.enumerated().map(curve), dose: doseAxis,
      response: FigureAxis("Caspase-3/7 activity", unit: "% of maximum"), responseRange: -5...115)
  }

  /// When MOMP comes in each of 200 cells, for `factor` of the line's median time.
  static func eventTimes(_ place: Int, _ line: Line, factor: Double) -> [Double] {
    (0..<200).map { cell in line.medianHours * factor * exp(0.28 * normal(place * 1000 + cell, 3)) }
  }

  static func singleCells(_ place: Int, _ line: Line) -> SingleCellFigure {
    let times = (0...96).map { Double($0) / 16 }
    let events = eventTimes(place, line, factor: 1)
    return SingleCellFigure(
      times: times,
      cells: events.map { event in times.map { 100 / (1 + exp(-($0 - event) / 0.05)) } },
      time: hours, value: FigureAxis("Cytochrome c released", unit: "%"), valueRange: 0...100,
      threshold: .init(50, "MOMP: half released"), series: line.name, colourOrder: names)
  }

  static func events(_ place: Int, _ line: Line) -> EventTimeFigure {
    let groups = [(10.0, 2.4), (30, 1.4), (100, 1), (300, 0.8)].map { dose, factor in
      let times = eventTimes(place + 10 * Int(dose), line, factor: factor).filter { $0 < 6 }
      return EventTimeFigure.Group(name: "\(Int(dose)) nM", times: times, cellCount: 200)
    }
    return EventTimeFigure(groups, event: "MOMP", time: hours, watched: 0...6)
  }

  static func map(_ place: Int, _ line: Line) -> DoseTimeMap {
    let times = (0...24).map { Double($0) / 4 }
    let values = doses.map { dose in
      times.map { time -> Double in
        let ceiling = response(line, dose)
        let half = line.medianHours * (1 + 2 * line.ec50 / (line.ec50 + dose))
        return ceiling / (1 + exp(-(time - half) / 0.5))
      }
    }
    return DoseTimeMap(
      doses: doses, times: times, values: values, dose: doseAxis, time: hours,
      value: FigureAxis("Dead cells", unit: "%"), valueRange: 0...100, markedValue: 50)
  }

  static var plate: PlateMap {
    let wells = (0..<8).flatMap { row in
      (0..<12).map { column -> PlateMap.Well in
        let control = column == 0 || column == 11
        let dose = control ? 0 : doses[min(column, doses.count - 1)]
        let base = control ? 2.0 : response(lines[min(row / 3, 2)], dose)
        return PlateMap.Well(
          row: row, column: column, value: 2400 + 620 * (base + 3 * normal(row, column)),
          role: row == 6 && column == 4 ? .excluded : control ? .control : .treated,
          content: control ? "vehicle" : "AZD4320 \(dose) nM")
      }
    }
    return PlateMap(
      wells, rowCount: 8, columnCount: 12, value: FigureAxis("Luminescence", unit: "RLU"))
  }

  static var comparison: ComparisonFigure {
    ComparisonFigure(
      lines.map { line in
        .init(
          name: "\(line.name), EC50 at 6 h", published: line.published, simulated: line.ec50,
          interval: line.interval, verdict: "used")
      } + [
        .init(
          name: "PDX median, EC50 at 24 h", published: 7.6, simulated: 12.1, interval: 9...16,
          verdict: "agrees"),
        .init(
          name: "STR-428, IC50 at 72 h", published: 170, simulated: 61, interval: 48...79,
          verdict: "differs"),
      ], value: FigureAxis("Concentration", unit: "nM"))
  }
}
