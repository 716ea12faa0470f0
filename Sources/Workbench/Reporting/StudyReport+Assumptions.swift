import Experiments
import Quantities
import ReactionNetworks
import Reports

extension StudyReport {
  /// What was assumed, what the numbers cannot say, and where each of them comes from.
  func assumptionSection(_ plan: Study.SimulatedPart) -> ReportSection {
    let network = plan.lines.first.map { plan.cellModel(of: $0, under: nil).network }
    return ReportSection(
      "What was assumed, and where the numbers come from",
      [
        .definitions([
          Definition(
            "Lines",
            "Protein levels are worked vectors, chosen with the published EC50s in view. Many others would do as well; none was measured."
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
            "Caspase-Glo 3/7 is a luminescence assay; the guide heads its protocol “fluorometric”. The guide names no positive control: AZD4320 1 µM with S63845 1 µM, both free, is used."
          ),
          Definition(
            "Reading of caspase",
            """
            Each cell counts with the highest caspase-3/7 activity it has reached, fading with its \
            membrane after death (half-life 10 h, chosen). Read literally at 6 h the network's active \
            caspase is gone within two hours of MOMP, which would make a bell of the dose–response; \
            how fast dying cells lose it was not measured.
            """),
          Definition(
            "BIM",
            "The guide calls BIM a sensitizer; it is an activator, and acts here as one."),
          Definition(
            "What is not claimed",
            "Absolute protein levels, patient response, dose selection, toxicity."),
        ]),
        .provenance(protocolEntries() + (network.map(parameterEntries) ?? [])),
      ])
  }

  private func protocolEntries() -> [ProvenanceEntry] {
    CaspaseProtocol.sources.map { source in
      ProvenanceEntry(name: "Protocol", value: source.what, provenance: source.provenance)
    } + [
      ProvenanceEntry(
        name: "Noise of the plate", value: "see the quality section",
        provenance: LuminescenceModel.provenance)
    ]
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
