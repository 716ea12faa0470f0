import Figures
import Foundation
import Quantities

/// Gathers what the templates show, numbering sections and figures as it goes.
///
/// A name that a template does not find in its own context is looked for in those around it, so a
/// name for something optional is used at one level only.
struct HTMLPage {
  let drawsFigures: Bool
  /// Lays graphs out; nil where Graphviz is not there.
  let graphviz: GraphvizRenderer?
  private(set) var figureCount = 0
  private(set) var contents: [[String: String]] = []
  private var slugs: [String: Int] = [:]

  /// Under a drawn figure, more rows than this are left to the CSV.
  private static let shownDataRows = 200

  init(drawsFigures: Bool, graphviz: GraphvizRenderer? = nil) {
    self.drawsFigures = drawsFigures
    self.graphviz = graphviz
  }

  mutating func context(for section: ReportSection) throws -> [String: Any] {
    // The prefix keeps a heading's id apart from those of figures and of the page's own parts.
    let slug = "section-" + HTMLText.slug(section.title)
    slugs[slug, default: 0] += 1
    let count = slugs[slug] ?? 1
    let id = count == 1 ? slug : "\(slug)-\(count)"
    contents.append(["id": id, "title": section.title])
    var blocks: [[String: Any]] = []
    for block in section.blocks { blocks.append(try context(for: block)) }
    return ["id": id, "title": section.title, "blocks": blocks]
  }

  private mutating func context(for block: ReportBlock) throws -> [String: Any] {
    switch block {
    case .paragraph(let text): ["paragraph": ["text": HTMLText.passage(text)]]
    case .callout(let callout):
      [
        "callout": [
          "kind": callout.kind.rawValue, "title": callout.title,
          "text": HTMLText.passage(callout.text),
        ]
      ]
    case .keyFigures(let figures): ["keyFigures": ["tiles": figures.map(Self.tile)]]
    case .table(let table): ["table": Self.context(for: table)]
    case .figure(let figure): ["figure": try context(for: figure)]
    case .graph(let graph): ["graph": context(for: graph)]
    case .code(let code, let language): ["code": ["text": code, "language": language ?? "text"]]
    case .definitions(let definitions):
      [
        "definitions": [
          "items": definitions.map {
            ["term": $0.term, "meaning": HTMLText.passage($0.meaning)]
          }
        ]
      ]
    case .provenance(let entries): ["table": Self.context(for: .provenance(entries))]
    }
  }

  /// A tile with one key figure.
  static func tile(_ figure: KeyFigure) -> [String: Any] {
    var tile: [String: Any] = [
      "name": figure.name,
      "value": figure.value.map { $0.forPeople(digits: figure.digits) } ?? "–",
    ]
    if figure.status != .reported { tile["status"] = ["word": figure.status.word] }
    if figure.value != nil { tile["unit"] = ["text": figure.unit] }
    tile["interval"] = figure.intervalSentence.map { ["text": $0] }
    tile["published"] = figure.publishedSentence.map { sentence in
      ["text": figure.publishedSource.map { "\(sentence) (\($0))" } ?? sentence]
    }
    if case .refused(let reason) = figure.status { tile["reason"] = ["text": reason] }
    tile["kind"] =
      switch figure.status {
      case .reported: "reported"
      case .used: "used"
      case .agrees: "agrees"
      case .differs: "differs"
      case .refused: "refused"
      }
    return tile
  }

  static func context(for table: ReportTable, shownRows: Int? = nil) -> [String: Any] {
    var context: [String: Any] = [
      "columns": table.columns.map { column -> [String: Any] in
        var heading: [String: Any] = [
          "title": column.title, "alignment": column.alignment.rawValue,
        ]
        if !column.unit.isEmpty { heading["unit"] = ["text": column.unit] }
        return heading
      },
      "rows": table.rows.prefix(shownRows ?? table.rows.count).map { row in
        [
          "cells": zip(row, table.columns).map { cell, column in
            ["text": Self.cell(cell), "alignment": column.alignment.rawValue]
          }
        ]
      },
    ]
    context["folded"] = table.foldedUnder.map { ["words": $0] }
    context["tableCaption"] = table.caption.map { ["text": HTMLText.passage($0)] }
    if let shownRows, table.rows.count > shownRows {
      context["cut"] = ["shown": shownRows, "all": table.rows.count]
    }
    return context
  }

  private static func cell(_ cell: ReportTable.Cell) -> String {
    if case .text(let text) = cell { HTMLText.passage(text) } else { HTMLText.escaped(cell.shown) }
  }

  private mutating func context(for figure: ReportFigure) throws -> [String: Any] {
    figureCount += 1
    let number = figureCount
    let panels = try figure.panels.enumerated().map { place, panel -> [String: Any] in
      let table = panel.reportTable
      var context: [String: Any] = [
        "id": "figure-\(number)-\(place + 1)",
        "name": HTMLText.slug(panel.name),
        "dataTable": Self.context(
          for: table, shownRows: drawsFigures ? Self.shownDataRows : nil),
        "alternative": figure.panels.count == 1
          ? figure.alternativeText : panel.specification.summary,
      ]
      context["panelTitle"] = panel.title.map { ["text": $0] }
      if drawsFigures {
        context["specification"] = HTMLText.scriptData(try panel.specification.json())
        context["csv"] = HTMLText.scriptData(
          try Self.jsonString(CSVTableWriter().csv(for: table)))
      }
      return context
    }
    return [
      "number": number, "columns": figure.columns, "panels": panels,
      "caption": HTMLText.passage(figure.caption), "alternative": figure.alternativeText,
      "drawsPanels": drawsFigures,
    ]
  }

  /// A picture where Graphviz gave one; else the edges stand open as a table, and a sentence says why.
  private mutating func context(for graph: ReportGraph) -> [String: Any] {
    figureCount += 1
    var context: [String: Any] = [
      "number": figureCount, "caption": HTMLText.passage(graph.caption),
      "alternative": graph.alternativeText, "dataTable": Self.context(for: graph.table),
    ]
    do {
      guard let graphviz else { throw GraphvizRenderer.Failure.cannotStart("it is not installed") }
      context["picture"] = [
        "svg": try graphviz.inlineSVG(of: graph.picture, idPrefix: "graph-\(figureCount)-")
      ]
    } catch {
      context["noPicture"] = ["reason": "\(error)"]
    }
    return context
  }

  private static func jsonString(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }
}
