import Experiments
import FileFormats
import Foundation
import ModelLibrary
import Quantities

/// Reads a study file, and refuses it with all its faults at once.
///
/// The form is `primed.study/1`: a few words about the study, then one section a capability. A section
/// that is absent is not run.
public enum StudyFile {
  public static let schema = "primed.study/1"

  /// - Throws: every fault found, each with line, column and a hint.
  public static func read(contentsOf path: String) throws(InputRefusal) -> Study {
    try read(YAMLDocument(contentsOf: path))
  }

  static func read(_ document: YAMLDocument) throws(InputRefusal) -> Study {
    try document.read(as: "a study") { study in
      readSchema(study)
      let title = study.string("title")
      let question = study.string("question", .optional)
      let parts = PartResolver(
        relativeTo: URL(filePath: document.file).deletingLastPathComponent().path)
      let simulation = readSimulation(study, parts)
      let measured = study.list("measured", .optional) { node in
        node.read(as: "a measured table", noting: study.faults) { Study.MeasuredPart($0) }
      }
      let plates = study.list("plates", .optional) { node in
        node.read(as: "plates", noting: study.faults) { Study.PlatePart($0) }
      }
      if ["simulate", "measured", "plates"].allSatisfy({ study.node($0, .optional) == nil }) {
        study.faults.note(
          at: study.position, found: "a study without anything to do",
          needed: "the section “simulate”, “measured” or “plates”",
          hint: "`primed study new FILE.yaml` writes one with both")
      }
      guard let title else { return nil }
      return Study(
        title: title, question: question?.trimmingCharacters(in: .whitespacesAndNewlines),
        simulation: simulation, measured: measured ?? [], plates: plates ?? [],
        source: .init(path: document.file, text: document.text))
    }
  }

  private static func readSchema(_ study: YAMLMappingReader) {
    guard let found = study.string("schema"), found != schema else { return }
    study.note(
      "schema", found: "the schema “\(found)”", needed: "“\(schema)”",
      hint: "this version of Primed reads \(schema) only")
  }

  // MARK: Simulation

  private static func readSimulation(
    _ study: YAMLMappingReader, _ parts: PartResolver
  ) -> Study.SimulatedPart? {
    let assay = study.mapping("assay", .optional, readAssay)
    let controls = study.mapping("controls", .optional, readControls)
    let compares = study.names(
      "compare", .optional, among: ["azd4320-guide"], as: "published source")
    return study.mapping("simulate", .optional) { plan in
      let lines = readLines(plan, parts)
      let drug = plan.node("drug").flatMap { node in
        node.text(as: "the name of a drug", noting: plan.faults).flatMap {
          parts.drug($0, at: .position(node.position), noting: plan.faults)
        }
      }
      let doses = plan.quantities("doses", as: Concentration.self, .aboveZero)
      let cells = plan.integer("cells", .optional, in: 1...100_000) ?? 200
      let variation = plan.number("variation", .optional, in: 0...2) ?? 0.25
      let seed = plan.integer("seed", in: 0...Int.max)
      let caspase = assay ?? CaspaseProtocol()
      let watch = plan.quantity("watch", .optional, as: Time.self, .aboveZero) ?? caspase.exposure
      if watch < caspase.exposure {
        plan.note(
          "watch",
          found: "cells are watched for \(watch), and the assay reads at \(caspase.exposure)",
          needed: "a time of at least \(caspase.exposure)")
      }
      if max(watch, caspase.exposure) > Study.SimulatedPart.longestWatch {
        plan.note(
          "watch", found: "cells are to be followed for \(max(watch, caspase.exposure))",
          needed: "at most \(Study.SimulatedPart.longestWatch)")
      }
      let sorted = Array(Set(doses ?? [])).sorted()
      if let doses, sorted.count < doses.count {
        plan.note("doses", found: "a dose that stands twice", needed: "each dose once")
      }
      if sorted.count > caspase.doseCapacity {
        plan.note(
          "doses", found: "\(sorted.count) doses",
          needed: "at most \(caspase.doseCapacity), for which the plate has room")
      }
      guard let lines, let drug, doses != nil, let seed else { return nil }
      return Study.SimulatedPart(
        lines: lines.map(\.part), drug: drug.part, doses: sorted, caspase: caspase, watch: watch,
        cells: cells,
        variability: CellVariability(coefficientOfVariation: variation), seed: UInt64(seed),
        controls: controls?.controls ?? [], controlDose: controls?.dose ?? .micromolar(1),
        comparesWithGuide: compares?.isEmpty == false,
        partFiles: (lines.map(\.file) + [drug.file]).compactMap(\.self))
    }
  }

  /// The lines by name or file, each once.
  private static func readLines(
    _ plan: YAMLMappingReader, _ parts: PartResolver
  ) -> [PartResolver.Resolved<CellLine>]? {
    var seen: Set<String> = []
    return plan.list("lines") { node in
      guard let word = node.text(as: "the name of a cell line", noting: plan.faults),
        let line = parts.line(word, at: .position(node.position), noting: plan.faults)
      else { return nil }
      guard seen.insert(line.part.name).inserted else {
        plan.faults.note(
          at: node.position, found: "the cell line “\(line.part.name)” stands here again",
          needed: "each cell line once")
        return nil
      }
      return line
    }
  }

  private static func readAssay(_ assay: YAMLMappingReader) -> CaspaseProtocol? {
    var caspase = CaspaseProtocol()
    _ = assay.name("kind", among: ["caspase"], as: "assay")
    if let exposure = assay.quantity("exposure", .optional, as: Time.self, .aboveZero) {
      caspase.exposure = exposure
    }
    if let replicates = assay.integer("replicates", .optional, in: 1...24) {
      caspase.replicates = replicates
    }
    return caspase
  }

  private struct Controls {
    var dose: Concentration
    var controls: [MechanismControl]
  }

  private static func readControls(_ section: YAMLMappingReader) -> Controls? {
    let proteins = ModelLibrary.proteins
    var controls: [MechanismControl] = []
    let knockouts = section.list("knockouts", .optional) { node -> [String]? in
      let nodes = if case .sequence(let inner) = node.content { inner } else { [node] }
      let names = nodes.compactMap {
        $0.name(among: proteins, as: "protein", noting: section.faults)
      }
      return names.isEmpty ? nil : names
    }
    controls += (knockouts ?? []).map { .knockout($0) }
    if section.boolean("drug-binding-off", .optional) == true { controls.append(.drugBindingOff) }
    let dose = section.quantity("dose", .optional, as: Concentration.self, .aboveZero)
    return Controls(dose: dose ?? .micromolar(1), controls: controls)
  }
}
