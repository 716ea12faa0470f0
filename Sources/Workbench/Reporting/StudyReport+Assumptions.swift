import Experiments
import Quantities
import ReactionNetworks
import Reports

extension StudyReport {
  /// What was assumed, what the numbers cannot say, and where each of them comes from.
  func assumptionSection(_ plan: Study.SimulatedPart) -> ReportSection {
    let network = plan.lines.first.map { plan.model(of: $0).network }
    return ReportSection(
      "What was assumed, and where the numbers come from",
      [
        .definitions([
          Definition(
            "Lines",
            """
            Each is one vector of protein levels, of which many others would do as well: \
            \(vectors(of: plan)).
            """
          ),
          Definition(
            "Free drug",
            """
            \((100 * plan.drug.freeFraction.value).forPeople()) % of \(plan.drug.name) is taken as \
            free in the medium (\(plan.drug.freeFraction.provenance.label): \
            \(plan.drug.freeFraction.provenance.detail)). It enters almost as one ratio with the \
            affinity, so neither is a measurement.
            """),
          Definition(
            "Cells",
            "Each protein's level varies independently between cells; cells neither divide nor talk to each other within the assay."
          ),
          Definition(
            "Assay",
            "\(plan.caspase.sheet.cautions.joined(separator: " "))"
          ),
          Definition(
            "Reading of caspase",
            """
            Each cell counts with the highest caspase-3/7 activity it has reached, fading with its \
            membrane after death (half-life \(CaspaseAssay(plan.caspase).secondaryNecrosis.formatted(in: .hours)), \
            chosen). Read literally, the network's active caspase is gone within two hours of MOMP, \
            which would make a bell of the dose–response; how fast dying cells lose it was not measured.
            """),
          Definition("Standing", ReportText(Self.standings)),
          Definition(
            "BIM",
            "The guide calls BIM a sensitizer; it is an activator, and acts here as one."),
          Definition(
            "What is not claimed",
            "Absolute protein levels, patient response, dose selection, toxicity."),
        ]),
        .provenance(protocolEntries(plan) + (network.map(parameterEntries) ?? [])),
      ])
  }

  /// The words by which the table of numbers says how far each can be trusted.
  private static let standings = """
    How far a number can be trusted. Guide: stated in one of the guides. Seen: looked up in the \
    source itself. From memory: recalled, and still to be looked up. Chosen, marked [C] in the \
    program's own comments: a decision of the model, with its reason, and no measurement. Fitted: \
    adjusted until a prediction met the data named, which it can then not test.
    """

  /// Each line with where its levels come from.
  private func vectors(of plan: Study.SimulatedPart) -> String {
    plan.lines.map { "\($0.name), \($0.provenance.label) (\($0.provenance.detail))" }
      .joined(separator: "; ")
  }

  private func protocolEntries(_ plan: Study.SimulatedPart) -> [ProvenanceEntry] {
    plan.caspase.sheet.steps.map { step in
      ProvenanceEntry(
        name: "Protocol: \(step.stage)", value: step.text, provenance: step.provenance)
    }
  }

  private func parameterEntries(_ network: ReactionNetwork) -> [ProvenanceEntry] {
    network.parameters.compactMap { parameter in
      guard let provenance = parameter.provenance else { return nil }
      let unit = parameter.unit == "1" ? "" : " \(parameter.unit)"
      return ProvenanceEntry(
        name: parameter.name, value: parameter.value.forPeople() + unit,
        range: parameter.range.map {
          "\($0.lowerBound.forPeople())–\($0.upperBound.forPeople())\(unit)"
        }, provenance: provenance)
    }
  }
}
