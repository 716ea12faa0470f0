import Citations
import Experiments
import Reports

/// A protocol as the picture of its steps, each with where it comes from.
///
/// It is made from a protocol's own values: a step whose number changes is drawn with the new number.
public struct ProtocolFlow: Sendable {
  public var name: String
  /// What the instrument gives, with its unit.
  public var readout: String
  public var steps: [Step]
  /// What a reader of the data must know before believing it.
  public var cautions: [String]

  public init(_ name: String, readout: String, steps: [Step], cautions: [String] = []) {
    self.name = name
    self.readout = readout
    self.steps = steps
    self.cautions = cautions
  }

  public struct Step: Sendable {
    /// One word or two, such as "cells" or "reagent".
    public var stage: String
    public var text: String
    public var provenance: Provenance
    /// Whether it stands beside the course: controls, noise, what is assumed.
    public var isAside: Bool

    public init(
      _ stage: String, _ text: String, _ provenance: Provenance, isAside: Bool = false
    ) {
      self.stage = stage
      self.text = text
      self.provenance = provenance
      self.isAside = isAside
    }
  }

  public var picture: GraphPicture {
    var picture = GraphPicture(title: name)
    var last: String?
    var start: String?
    for (index, step) in merged.enumerated() {
      var node = GraphPicture.Node(
        "step_\(index + 1)", step.stage, tone: Self.tone(of: step.provenance),
        description:
          "\(step.stage): \(step.text) (\(step.provenance.label): \(step.provenance.detail))")
      node.details = Self.lines(of: step.text)
      node.shape = .step
      picture.nodes.append(node)
      guard !step.isAside else {
        if let beside = last ?? start {
          var edge = GraphPicture.Edge(
            "\(beside)-\(node.id)", from: beside, to: node.id, .helps,
            description: "with \(step.stage)")
          edge.hasHead = false
          picture.edges.append(edge)
        }
        continue
      }
      if let last {
        var edge = GraphPicture.Edge(
          "\(last)-\(node.id)", from: last, to: node.id, .follows,
          description: "then \(step.stage)")
        edge.isSpine = true
        picture.edges.append(edge)
      } else {
        start = node.id
      }
      last = node.id
    }
    var end = GraphPicture.Node("readout", "readout", tone: .acts, description: readout)
    end.details = Self.lines(of: readout)
    end.shape = .outcome
    picture.nodes.append(end)
    if let last {
      var edge = GraphPicture.Edge(
        "\(last)-readout", from: last, to: "readout", .follows, description: "gives")
      edge.isSpine = true
      picture.edges.append(edge)
    }
    picture.legend = [
      .init(.tone(.inhibits), "stated in a guide, or seen in a source"),
      .init(.tone(.neutral), "from memory, or chosen here"),
      .init(.tone(.acts), "what the instrument gives"),
    ]
    picture.notes = cautions
    return picture
  }

  /// Steps of one stage and one source in a row are one box.
  private var merged: [Step] {
    var merged: [Step] = []
    for step in steps {
      if let before = merged.last, before.stage == step.stage, before.provenance == step.provenance
      {
        merged[merged.count - 1].text += "; " + step.text
      } else {
        merged.append(step)
      }
    }
    return merged
  }

  private static func tone(of provenance: Provenance) -> GraphPicture.Tone {
    switch provenance {
    case .guide, .seen: .inhibits
    case .fromMemory, .chosen, .fitted: .neutral
    }
  }

  /// Text in lines of some 44 signs, broken between words.
  static func lines(of text: String, width: Int = 44) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension ProtocolFlow {
  /// A protocol's own sheet as a course: what is done goes down, what is assumed of it stands beside.
  public init(_ sheet: ProtocolSheet) {
    self.init(
      sheet.name, readout: sheet.readout,
      steps: sheet.steps.map { step in
        .init(
          step.stage, step.text, step.provenance, isAside: Self.asides.contains(step.stage))
      }, cautions: sheet.cautions)
  }

  /// Stages that are true of the whole course and no step in it.
  private static let asides: Set<String> = [
    "controls", "layout", "noise", "growth", "signal", "full scale", "region",
  ]
}
