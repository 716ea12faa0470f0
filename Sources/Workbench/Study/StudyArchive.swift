import EvidenceBase
import Experiments
import FileFormats
import Foundation
import Quantities
import ReactionNetworks
import Reports

/// Writes a finished study into its results folder: report, tidy tables, database, and the study file
/// itself.
struct StudyArchive {
  private let results: StudyResults
  private let record: RunRecord
  private let seconds: Double

  init(_ results: StudyResults, record: RunRecord, seconds: Double) {
    self.results = results
    self.record = record
    self.seconds = seconds
  }

  private var study: Study { results.study }

  /// What the names of the files of a measured table begin with.
  static func prefix(ofMeasured number: Int) -> String { "measured-\(number + 1)-" }

  /// - Throws: an `OutputError` or `StudyDatabaseError` if something cannot be written.
  func write(into folder: ResultsFolder) throws {
    try AtomicOutput.write(study.source.text, to: folder.path(for: "study.yaml"))
    for file in study.simulation?.partFiles ?? [] where file.canBeKept {
      try AtomicOutput.write(file.text, to: folder.path(for: file.word))
    }
    let document = StudyReport(results: results, record: record).document()
    try HTMLReportWriter().write(document, to: URL(filePath: folder.path(for: "report.html")))
    try JSONReportWriter().write(document, to: URL(filePath: folder.path(for: "report.json")))
    try writeTables(into: folder)
    try StudyDatabase.write(to: folder.path(for: "study.sqlite"), fill)
  }

  // MARK: Tidy tables

  private func writeTables(into folder: ResultsFolder) throws {
    if let plan = study.simulation, !results.lines.isEmpty {
      try SimulatedPlate.table(
        of: results.lines.flatMap(\.observations), freeFraction: plan.drug.freeFraction.value
      ).write(to: folder.path(for: "plates.csv"), provenance: simulatedProvenance(plan))
      try cellTable(plan).write(
        to: folder.path(for: "cells.csv"), provenance: simulatedProvenance(plan))
    }
    for (number, plates) in results.plates.enumerated() {
      let normalised = plates.normalised
      try normalised.table.write(
        to: folder.path(for: "plates-\(number + 1)-responses.csv"),
        provenance: normalised.provenance)
      try PlateQualityArchive(normalised.judged).wellTable.write(
        to: folder.path(for: "plates-\(number + 1)-wells.csv"), provenance: normalised.provenance)
      try plates.pointTable.write(
        to: folder.path(for: "plates-\(number + 1)-points.csv"), provenance: normalised.provenance)
    }
    try writeCurves(to: folder.path(for: "curves.csv"))
  }

  private func simulatedProvenance(_ plan: Study.SimulatedPart) -> [String: String] {
    [
      "origin": "simulated", "primed": PrimedVersion.current, "seed": "\(plan.seed)",
      "study_sha256": record.studyHash.hexadecimal,
      "caveat": "illustrative parameters, not for clinical use",
    ]
  }

  private func cellTable(_ plan: Study.SimulatedPart) -> TidyTable {
    var table = TidyTable(columns: [
      TidyColumn("origin", meaning: "simulated"), TidyColumn("line", meaning: "the cell line"),
      TidyColumn("drug", meaning: "the drug; none for vehicle"),
      TidyColumn("nominal_nM", unit: "nM", meaning: "the dose as pipetted; 0 is vehicle"),
      TidyColumn("cell", meaning: "the founder's number: the same cell at every dose"),
      TidyColumn(
        "momp_h", unit: "h", meaning: "half of cytochrome c released; empty if it was not"),
      TidyColumn("release_min", unit: "min", meaning: "from 10 to 90 % of release"),
      TidyColumn("death_h", unit: "h", meaning: "half of PARP cut; empty if it was not"),
      TidyColumn("ending", meaning: "observed, or why not"),
    ])
    for row in cellRows(plan) {
      table.append([
        .text("simulated"), .text(row.line), .text(orMissing: row.drug),
        .number(orMissing: row.doseNanomolar), .integer(row.cell),
        .number(orMissing: row.mompHours), .number(orMissing: row.releaseMinutes),
        .number(orMissing: row.cparpHours), .text(row.fault ?? "observed"),
      ])
    }
    return table
  }

