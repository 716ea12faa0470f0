import Foundation

/// Where everything in a dose–response figure stands, and the layers drawn there.
struct DoseResponseFrame {
  private let figure: DoseResponseFigure
  private let doses: ClosedRange<Double>
  private let responses: ClosedRange<Double>
  private let vehiclePosition: Double?
  private let coloured: [DoseResponseFigure.Series]
  private let context: [DoseResponseFigure.Series]

  private static let laneHeight = 22.0

  init(_ figure: DoseResponseFigure) {
    self.figure = figure
    let observations = figure.series.flatMap(\.observations)
    let positive =
      observations.map(\.dose).filter { $0 > 0 && $0.isFinite }
      + figure.series.flatMap(\.curve).map(\.dose).filter { $0 > 0 && $0.isFinite }
    doses = positive.finiteRange ?? 1...10
    let drawn =
      observations.map(\.response)
      + figure.series.flatMap(\.curve).flatMap { point in
        [point.response, point.band?.lowerBound ?? .nan, point.band?.upperBound ?? .nan]
      }
    let seen = drawn.filter { $0.magnitude < 1e290 }.finiteRange ?? 0...1
    let wide = seen.lowerBound < seen.upperBound ? seen : seen.lowerBound...(seen.lowerBound + 1)
    responses = figure.responseRange ?? wide
    let decades = Foundation.log10(doses.upperBound / doses.lowerBound)
    vehiclePosition =
      observations.contains { $0.dose == 0 }
      ? doses.lowerBound / Foundation.pow(10, Swift.max(0.4, 0.17 * decades)) : nil
    coloured = Array(figure.series.prefix(DoseResponseFigure.colouredSeriesLimit))
    context = Array(figure.series.dropFirst(DoseResponseFigure.colouredSeriesLimit))
  }

  private var lanes: [(series: DoseResponseFigure.Series, potency: DoseResponseFigure.Potency)] {
    coloured.compactMap { one in one.potency.map { (one, $0) } }
  }

  private var laneStep: Double {
    (responses.upperBound - responses.lowerBound) * Self.laneHeight / figure.plotHeight
  }

  private func laneResponse(_ lane: Int) -> Double {
    responses.lowerBound - (Double(lane) + 0.85) * laneStep
  }

  private var lowestResponse: Double {
    lanes.isEmpty
      ? responses.lowerBound : laneResponse(lanes.count - 1) - 0.75 * laneStep
  }

  /// In pixels, lanes included.
  var height: Double {
    lanes.isEmpty
      ? figure.plotHeight : figure.plotHeight + (Double(lanes.count) + 0.6) * Self.laneHeight
  }

  // MARK: Axes

  var doseChannel: Channel {
    let left = (vehiclePosition ?? doses.lowerBound) / 1.25
    let decades = AxisTicks.decades(doses.lowerBound...doses.upperBound * 1.001)
    let words: String? = vehiclePosition.map { position in
      "datum.value < \((position + doses.lowerBound) / 2) ? 'vehicle' : format(datum.value, '.6~g')"
    }
    return .field(
      "dose", .quantitative, title: figure.dose.titleWithUnit,
      scale: .log(left...doses.upperBound * 1.25),
      axis: .shown(
        Axis(
          values: (vehiclePosition.map { [$0] } ?? []) + decades, format: ".6~g", labelExpr: words))
    )
  }

  var responseChannel: Channel {
    .field(
      "response", .quantitative, title: figure.response.titleWithUnit,
      scale: .linear(lowestResponse...responses.upperBound),
      axis: .shown(Axis(values: AxisTicks.linear(responses), format: ".6~g", grid: true)))
  }

  private var colour: Channel {
    .field(
      "series", .nominal,
      scale: .ordered(figure.colourOrder ?? coloured.map(\.name), range: .category),
      legend: .hidden)
  }

  // MARK: Layers

