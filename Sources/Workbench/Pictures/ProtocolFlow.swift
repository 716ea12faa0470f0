import Citations
import Experiments
import Quantities
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
    for (index, step) in steps.enumerated() {
      var node = GraphPicture.Node(
        "step_\(index + 1)", step.stage, tone: Self.tone(of: step.provenance),
        description:
          "\(step.stage): \(step.text) (\(step.provenance.label): \(step.provenance.detail))")
      node.details = Self.lines(of: step.text)
      node.shape = .step
      picture.nodes.append(node)
      guard let before = last else {
        last = step.isAside ? nil : node.id
        continue
      }
      picture.edges.append(
        .init(
          "\(before)-\(node.id)", from: before, to: node.id, .follows,
          description: step.isAside ? "with \(step.stage)" : "then \(step.stage)"))
      if !step.isAside { last = node.id }
    }
    var end = GraphPicture.Node("readout", "readout", tone: .acts, description: readout)
    end.details = Self.lines(of: readout)
    end.shape = .outcome
    picture.nodes.append(end)
    if let last {
      picture.edges.append(
        .init("\(last)-readout", from: last, to: "readout", .follows, description: "gives"))
    }
    picture.legend = [
      .init(.tone(.inhibits), "stated in a guide, or seen in a source"),
      .init(.tone(.neutral), "from memory, or chosen here"),
      .init(.tone(.acts), "what the instrument gives"),
    ]
    picture.notes = cautions
    return picture
  }

  private static func tone(of provenance: Provenance) -> GraphPicture.Tone {
    switch provenance {
    case .guide, .seen: .inhibits
    case .fromMemory, .chosen, .fitted: .neutral
    }
  }

  /// Text in lines of some 44 signs, broken between words.
  static func lines(of text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 44 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension ProtocolFlow {
  /// Protocol A, from its values.
  public init(_ caspase: CaspaseProtocol) {
    let guide = Provenance.guide(.azd4320Guide, at: "Protocol A")
    let chosen = Provenance.chosen(because: "the guide gives no layout and no positive control")
    let positive = caspase.positiveControl.doses.map {
      "\($0.drug) \($0.concentration) \($0.basis.rawValue)"
    }.joined(separator: " and ")
    self.init(
      "caspase-3/7 assay (protocol A)", readout: caspase.readout,
      steps: [
        .init(
          "cells",
          "\(caspase.cellsPerWell) cells a well of a \(caspase.format.wellCount)-well plate", guide),
        .init("rest", "\(caspase.preincubation) in the plate", guide),
        .init(
          "treatment",
          "drug or DMSO for \(caspase.exposure), each dose in \(caspase.replicates) wells", guide),
        .init(
          "controls",
          "\(caspase.vehicleWells) wells of vehicle, \(caspase.positiveControlWells) of \(positive), "
            + "\(caspase.blankWells) blank", chosen, isAside: true),
        .init("reagent", "Caspase-Glo 3/7, as much as there is medium", guide),
        .init("glow", "\(caspase.development) at room temperature, in the dark", guide),
        .init("normalising", "to the positive control, less the vehicle", guide),
        .init("curve", "a dose–response fit: the EC50, or why there is none", guide),
      ],
      cautions: [
        "The guide heads this protocol “fluorometric”; its reagent is read by luminescence.",
        "The signal is a bell in time: dead cells lose it.",
      ])
  }
}