  /// Row by row: a measured table may have thousands of curves.
  private func writeCurves(to path: String) throws {
    let columns = [
      TidyColumn("origin", meaning: "simulated or measured"),
      TidyColumn("curve", meaning: "the curve's name"),
      TidyColumn("verdict", meaning: "what may be said of the curve"),
      TidyColumn("parameter", meaning: "which number"),
      TidyColumn("estimate", meaning: "the value; empty where it was refused"),
      TidyColumn("standard_error", meaning: "of the estimate"),
      TidyColumn(
        "low",
        meaning: "lower end of the interval, 95 % unless the study states another; empty where open"
      ),
      TidyColumn("high", meaning: "upper end of the same interval"),
      TidyColumn("unit", meaning: "of estimate, low and high"),
      TidyColumn("bound", meaning: "what is known where a potency was refused"),
    ]
    var table = try GrowingTable(path, columns)
    for (origin, curve) in curves {
      for parameter in curve.parameters {
        table.append([
          .text(origin), .text(curve.name), .text(curve.verdict), .text(parameter.name),
          .number(orMissing: parameter.number?.estimate),
          .number(orMissing: parameter.number?.standardError),
          .number(orMissing: parameter.number?.low), .number(orMissing: parameter.number?.high),
          .text(orMissing: parameter.unit),
          .text(orMissing: parameter.name.hasSuffix("50") ? curve.bound : nil),
        ])
      }
    }
    try table.close(provenance: ["study_sha256": record.studyHash.hexadecimal])
  }

  /// Every fitted curve of the study with its origin.
  private var curves: [(origin: String, curve: KeptCurve)] {
    results.lines.compactMap { line in
      line.analysis.curve.map { ("simulated", KeptCurve($0, doseUnit: "nM")) }
    }
      + results.measured.flatMap { part in part.kept.map { ("measured", $0) } }
      + results.plates.flatMap { plates in
        plates.curves.map { ("measured", KeptCurve($0, doseUnit: plates.doseUnit)) }
      }
  }

  // MARK: Database

  /// Every file that was read, once: a table may serve several parts of a study.
  private func inputRows() -> [InputRow] {
    let readings =
      (study.simulation?.partFiles ?? []).map {
        InputRow(path: $0.word, sha256: $0.hash.hexadecimal, purpose: "a drug or a cell line")
      }
      + results.measured.map {
        InputRow(
          path: $0.part.file, sha256: $0.hash.hexadecimal,
          purpose: "measured doses and responses")
      }
      + results.plates.flatMap { plates in
        let input = plates.normalised.judged.input
        return [
          InputRow(path: input.file.file, sha256: input.file.sha256, purpose: "plate readings"),
          InputRow(
            path: input.layoutFile.file, sha256: input.layoutFile.sha256, purpose: "plate map"),
        ]
      }
    return Dictionary(grouping: readings, by: \.path).values.map { rows in
      InputRow(
        path: rows[0].path, sha256: rows[0].sha256,
        purpose: Set(rows.map(\.purpose)).sorted().joined(separator: "; "))
    }.sorted { $0.path < $1.path }
  }

  private func fill(_ writer: StudyDatabase.Writer) throws {
    try writer.insert(
      StudyRecord(
        schema: StudyFile.schema, title: study.title, yaml: study.source.text,
        yamlSHA256: record.studyHash.hexadecimal, seed: study.simulation?.seed))
    try writer.insert(record.versions)
    try writer.insert(inputRows())
    if let plan = study.simulation {
      try writer.insert(
        plan.lines.flatMap {
          parameterRows(of: $0.name, plan.model(of: $0).network)
        })
      try writer.insert(wellRows(plan))
      try writer.insert(cellRows(plan))
    }
    try insertCurves(writer)
    try writer.insert(record.comparisons.map(\.observation))
    try writer.insert(record.comparisons)
    try writer.insert(TimingRow(stage: "run", seconds: seconds))
  }

