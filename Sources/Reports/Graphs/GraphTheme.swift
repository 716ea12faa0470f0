import Figures

/// The colours of a graph, apart from what it shows.
///
/// Words and lines have a contrast of at least 4.5 to 1 with what they stand on; a test holds them to
/// it.
public struct GraphTheme: Hashable, Sendable {
  public enum Name: String, CaseIterable, Sendable { case light, dark }

  public var paper: String
  public var ink: String
  public var quiet: String
  /// The outline of a space and its faint ground.
  public var border: String
  public var ground: String
  /// A tone's line, and its faint fill.
  public var lines: [GraphPicture.Tone: String]
  public var fills: [GraphPicture.Tone: String]
  /// The part of a bar that partners hold, and the empty rest.
  public var held: String
  public var empty: String

  public static func named(_ name: Name) -> GraphTheme { name == .light ? light : dark }

  public static let light = GraphTheme(
    paper: FigureTheme.light.paper, ink: FigureTheme.light.ink, quiet: "#515b6c",
    border: "#c9cfd8", ground: "#f7f8fa",
    lines: [
      .acts: "#a83f00", .inhibits: "#0b5a9d", .blocks: "#006b52", .drug: "#93276f",
      .neutral: "#4c5666",
    ],
    fills: [
      .acts: "#fdeee3", .inhibits: "#e6f0fa", .blocks: "#e2f4ee", .drug: "#fae8f3",
      .neutral: "#eff1f4",
    ],
    held: "#aab3c0", empty: "#fefefe")

  public static let dark = GraphTheme(
    paper: FigureTheme.dark.paper, ink: FigureTheme.dark.ink, quiet: "#a9b2bf",
    border: "#3d4654", ground: "#1a1f27",
    lines: [
      .acts: "#f5995b", .inhibits: "#69b4f5", .blocks: "#45cba2", .drug: "#ea7abc",
      .neutral: "#b3bcc9",
    ],
    fills: [
      .acts: "#3a2618", .inhibits: "#16293c", .blocks: "#132f28", .drug: "#38192c",
      .neutral: "#252b35",
    ],
    held: "#66707f", empty: "#0f1318")

  /// Every colour with the name under which a page knows it.
  var colours: [(name: String, value: String)] {
    [
      ("paper", paper), ("ink", ink), ("quiet", quiet), ("border", border), ("ground", ground),
      ("held", held), ("empty", empty),
    ]
      + GraphPicture.Tone.allCases.flatMap { tone in
        [
          ("\(tone.rawValue)-line", lines[tone, default: ink]),
          ("\(tone.rawValue)-fill", fills[tone, default: paper]),
        ]
      }
  }

  /// The colours as custom properties of a page: light, dark, and light again on paper.
  static let stylesheet = """
    :root{\(light.properties)}
    @media (prefers-color-scheme:dark){:root{\(dark.properties)}}
    @media print{:root{\(light.properties)}}
    .graph svg{display:block;max-width:100%;height:auto;margin:0 auto}

    """

  private var properties: String {
    colours.map { "--graph-\($0.name):\($0.value)" }.joined(separator: ";")
  }
}
