import Citations
import Figures
import Foundation
import Reports
import Testing

struct HTMLReportWriterTests {
  let writer = HTMLReportWriter(bundle: standInBundle)

  static let hostile =
    "</script><script>alert('1')</script> & \"quoted\" {{title}} {{{bundle}}} <!--"

  @Test func `nothing in a document is read as markup`() throws {
    let text = ReportText(Self.hostile)
    let table = ReportTable(
      name: Self.hostile, caption: text, columns: [.init(Self.hostile, unit: Self.hostile)],
      rows: [[.text(text)]])
    let event = EventTimeFigure(
      [.init(name: Self.hostile, times: [1], cellCount: 1)], event: Self.hostile,
      time: FigureAxis(Self.hostile, unit: Self.hostile), watched: 0...6)
    let figure = ReportFigure(
      [.init(title: Self.hostile, name: Self.hostile, event)], caption: text,
      alternativeText: Self.hostile)
    let key = KeyFigure(
      name: Self.hostile, value: nil, unit: Self.hostile, publishedSource: Self.hostile,
      status: .refused(Self.hostile))
    let html = try writer.html(
      for: ReportDocument(
        title: Self.hostile, subtitle: Self.hostile, standing: .mixed, answer: [text],
        keyFigures: [key],
        sections: [
          ReportSection(
            Self.hostile,
            [
              .paragraph(text), .callout(Callout(.warning, title: Self.hostile, text)),
              .table(table), .figure(figure), .code(Self.hostile, language: Self.hostile),
              .definitions([Definition(Self.hostile, text)]),
              .paragraph(ReportText([.link("x", to: "javascript:alert(1)"), .code(Self.hostile)])),
            ])
        ],
        colophon: Colophon(
          entries: [.init(Self.hostile, Self.hostile)], rerunCommand: Self.hostile)))
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("javascript:"))
    #expect(!html.contains("<!--"))
    // Themes, bundle, script; specification and CSV of the one figure.
    #expect(html.components(separatedBy: "<script").count - 1 == 5)
    #expect(html.components(separatedBy: "</script>").count - 1 == 5)
    #expect(html.components(separatedBy: standInBundle.script).count - 1 == 1)
  }

  @Test func `a specification in the page is the figure's own, whole`() throws {
    let html = try writer.html(for: document([.figure(smallFigure)]))
    let start = try #require(html.range(of: "id=\"figure-1-1-specification\">"))
    let end = try #require(html[start.upperBound...].range(of: "</script>"))
    let json = html[start.upperBound..<end.lowerBound]
    let back = try JSONDecoder().decode(FigureSpecification.self, from: Data(json.utf8))
    #expect(back == smallFigure.panels[0].specification)
  }

  @Test(arguments: [ReportDocument.Standing.simulated, .mixed])
  func `simulated numbers never stand without the caveat`(standing: ReportDocument.Standing) throws
  {
    for bundle in [standInBundle, nil] {
      let html = try HTMLReportWriter(bundle: bundle).html(for: document([], standing: standing))
      let caveats = html.components(
        separatedBy: "Simulated with illustrative parameters. Not for clinical use.")
      #expect(caveats.count - 1 == 2)
    }
  }

  @Test func `measured numbers are not called simulated`() throws {
    let html = try writer.html(for: document([], standing: .measured))
    #expect(!html.contains("Simulated"))
    #expect(!html.contains("class=\"caveat\""))
    #expect(!html.contains("class=\"subtitle\""))
  }

  @Test func `the policy lets only the page's own scripts run`() throws {
    let html = try writer.html(for: document([.figure(smallFigure)]))
    let hash = ContentHash(of: standInBundle.script).policySource
    #expect(html.contains("default-src 'none'; script-src '\(hash)' 'sha256-"))
    #expect(!html.contains("unsafe-"))
    #expect(!html.contains("http://"))
  }

  @Test func `without the drawing program each figure is its table, and a sentence says why`()
    throws
  {
    let html = try HTMLReportWriter(bundle: nil).html(for: document([.figure(smallFigure)]))
    #expect(!html.contains("<script"))
    #expect(html.contains("script-src 'none'"))
    #expect(
      html.contains(
        "The drawing program was not found when this report was written. Run "
          + "<code>Scripts/install-vega</code>"))
    #expect(html.contains("<details class=\"data\" open>"))
    #expect(html.contains("10th percentile <span class=\"unit\">h</span>"))
    #expect(!html.contains("the CSV has them all"))
  }

  @Test func `key figures stand where they are put and nowhere else`() throws {
    let key = KeyFigure(name: "EC50", value: 9.8, unit: "nM", status: .used)
    let html = try writer.html(
      for: document([.paragraph("One."), .figure(smallFigure)], keyFigures: [key]))
    #expect(html.components(separatedBy: "<ul class=\"tiles\">").count - 1 == 1)
    #expect(!html.contains("<caption>"))
    #expect(!html.contains("panel-title\">"))
  }

  @Test func `a value that was used is called so, a refused one says why`() throws {
    let html = try writer.html(
      for: document(
        [],
        keyFigures: [
          KeyFigure(
            name: "EC50", value: 9.84, unit: "nM", interval: 8.9...10.81, published: 10,
            publishedSource: "guide", status: .used),
          KeyFigure(
            name: "EC50 of X", value: nil, unit: "nM",
            status: .refused("above the highest dose, 1 µM")),
        ]))
    #expect(html.contains("used in calibration"))
    #expect(!html.contains("agrees</span>"))
    #expect(html.contains("95 % interval 8.9–10.8 nM"))
    #expect(html.contains("published 10 nM (guide)"))
    #expect(html.contains("<p class=\"tile-value\">–</p>"))
    #expect(html.contains("above the highest dose, 1 µM"))
  }

  @Test func `sections of one name have links of their own`() throws {
    var twice = document([])
    twice.sections = [ReportSection("Überleben", []), ReportSection("überleben", [])]
    let html = try writer.html(for: twice)
    #expect(html.contains("<section id=\"section-berleben\">"))
    #expect(html.contains("<section id=\"section-berleben-2\">"))
    #expect(html.contains("href=\"#section-berleben-2\""))
  }

  @Test func `the same document is the same bytes`() throws {
    #expect(
      try writer.html(for: SampleReport.document) == writer.html(for: SampleReport.document))
  }

  @Test func `long data are cut in the page and whole in the CSV`() throws {
    let times = (0..<300).map(Double.init)
    let figure = ReportFigure(
      name: "long",
      SingleCellFigure(
        times: times, cells: [times], time: FigureAxis("Time", unit: "h"), value: FigureAxis("V"),
        series: "A"), caption: "", alternativeText: "")
    let html = try writer.html(for: document([.figure(figure)]))
    #expect(html.contains("The first 200 of 300 rows; the CSV has them all."))
    #expect(html.contains("\\r\\n299,299,299,299,1\\r\\n"))
  }
}
