import Citations
import Figures
import Foundation
import Mustache

/// Writes a report as one HTML file that needs no other file and no network.
///
/// Figures are drawn in the page by the Vega bundle, in light or dark as the reader's screen is, and
/// in light on paper. Without the bundle the report is whole all the same: each figure is then the
/// table of its numbers, and a sentence says how to get the drawings.
public struct HTMLReportWriter: Sendable {
  private let bundle: VegaBundle?
  private let graphviz: GraphvizRenderer?

  public init(bundle: VegaBundle? = .locate(), graphviz: GraphvizRenderer? = .locate()) {
    self.bundle = bundle
    self.graphviz = graphviz
  }

  /// The report as HTML.
  public func html(for document: ReportDocument) throws -> String {
    var page = HTMLPage(drawsFigures: bundle != nil, graphviz: graphviz)
    let sections = try document.sections.map { try page.context(for: $0) }
    let themes =
      "{\"dark\":\(try FigureTheme.dark.configurationJSON()),"
      + "\"light\":\(try FigureTheme.light.configurationJSON())}"
    var context: [String: Any] = [
      "policy": policy,
      "style": HTMLStylesheet.text,
      "title": document.title,
      "answer": document.answer.map(HTMLText.passage),
      "contents": page.contents,
      "sections": sections,
      "colophon": document.colophon.entries.map { ["name": $0.name, "value": $0.value] },
      "missingBundle": bundle == nil && page.figureCount > 0,
    ]
    context["subtitle"] = document.subtitle.map { ["text": $0] }
    context["caveat"] = document.standing.caveat.map { ["text": $0] }
    context["rerun"] = document.colophon.rerunCommand.map { ["command": $0] }
    if !document.keyFigures.isEmpty {
      context["headline"] = ["tiles": document.keyFigures.map(HTMLPage.tile)]
    }
    if let bundle {
      context["drawing"] = [
        "themes": HTMLText.scriptData(themes), "bundle": bundle.script, "script": HTMLScript.text,
      ]
    }
    guard let page = HTMLTemplates.library.render(context, withTemplate: "page") else {
      preconditionFailure("the library of templates has no page")
    }
    return page
  }

  /// Writes the report to `file`, whole or not at all.
  public func write(_ document: ReportDocument, to file: URL) throws {
    try Data(html(for: document).utf8).write(to: file, options: .atomic)
  }

  /// What the page may do: run its own two scripts and wear its own style, and nothing else.
  private var policy: String {
    let scripts =
      bundle.map { bundle in
        [bundle.script, HTMLScript.text]
          .map { "'\(ContentHash(of: $0).policySource)'" }.joined(separator: " ")
      } ?? "'none'"
    let style = ContentHash(of: HTMLStylesheet.text).policySource
    return "default-src 'none'; script-src \(scripts); style-src '\(style)'; "
      + "img-src data: blob:; base-uri 'none'; form-action 'none'"
  }
}
