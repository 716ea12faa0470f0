import Figures
import Reports

/// One figure for each part of the figures' grammar that the study figures do not use, so that a
/// browser can tell whether Vega-Lite reads it as it is meant.
enum FigureGrammar {
  static let table = FigureTable(columns: [
    .init(name: "line", title: "Line", values: ["A", "A", "B", "B", "C", "C"]),
    .init(name: "dose", title: "Dose", unit: "nM", numbers: [0, 10, 0, 10, 0, 1000]),
    .init(name: "change", title: "Change", numbers: [-2, 3, -1, .nan, 0.5, 4]),
    .init(name: "error", title: "Error", numbers: [0.2, 0.4, 0.3, 0.1, .nan, 0.5]),
  ])

  static let line = Channel.field("line", .nominal, scale: Scale(range: .category))
  static let change = Channel.field("change", .quantitative, title: "Change")

  static func single(_ mark: Mark, _ encoding: Encoding) -> FigureView {
    .single(
      SingleView(mark, encoding, data: table.inlineData, width: .pixels(220), height: .pixels(120)))
  }

  static var views: [(name: String, view: FigureView)] {
    let dose = Channel.field(
      "dose", .quantitative, title: "Dose (nM)",
      scale: {
        var scale = Scale(.symlog)
        scale.constant = 1
        return scale
      }())
    var count = Channel.field("dose", .quantitative)
    count.field = nil
    count.aggregate = .count
    var binned = change
    binned.bin = true
    var diverging = change
    diverging.scale = Scale(.linear, domain: [-4, 4], range: .diverging)
    diverging.scale?.domainMid = 0
    let points = single(Mark(.point), Encoding(x: dose, y: change, color: line))
    let inner = FigureView.single(
      SingleView(
        Mark(.bar), Encoding(x: dose, y: change), width: .pixels(90), height: .pixels(80)))
    return [
      ("histogram", single(Mark(.bar), Encoding(x: binned, y: count))),
      (
        "intervals",
        single(
          Mark(.rule), Encoding(x: dose, y: change, y2: .init(fieldNamed: "error"), color: line))
      ),
      (
        "diverging",
        single(
          Mark(.rect),
          Encoding(x: .field("dose", .ordinal), y: .field("line", .ordinal), color: diverging))
      ),
      ("row", .row([points, points])),
      ("column", .column([points, points])),
      (
        "facets",
        .faceted(
          FacetedView(by: .field("line", .nominal), of: table.inlineData, columns: 2, inner))
      ),
    ]
  }

  static var document: ReportDocument {
    ReportDocument(
      title: "The grammar of figures", standing: .measured, answer: [],
      sections: [
        ReportSection(
          "Every part",
          views.map { name, view in
            .figure(
              ReportFigure(
                [
                  .init(
                    name: name, specification: FigureSpecification(summary: name, view),
                    table: table)
                ], caption: ReportText(name), alternativeText: name))
          })
      ])
  }
}
