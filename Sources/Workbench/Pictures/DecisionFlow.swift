import Reports

/// Questions in order, each of which ends the matter or leads on: how an experiment may be read.
public struct DecisionFlow: Sendable {
  public var name: String
  public var questions: [Question]
  /// What may be said if no question ended the matter.
  public var conclusion: String
  public var cautions: [String]

  public init(_ name: String, questions: [Question], conclusion: String, cautions: [String] = []) {
    self.name = name
    self.questions = questions
    self.conclusion = conclusion
    self.cautions = cautions
  }

  public struct Question: Sendable {
    public var text: String
    /// The answer that leads on; the other one ends the matter.
    public var goesOnWith: Answer
    /// What is to be said if the matter ends here.
    public var otherwise: String

    public init(_ text: String, goesOnWith answer: Answer, otherwise: String) {
      self.text = text
      goesOnWith = answer
      self.otherwise = otherwise
    }
  }

  public enum Answer: String, Sendable {
    case yes, no
    var opposite: Answer { self == .yes ? .no : .yes }
  }

  public var picture: GraphPicture {
    var picture = GraphPicture(title: name)
    for (index, question) in questions.enumerated() {
      let id = "question_\(index + 1)"
      var asked = GraphPicture.Node(id, "", tone: .inhibits, description: question.text)
      asked.label = GraphPicture.lines(of: question.text).joined(separator: "\n")
      asked.shape = .step
      picture.nodes.append(asked)
      var ending = GraphPicture.Node(
        "ending_\(index + 1)", "", tone: .acts, description: question.otherwise)
      ending.label = GraphPicture.lines(of: question.otherwise).joined(separator: "\n")
      picture.nodes.append(ending)
      var out = GraphPicture.Edge(
        "\(id)-ends", from: id, to: ending.id, .follows, tone: .acts,
        description: "\(question.goesOnWith.opposite.rawValue): \(question.otherwise)")
      out.label = question.goesOnWith.opposite.rawValue
      picture.edges.append(out)
      let next = index + 1 < questions.count ? "question_\(index + 2)" : "conclusion"
      var on = GraphPicture.Edge(
        "\(id)-on", from: id, to: next, .follows, description: question.goesOnWith.rawValue)
      on.label = question.goesOnWith.rawValue
      on.isSpine = true
      picture.edges.append(on)
    }
    var end = GraphPicture.Node(
      "conclusion", GraphPicture.lines(of: conclusion).joined(separator: "\n"), tone: .blocks,
      description: conclusion)
    end.shape = .outcome
    picture.nodes.append(end)
    picture.legend = [
      .init(.tone(.inhibits), "what is asked of the blot"),
      .init(.tone(.acts), "nothing can be said of displacement"),
      .init(.tone(.blocks), "what may be said"),
    ]
    picture.notes = cautions
    return picture
  }
}

extension DecisionFlow {
  /// How the blot of a co-immunoprecipitation is read.
  ///
  /// - Parameters:
  ///   - bait: what the antibody pulls down.
  ///   - partners: what is expected to leave it under a drug.
  ///   - faint: a partner that shows only if the cells hold it bound from the start.
  public static func coImmunoprecipitation(
    bait: String = "BCL-2", partners: [String] = ["BIM", "BAD"], faint: String = "BAK"
  ) -> DecisionFlow {
    let names = partners.joined(separator: " and ")
    return DecisionFlow(
      "reading a co-immunoprecipitation of \(bait)",
      questions: [
        .init(
          "Is the lane of the unspecific antibody (IgG) empty?", goesOnWith: .yes,
          otherwise: "The beads hold something by themselves: a band is no sign of \(bait)."),
        .init(
          "Is \(bait) on the beads equal with drug and with DMSO?", goesOnWith: .yes,
          otherwise: "The loading differs: no other band can be compared."),
        .init(
          "Are \(names) in the input unchanged?", goesOnWith: .yes,
          otherwise: "Death has begun: a band may fall because the protein is gone. Lyse earlier."),
        .init(
          "Do \(names) show on the beads with DMSO?", goesOnWith: .yes,
          otherwise:
            "They were never held, or were lost in washing: a weak partner leaves within minutes."),
        .init(
          "Do \(names) fall on the beads with drug?", goesOnWith: .yes,
          otherwise:
            "Not displaced at this dose: overexpressed \(bait) asks for as much drug as there is "
            + "protein. Or the complex formed again after lysis, where the drug is diluted."),
      ],
      conclusion:
        "The drug displaces \(names) from \(bait). Whether \(faint) was displaced can be said only if "
        + "its band showed with DMSO.",
      cautions: [
        "Band = gain × complex × (1 − loss in washing), loss = 1 − e^(−koff·t).",
        "BIM is an activator, not a sensitizer as the guide calls it; BAD is one.",
      ])
  }
}
