import Quantities
import Reports

extension StudyReport {
  /// The pathway as a picture made from the network that the cells ran on.
  func pathwaySection(_ pathway: StudyPathway) -> ReportSection {
    let time = pathway.state.time.formatted(in: .hours)
    var blocks: [ReportBlock] = [
      .graph(
        ReportGraph(
          PathwayPicture(of: pathway.network, state: pathway.state).picture, name: "pathway",
          caption: """
            The pathway in \(pathway.line), made from the network: the mean cell \(time) after \
            \(pathway.dose.description) \(pathway.drug). Bars show how much of a protein's whole is \
            free, held by another protein, or held by the drug; what is left is in another form. No \
            simulated cell is this one: each differs in its levels.
            """,
          alternativeText:
            "\(pathway.drug) enters the cell and holds anti-apoptotic proteins; BH3-only proteins go "
            + "free and activate BAX and BAK, which pore the outer membrane; cytochrome c leaves and "
            + "builds the apoptosome, which starts the caspases."))
    ]
    if let others = plan?.lines.dropFirst(), !others.isEmpty {
      let dose = "\(pathway.drug)=\(pathway.dose.nanomolar.forPeople())nM"
      let time = "\(pathway.state.time.hours.forPeople())h"
      let command = "primed models export apoptosis --line LINE --drug \(dose) --at \(time)"
      blocks.append(.paragraph("The other lines: \(code: command)."))
    }
    return ReportSection("How does it happen?", blocks)
  }
}