  var bandLayers: [SingleView] {
    let rows = coloured.flatMap { one in
      one.curve.compactMap { point in
        point.band.map { band in
          row(one.name, point.dose, band.lowerBound, ["upper": .number(band.upperBound)])
        }
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      SingleView(
        Mark(.area, style: .series).with { $0.opacity = 0.16 },
        Encoding(y2: .init(fieldNamed: "upper"), color: colour), data: InlineData(rows: rows))
    ]
  }

  var observationLayers: [SingleView] {
    let rows = coloured.flatMap { one in
      one.observations.compactMap { observation in
        position(of: observation.dose).map { place in
          row(
            one.name, place, observation.response,
            ["tested": .text(observation.dose == 0 ? "vehicle" : "\(observation.dose)")])
        }
      }
    }
    let mark = Mark(.point, style: .series).with {
      $0.filled = true
      $0.size = 22
      $0.opacity = 0.55
    }
    return [
      SingleView(
        mark,
        Encoding(
          color: colour,
          tooltip: [
            .field("series", .nominal, title: "Series"),
            .field("tested", .nominal, title: figure.dose.titleWithUnit),
            .field(
              "response", .quantitative, title: figure.response.titleWithUnit, format: ".3~g"),
          ]), data: InlineData(rows: rows))
    ]
  }

  var curveLayers: [SingleView] {
    func rows(_ series: [DoseResponseFigure.Series]) -> InlineData {
      InlineData(
        rows: series.flatMap { one in one.curve.map { row(one.name, $0.dose, $0.response) } })
    }
    var layers: [SingleView] = []
    if context.contains(where: { !$0.curve.isEmpty }) {
      let mark = Mark(.line, style: .context).with {
        $0.opacity = 0.35
        $0.strokeWidth = 1
      }
      layers.append(
        SingleView(
          mark, Encoding(detail: .field("series", .nominal)), data: rows(context)))
    }
    if coloured.contains(where: { !$0.curve.isEmpty }) {
      layers.append(
        SingleView(
          Mark(.line, style: .series).with { $0.strokeWidth = 2.2 }, Encoding(color: colour),
          data: rows(coloured)))
    }
    return layers
  }

  /// The lanes below the plot: a drop line from the curve, the interval, the fitted and the
  /// published value, and the statement on the side where there is room.
  var laneLayers: [SingleView] {
    let rows = lanes.enumerated().flatMap { lane, entry -> [[String: FigureValue]] in
      guard let value = shown(entry.potency.value) else { return [] }
      let interval = entry.potency.interval
      let height = response(of: entry.series, at: value)
      return [
        row(
          entry.series.name, value, laneResponse(lane),
          [
            "low": .number(interval.map { clamp($0.lowerBound) } ?? .nan),
            "high": .number(interval.map { clamp($0.upperBound) } ?? .nan),
            "height": .number(height ?? laneResponse(lane)),
            "statement": .text(entry.potency.statement),
          ])
      ]
    }
    let tip: [Channel] = [
      .field("series", .nominal, title: "Series"), .field("statement", .nominal, title: "Fitted"),
    ]
    let fitted = InlineData(rows: rows)
    let bounded = InlineData(
      rows: rows.filter { $0["low"]?.finiteNumber != nil && $0["high"]?.finiteNumber != nil })
    let drop = Mark(.rule).with {
      $0.strokeDash = [2, 3]
      $0.opacity = 0.7
    }
    let marks =
      rows.isEmpty
      ? []
      : [
        SingleView(
          drop, Encoding(y2: .init(fieldNamed: "height"), color: colour), data: fitted),
        SingleView(
          Mark(.rule).with { $0.strokeWidth = 3 },
          Encoding(
            x: .init(fieldNamed: "low", .quantitative), x2: .init(fieldNamed: "high"),
            color: colour), data: bounded),
        SingleView(
          Mark(.point).with {
            $0.filled = true
            $0.size = 64
            $0.opacity = 1
          }, Encoding(color: colour, tooltip: tip), data: fitted),
      ]
    return marks + publishedLayers
      + [statementLayer(onRight: true), statementLayer(onRight: false)]
      .compactMap(\.self)
  }

  private var publishedLayers: [SingleView] {
    let rows = lanes.enumerated().compactMap { lane, entry in
      shown(entry.potency.published).map { row(entry.series.name, $0, laneResponse(lane)) }
    }
    guard !rows.isEmpty else { return [] }
    return [
      SingleView(
        Mark(.point, style: .published).with {
          $0.shape = "diamond"
          $0.size = 80
          $0.opacity = 1
        },
        Encoding(tooltip: [
          .field("series", .nominal, title: "Published for"),
          .field("dose", .quantitative, title: figure.dose.titleWithUnit, format: ".3~g"),
        ]), data: InlineData(rows: rows))
    ]
  }

  private func statementLayer(onRight: Bool) -> SingleView? {
    let middle = (Foundation.log(doses.lowerBound) + Foundation.log(doses.upperBound)) / 2
    let rows = lanes.enumerated().compactMap { lane, entry -> [String: FigureValue]? in
      let places = [entry.potency.value, entry.potency.published].compactMap(shown)
      let mean = places.map { Foundation.log($0) }.reduce(0, +) / Double(Swift.max(1, places.count))
      guard (places.isEmpty || mean <= middle) == onRight else { return nil }
      return row(
        entry.series.name, doses.lowerBound, laneResponse(lane),
        ["words": .text("\(entry.series.name)  \(entry.potency.statement)")])
    }
    guard !rows.isEmpty else { return nil }
    let mark = Mark(.text).with {
      $0.align = onRight ? .right : .left
      $0.baseline = .middle
      $0.fontSize = 11
      $0.dx = onRight ? 0 : 4
    }
    // On a telephone there is room for the name alone; the statement is in the mark's tooltip.
    let narrow = Transform.calculate("width < 400 ? datum.series : datum.words", named: "shown")
    return SingleView(
      mark,
      Encoding(
        x: .value(onRight ? "width" : 0), color: colour, text: .field("shown", .nominal)),
      data: InlineData(rows: rows), transform: [narrow])
  }

  /// Two strokes where the axis is not to scale, between vehicle and the lowest dose.
  var axisBreakLayers: [SingleView] {
    guard let vehiclePosition else { return [] }
    let place = (vehiclePosition * doses.lowerBound).squareRoot()
    let data = InlineData(rows: [["dose": .number(place)]])
    let gap = Mark(.point, style: .paper).with {
      $0.shape = "square"
      $0.filled = true
      $0.size = 40
      $0.opacity = 1
    }
    let strokes = Mark(.text, style: .quietLabel).with {
      $0.align = .center
      $0.baseline = .middle
    }
    return [
      SingleView(gap, Encoding(y: .value("height")), data: data),
      SingleView(strokes, Encoding(y: .value("height"), text: .value("//")), data: data),
    ]
  }

  // MARK: Places

  private func row(
    _ series: String, _ dose: Double, _ response: Double, _ more: [String: FigureValue] = [:]
  ) -> [String: FigureValue] {
    more.merging(
      ["series": .text(series), "dose": .number(dose), "response": .number(response)]
    ) { first, _ in first }
  }

  private func position(of dose: Double) -> Double? {
    dose == 0 ? vehiclePosition : shown(dose)
  }

  /// A dose that a logarithmic axis can show.
  private func shown(_ dose: Double?) -> Double? {
    guard let dose, dose > 0, dose.isFinite else { return nil }
    return dose
  }

  private func clamp(_ dose: Double) -> Double {
    Swift.min(Swift.max(dose, doses.lowerBound), doses.upperBound * 1.25)
  }

  /// The fitted curve's response at `dose`, linear in log dose between its points.
  private func response(of series: DoseResponseFigure.Series, at dose: Double) -> Double? {
    for (left, right) in zip(series.curve, series.curve.dropFirst())
    where left.dose > 0 && left.dose <= dose && dose <= right.dose && left.dose < right.dose {
      let share = Foundation.log(dose / left.dose) / Foundation.log(right.dose / left.dose)
      return left.response + share * (right.response - left.response)
    }
    return nil
  }
}