  private func insertCurves(_ writer: StudyDatabase.Writer) throws {
    for (number, entry) in curves.enumerated() {
      let name = "\(entry.origin) \(number + 1): \(entry.curve.name)"
      let isSimulated = entry.origin == "simulated"
      try writer.insert(
        CurveRow(
          curve: name, origin: entry.origin, assay: isSimulated ? "caspase-3/7" : "as measured",
          line: entry.curve.name, drug: isSimulated ? study.simulation?.drug.name : nil,
          timeHours: isSimulated ? study.simulation?.caspase.exposure.hours : nil,
          model: entry.curve.model, verdict: entry.curve.verdict, sentence: entry.curve.sentence,
          bound: entry.curve.bound))
      try writer.insert(
        entry.curve.parameters.map { parameter in
          CurveParameterRow(
            curve: name, parameter: parameter.name, estimate: parameter.number?.estimate,
            standardError: parameter.number?.standardError, low: parameter.number?.low,
            high: parameter.number?.high, level: parameter.number == nil ? nil : entry.curve.level,
            unit: parameter.unit)
        })
    }
  }

  private func parameterRows(of line: String, _ network: ReactionNetwork) -> [ParameterRow] {
    network.parameters.map { parameter in
      ParameterRow(
        model: line, key: parameter.symbol.name, value: parameter.value, unit: parameter.unit,
        low: parameter.range?.lowerBound, high: parameter.range?.upperBound,
        provenance: parameter.provenance?.label ?? "not stated",
        source: parameter.provenance?.detail, citation: parameter.provenance?.citation?.key)
    }
  }

  private func wellRows(_ plan: Study.SimulatedPart) -> [WellRow] {
    results.lines.flatMap { line in
      let responses = line.analysis.responses
      return line.observations.map { well in
        WellRow(
          origin: "simulated", assay: "caspase-3/7", plate: well.plate, well: well.well.name,
          role: well.role.rawValue, line: well.line, drug: well.drug,
          doseNanomolar: well.dose?.concentration?.nanomolar, timeHours: well.time?.hours,
          replicate: well.replicate, signal: well.value.isFinite ? well.value : nil,
          signalUnit: "RLU", response: responses[well.well],
          responseScale: responses[well.well] == nil ? nil : "fraction of positive control")
      }
    }
  }

  private func cellRows(_ plan: Study.SimulatedPart) -> [CellRow] {
    results.lines.flatMap { line in
      zip([Concentration.zero] + plan.doses, line.population.arms).flatMap { dose, arm in
        arm.cells.enumerated().map { number, cell in
          CellRow(
            line: line.line.name, drug: dose > .zero ? plan.drug.name : nil,
            doseNanomolar: dose.nanomolar, cell: number, mompHours: cell.permeabilisation?.hours,
            releaseMinutes: cell.releaseDuration?.minutes,
            apoptosomeHours: cell.time(of: .apoptosomeFormed)?.hours,
            caspase3Hours: cell.time(of: .caspaseActive)?.hours, cparpHours: cell.death?.hours,
            followedHours: cell.ending == .observed ? plan.watch.hours : nil,
            fault: cell.ending.fault)
        }
      }
    }
  }
}

extension PartResolver.File {
  /// Whether the results folder can hold it under the name by which the study calls it.
  var canBeKept: Bool {
    !word.hasPrefix("/") && !word.split(separator: "/").contains("..")
  }
}

extension CellCourse.Ending {
  /// Why the cell was not observed to the end, in words; nil if it was.
  fileprivate var fault: String? {
    switch self {
    case .observed: nil
    case .notTreated: "did not come to rest alive before treatment"
    case .failed(let ending): ending.description
    }
  }
}
