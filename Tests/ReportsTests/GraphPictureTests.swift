import Figures
import Foundation
import Reports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct GraphPictureTests {
  private var hostile: GraphPicture {
    var picture = GraphPicture(title: "<script>alert(1)</script> \"q\" \\ --> end")
    picture.clusters = [.init("cell", title: "a & b <i>")]
    var first = GraphPicture.Node("a", "A <b>\"x\" & y", tone: .acts, description: "first <a>")
    first.cluster = "cell"
    first.details = ["1 → 2 nM"]
    first.bar = .init([.free: 0.5, .bound: 0.25, .drugged: 0.25])
    picture.nodes = [first, .init("b", "B", tone: .inhibits)]
    picture.edges = [
      .init("a-b", from: "a", to: "b", .turns, description: "a turns into b"),
      .init("b-a", from: "b", to: "a", .inhibits, description: "b holds a <x>"),
    ]
    picture.legend = [.init(.tone(.acts), "acts & <so>"), .init(.edge(.inhibits), "holds")]
    picture.notes = ["a note with \"quotes\""]
    return picture
  }

  @Test func `inhibition ends in a bar and every element can be found`() {
    let dot = hostile.dot(idPrefix: "p-")
    #expect(dot.contains("arrowhead=tee"))
    #expect(dot.contains("id=\"p-node-a\"") && dot.contains("id=\"p-edge-b-a\""))
    #expect(dot.contains("subgraph \"cluster_cell\""))
    #expect(!dot.contains("<b>") && dot.contains("A &lt;b&gt;"))
  }

  @Test(.enabled(if: GraphvizRenderer.locate() != nil))
  func `words of a picture are never markup, and ids carry their prefix`() throws {
    let graphviz = try #require(GraphvizRenderer.locate())
    let svg = try graphviz.svg(of: hostile, idPrefix: "p-")
    #expect(svg.hasPrefix("<svg") && svg.contains("</svg>"))
    for word in ["<script", "<a ", "<a>", "<!", "<?", "href", "style=", "<i>", "<so>"] {
      #expect(!svg.contains(word), "\(word)")
    }
    let ids = svg.matches(of: /id="([^"]*)"/).map { String($0.output.1) }
    #expect(!ids.isEmpty && ids.allSatisfy { $0.hasPrefix("p-") })
    #expect(Set(ids).count == ids.count)
    #expect(svg.contains("<title>b holds a &lt;x&gt;</title>"))
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse())
  }

  @Test(.enabled(if: GraphvizRenderer.locate() != nil))
  func `the same picture gives the same bytes`() throws {
    let graphviz = try #require(GraphvizRenderer.locate())
    #expect(try graphviz.svg(of: hostile) == graphviz.svg(of: hostile))
  }

  @Test func `a program that draws something else is not let in`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for element in ["<script>x</script>", "<g onclick=\"x\"/>", "<image href=\"x\"/>"] {
      let program = folder.appending(path: "dot")
      try Data("#!/bin/sh\ncat >/dev/null\necho '<svg>\(element)</svg>'\n".utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
      #expect(throws: GraphvizRenderer.Failure.self, "\(element)") {
        try GraphvizRenderer(program: program).svg(of: hostile)
      }
    }
    #expect(
      GraphvizRenderer.locate(environment: ["PATH": folder.appending(path: "no").path]) == nil)
  }

  @Test func `a program that hangs is given up`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appending(path: "dot")
    // As a child of the command does, it heeds no SIGTERM.
    try Data("#!/bin/sh\ntrap '' TERM\nexec sleep 60\n".utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    #expect(throws: GraphvizRenderer.Failure.hung(seconds: 0.2)) {
      try GraphvizRenderer(program: program, patience: 0.2).svg(of: hostile)
    }
  }

  @Test func `what stands alone is a row of the table, and what is hidden is none`() {
    var picture = GraphPicture(title: "alone")
    picture.nodes = [
      .init("a", "first", tone: .acts), .init("b", "second", tone: .acts, description: "stands by"),
    ]
    var edge = GraphPicture.Edge("a-b", from: "a", to: "b", .follows, description: "then")
    edge.isHidden = true
    picture.edges = [edge]
    let csv = CSVTableWriter().csv(for: picture.table)
    #expect(csv.contains("second,–,stands by") && !csv.contains("then"))
    #expect(picture.dot().contains("style=invis"))
  }

  @Test func `without Graphviz a report has the arrows as an open table`() throws {
    var document = SampleReport.document
    document.sections = [
      ReportSection(
        "Pathway",
        [.graph(ReportGraph(hostile, name: "pathway", caption: "It.", alternativeText: "It."))])
    ]
    let html = try HTMLReportWriter(bundle: nil, graphviz: nil).html(for: document)
    #expect(html.contains("The picture is shown as a table: Graphviz could not be started"))
    #expect(html.contains("<details class=\"data\" open><summary>Every arrow in words"))
    #expect(!html.contains("<svg"))
  }

  @Test(.enabled(if: GraphvizRenderer.locate() != nil))
  func `in a report the colours follow the page`() throws {
    var document = SampleReport.document
    document.sections = [
      ReportSection(
        "Pathway",
        [.graph(ReportGraph(hostile, name: "pathway", caption: "It.", alternativeText: "It."))])
    ]
    let html = try HTMLReportWriter(bundle: nil).html(for: document)
    #expect(html.contains("fill=\"var(--graph-acts-fill,"))
    #expect(html.contains("--graph-acts-fill:\(GraphTheme.dark.fills[.acts] ?? "")"))
    #expect(html.contains("id=\"graph-1-node-a\""))
  }

  @Test(arguments: GraphTheme.Name.allCases)
  func `words and lines can be read on what they stand on`(name: GraphTheme.Name) {
    let theme = GraphTheme.named(name)
    for ground in [theme.paper, theme.ground] {
      #expect(contrast(theme.quiet, ground) >= 4.5)
      #expect(contrast(theme.ink, ground) >= 4.5)
    }
    for tone in GraphPicture.Tone.allCases {
      let (line, fill) = (theme.lines[tone] ?? "", theme.fills[tone] ?? "")
      #expect(contrast(theme.ink, fill) >= 7)
      #expect(contrast(theme.quiet, fill) >= 4.5, "\(tone)")
      #expect(contrast(line, theme.ground) >= 4.5, "\(tone)")
    }
  }

  /// As the Web Content Accessibility Guidelines define it.
  private func contrast(_ first: String, _ second: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let value = Int(colour.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part in
        let share = Double(part) / 255
        return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}
