import Citations
import EvidenceBase
import FileFormats
import Foundation
import ModelLibrary
import Quantities
import Reports
import Simulation

/// What it takes to make the same results again, and what they were compared with.
struct RunRecord {
  /// Versions, hashes and seeds, in the order of the report's colophon.
  let entries: [(name: String, value: String)]
  let rerunCommand: String
  let studyHash: ContentHash
  let versions: [VersionRow]
  /// Everything the guide states, beside what this study found; empty if the study compares nothing.
  let comparisons: [EvidenceComparison]

  init(of results: StudyResults, commandPath: String) {
    let study = results.study
    studyHash = ContentHash(of: study.source.text)
    versions = [
      VersionRow(component: "Primed", version: PrimedVersion.current),
      VersionRow(component: "SUNDIALS", version: LinkedLibrary.sundials.loadedVersion ?? "unknown"),
    ]
    comparisons =
      study.simulation?.comparesWithGuide == true
      ? PublishedComparisons.comparisons(for: results) : []
    // The results folder holds the study file; measured tables lie beside the original.
    let parts = study.simulation?.partFiles ?? []
    rerunCommand =
      results.measured.isEmpty && results.plates.isEmpty && parts.allSatisfy(\.canBeKept)
      ? "primed study run study.yaml --output again  # in this report's folder"
      : "primed study run \(commandPath.quotedForShell) --output again"
    entries =
      versions.map { ($0.component, $0.version) }
      + [
        ("Study file", URL(filePath: study.source.path).lastPathComponent),
        ("Study SHA-256", studyHash.hexadecimal),
      ]
      + (study.simulation.map { plan in
        [
          ("Seed", "\(plan.seed)"), ("Cells a condition", "\(plan.cells)"),
          ("Solver of the cells", "Rodas5P on lanes; CVODES for a cell that the lanes give up"),
          (
            "Tolerances of the cells",
            "relative \(Tolerances.ensemble.relative.forPeople()), "
              + "absolute \(Tolerances.ensemble.absolute.forPeople()) nM"
          ),
        ]
      } ?? [])
      + (parts.map { ("SHA-256 of \($0.word)", $0.hash.hexadecimal) }
        + results.measured.map { ("SHA-256 of \($0.part.file)", $0.hash.hexadecimal) }
        + results.plates.flatMap { plates in
          let input = plates.normalised.judged.input
          return [
            ("SHA-256 of \(plates.part.file)", input.file.sha256),
            ("SHA-256 of its layout", input.layoutFile.sha256),
          ]
        })
  }

  /// What the guide gives for one line, if this study compares with it.
  func published(for line: String, _ plan: Study.SimulatedPart?) -> PublishedPotency? {
    guard plan?.comparesWithGuide == true,
      let comparison = comparisons.first(where: {
        $0.observation.system == .caspasePotency && $0.observation.subject.name == line
      }), let value = comparison.observation.finding.concentration
    else { return nil }
    let status: KeyFigure.Status =
      switch comparison.verdict {
      case .agrees: .agrees
      case .disagrees: .differs
      case .usedInCalibration: .used
      case .notClaimed, .notYetComputed: .reported
      }
    return PublishedPotency(
      value: value.nanomolar, source: comparison.observation.provenance.detail, status: status)
  }

  /// A published potency as a tile shows it.
  struct PublishedPotency {
    let value: Double
    let source: String
    let status: KeyFigure.Status
  }
}
