import Assays
import Figures
import Foundation
import NumericalMethods
import Quantities
import Reports

extension PlateQualityReport {
  /// One plate: its readings and their deviations as maps, what is in the wells, and the controls.
  func plateSection(_ plate: JudgedPlate) -> ReportSection {
    var blocks: [ReportBlock] = [.paragraph(ReportText(plate.remarks.joined(separator: " ")))]
    if result.plates.count > 3 {
      blocks[0] = .paragraph("\(strong: plate.headline) \(plate.remarks.joined(separator: " "))")
    }
    blocks.append(.figure(maps(of: plate)))
    if plate.corrected != nil { blocks.append(.figure(beforeAndAfter(plate))) }
    blocks.append(.figure(controls(of: plate)))
    return ReportSection(plate.name, blocks)
  }

  private var signal: FigureAxis { FigureAxis(result.input.read) }

  private func maps(of plate: JudgedPlate) -> ReportFigure {
    let observations = plate.plate.observations
    let deviations = PlateDeviations(of: observations)
    let doses = observations.map { Self.logDose($0) }
    return ReportFigure(
      [
        .init(
          title: "As read", name: "\(plate.name)-values",
          map(of: plate, observations.map(\.value), signal)),
        .init(
          title: "Against wells of the same condition", name: "\(plate.name)-deviations",
          map(
            of: plate, deviations.percent, FigureAxis("Deviation", unit: "%"),
            range: deviations.range, colours: .diverging)),
        .init(
          title: "What is in the wells", name: "\(plate.name)-layout",
          map(of: plate, doses, FigureAxis("log₁₀ dose, as stated"))),
      ], columns: plate.plate.format.wellCount > 96 ? 1 : 2,
      caption:
        "Control wells are outlined, wells left out are crossed. A deviation is that of a well from the median of its condition, of the signal above the blanks; wells of one kind only have none.",
      alternativeText: "Maps of \(plate.name). \(plate.remarks.joined(separator: " "))")
  }

  private func beforeAndAfter(_ plate: JudgedPlate) -> ReportFigure {
    let before = PlateDeviations(of: plate.plate.observations)
    let after = PlateDeviations(of: plate.judgedObservations)
    let deviation = FigureAxis("Deviation", unit: "%")
    return ReportFigure(
      [
        .init(
          title: "Before correction", name: "\(plate.name)-before",
          map(of: plate, before.percent, deviation, range: before.range, colours: .diverging)),
        .init(
          title: "After correction", name: "\(plate.name)-after",
          map(of: plate, after.percent, deviation, range: before.range, colours: .diverging)),
      ], columns: plate.plate.format.wellCount > 96 ? 1 : 2,
      caption:
        "Corrected for \(plate.correction.patterns.map(\.noun).joined(separator: " and ")); the same colours stand for the same deviations.",
      alternativeText: "Deviations of \(plate.name) before and after the correction.")
  }

  private func map(
    of plate: JudgedPlate, _ values: [Double], _ axis: FigureAxis,
    range: ClosedRange<Double>? = nil, colours: Scale.ColorRange = .heatmap
  ) -> PlateMap {
    PlateMap(
      zip(plate.plate.observations, values).map { well, value in
        let line = well.line.map { "\($0), " } ?? ""
        let reason = well.isUsable ? "" : " (\(well.flag?.text ?? "no number"))"
        let role: PlateMap.Well.Role =
          !well.isUsable ? .excluded : well.role == .sample ? .treated : .control
        return PlateMap.Well(
          row: well.well.row, column: well.well.column, value: value, role: role,
          content: line + (plate.plate.layout[well.well]?.content ?? well.role.noun) + reason)
      }, rowCount: plate.plate.format.rows, columnCount: plate.plate.format.columns, value: axis,
      valueRange: range, colours: colours)
  }

  private func controls(of plate: JudgedPlate) -> ReportFigure {
    let roles = WellRole.allCases.filter { $0 != .sample }
    let groups = roles.compactMap { role -> ControlStrip.Group? in
      let wells = plate.plate.observations.filter { $0.role == role }
      guard !wells.isEmpty else { return nil }
      return ControlStrip.Group(
        name: role.noun,
        wells: wells.map {
          .init(
            name: $0.well.name, value: $0.value,
            leftOut: $0.isUsable ? nil : $0.flag?.text ?? "no number")
        }, median: OrderStatistics.median(of: wells.filter(\.isUsable).map(\.value)))
    }
    return ReportFigure(
      name: "\(plate.name)-controls", ControlStrip(groups, value: signal),
      caption:
        "Control wells as read, from left to right in the order of the plate; bars are medians.",
      alternativeText: "Signals of the control wells of \(plate.name).")
  }

  /// The dose as its logarithm, for the colour alone; NaN for what has none.
  private static func logDose(_ well: PlateObservation) -> Double {
    guard well.role == .sample, let dose = well.dose, dose.value > 0 else { return .nan }
    return ReproducibleMath.log10(dose.value)
  }
}

/// How far each well lies from the median of its condition, in percent of the signal above the blanks.
struct PlateDeviations {
  /// One a well, in the order given; NaN where it cannot be told.
  let percent: [Double]

  init(of observations: [PlateObservation]) {
    struct Condition: Hashable {
      let role: WellRole
      let line: String?
      let drug: String?
      let dose: NominalDose?
    }
    func condition(_ well: PlateObservation) -> Condition {
      Condition(role: well.role, line: well.line, drug: well.drug, dose: well.dose)
    }
    let usable = observations.filter(\.isUsable)
    let blank = OrderStatistics.median(of: usable.filter { $0.role == .blank }.map(\.value)) ?? 0
    let medians = Dictionary(grouping: usable, by: condition).mapValues { wells in
      wells.count > 1 ? OrderStatistics.median(of: wells.map(\.value)) ?? .nan : .nan
    }
    percent = observations.map { well in
      guard well.isUsable, well.role != .blank, let median = medians[condition(well)],
        median > blank
      else { return .nan }
      return 100 * (well.value - median) / (median - blank)
    }
  }

  /// Even on both sides of 0, as wide as nine tenths of the wells, and at least 10 %.
  var range: ClosedRange<Double> {
    let sizes = percent.filter(\.isFinite).map(\.magnitude)
    let reach = max(10, OrderStatistics.quantile(0.95, of: sizes) ?? 10)
    let rounded = (reach / 5).rounded(.up) * 5
    return -rounded...rounded
  }
}
