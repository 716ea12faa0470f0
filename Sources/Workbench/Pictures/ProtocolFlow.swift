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
    var (last, lastAside): (String?, String?)
    for (index, step) in merged.enumerated() {
      var node = GraphPicture.Node(
        "step_\(index + 1)", step.stage, tone: Self.tone(of: step.provenance),
        description:
          "\(step.stage): \(step.text) (\(step.provenance.label): \(step.provenance.detail))")
      node.details = GraphPicture.lines(of: step.text)
      node.shape = .step
      if step.isAside { node.cluster = Self.throughout }
      picture.nodes.append(node)
      let before = step.isAside ? lastAside : last
      if let before {
        var edge = GraphPicture.Edge(
          "\(before)-\(node.id)", from: before, to: node.id, .follows,
          description: "then \(step.stage)")
        edge.isSpine = true
        // What is true throughout has no order; it only stands in a column.
        edge.isHidden = step.isAside
        picture.edges.append(edge)
      }
      if step.isAside { lastAside = node.id } else { last = node.id }
    }
    if lastAside != nil {
      picture.clusters = [.init(Self.throughout, title: "true of the whole course")]
    }
    var end = GraphPicture.Node("readout", "readout", tone: .acts, description: readout)
    end.details = GraphPicture.lines(of: readout)
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

  private static let throughout = "throughout"

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
}

extension ProtocolFlow {
  /// A protocol's own sheet as a course: what is done goes down, what is assumed of all of it stands beside.
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
