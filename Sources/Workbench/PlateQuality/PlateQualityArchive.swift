import Assays
import FileFormats
import Foundation
import Reports

/// Writes judged plates into a folder: report.html and report.json, every well, every number, and the
/// whole answer for programs.
public struct PlateQualityArchive {
  private let result: PlateQualityResult

  public init(_ result: PlateQualityResult) { self.result = result }

  /// - Parameter replaces: whether an earlier report there may be replaced.
  /// - Returns: the path of the report.
  /// - Throws: `OutputError` where the folder may not be written; nothing is left behind then.
  public func write(to path: String, replaces: Bool) throws -> String {
    let folder = try ResultsFolder(at: path, replace: replaces)
    defer { folder.discard() }
    let document = PlateQualityReport(result: result).document()
    try HTMLReportWriter().write(document, to: URL(filePath: folder.path(for: "report.html")))
    try JSONReportWriter().write(document, to: URL(filePath: folder.path(for: "report.json")))
    try wellTable.write(to: folder.path(for: "wells.csv"), provenance: provenance)
    try qualityTable.write(to: folder.path(for: "quality.csv"), provenance: provenance)
    try folder.commit()
    return URL(filePath: folder.destination).appending(path: "report.html").path
  }

  private var provenance: [String: String] {
    [
      "readings": result.input.file.file, "readings_sha256": result.input.file.sha256,
      "layout": result.input.layoutFile.file, "layout_sha256": result.input.layoutFile.sha256,
      "read": result.input.measurementName, "correction": result.correction.rawValue,
      "primed": PrimedVersion.current,
    ]
  }

  /// Every described well: what is in it, its value, its deviation, and why it was left out.
  var wellTable: TidyTable {
    var table = TidyTable(columns: [
      TidyColumn("plate", meaning: "the plate"), TidyColumn("well", meaning: "row and column"),
      TidyColumn("role", meaning: "sample, vehicle, positive, blank or untreated"),
      TidyColumn("line", meaning: "the cell line or sample"),
      TidyColumn("drug", meaning: "the drug"),
      TidyColumn("dose", meaning: "in dose_unit"), TidyColumn("dose_unit", meaning: "of dose"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal wells"),
      TidyColumn("value", meaning: "as read"),
      TidyColumn("corrected", meaning: "after the correction; as read where there was none"),
      TidyColumn(
        "deviation_percent", unit: "%",
        meaning: "of the value from its condition's median, of the signal above the blanks"),
      TidyColumn(
        "b_score",
        meaning: "what is left after --correct polish or loess, in robust standard deviations"),
      TidyColumn("left_out", meaning: "why the well does not count; none for a well that does"),
    ])
    for plate in result.plates {
      let deviations = PlateDeviations(of: plate.plate.observations).percent
      for (index, well) in plate.plate.observations.enumerated() {
        let corrected = plate.judgedObservations[index].value
        table.append([
          .text(plate.name), .text(well.well.name), .text(well.role.rawValue),
          .text(orMissing: well.line), .text(orMissing: well.drug),
          .number(orMissing: well.dose?.value), .text(orMissing: well.dose?.unit?.symbol),
          well.replicate.map(TidyValue.integer) ?? .missing, .number(well.value),
          .number(corrected), .number(deviations[index]),
          .number(orMissing: plate.surface?.scores[well.well]),
          .text(orMissing: well.isUsable ? nil : well.flag?.text ?? "no number"),
        ])
      }
    }
    return table
  }

  private var qualityTable: TidyTable {
    var table = TidyTable(columns: [
      TidyColumn("plate", meaning: "the plate"), TidyColumn("line", meaning: "the cell line"),
      TidyColumn("readings", meaning: "as read, or corrected"),
      TidyColumn("measure", meaning: "which number"),
      TidyColumn("value", meaning: "a fraction where it is a variation or an effect"),
      TidyColumn("low", meaning: "lower end of the 95 % interval, where there is one"),
      TidyColumn("high", meaning: "upper end of the 95 % interval"),
      TidyColumn("p_value", meaning: "of a test, by permutation"),
      TidyColumn("p_value_adjusted", meaning: "held to the number of tests on the plate"),
    ])
    for plate in result.plates {
      for (state, findings) in [("as read", plate.findings)]
        + (plate.corrected.map { [("corrected", $0)] } ?? [])
      {
        for quality in findings.groups {
          for measure in quality.measures {
            table.append([
              .text(plate.name), .text(orMissing: quality.group.line), .text(state),
              .text(measure.name), .number(orMissing: measure.value), .missing, .missing, .missing,
              .missing,
            ])
          }
        }
        let position = findings.position
        let effects: [(String, PlatePattern, RelativeEffect?)] = [
          ("edge", .edge, position.edge), ("row_gradient", .gradient, position.rowGradient),
          ("column_gradient", .gradient, position.columnGradient),
        ]
        for (measure, pattern, effect) in effects {
          let test = position.test(of: pattern)
          table.append([
            .text(plate.name), .missing, .text(state), .text(measure),
            .number(orMissing: effect?.estimate), .number(orMissing: effect?.low),
            .number(orMissing: effect?.high), .number(orMissing: test?.pValue),
            .number(orMissing: test?.adjustedPValue),
          ])
        }
      }
    }
    return table
  }
}

extension PlateQuality {
  /// One number of a plate's quality, as files and as people name it.
  struct Measure {
    let name: String
    let title: String
    /// Nil where it cannot be told; a variation as a fraction.
    let value: Double?
    /// Whether people see it in percent.
    let isPercent: Bool

    init(_ name: String, _ title: String, _ value: Double?, isPercent: Bool = false) {
      self.name = name
      self.title = title
      self.value = value
      self.isPercent = isPercent
    }

    var shown: Double? { value.map { isPercent ? 100 * $0 : $0 } }
  }

  /// Every number, in the order of reports, by the names of the JSON answer.
  var measures: [Measure] {
    [
      Measure("z_prime", "Z′", zPrime), Measure("robust_z_prime", "Z′, robust", robustZPrime),
      Measure("ssmd", "SSMD", strictlyStandardisedMeanDifference),
      Measure("robust_ssmd", "SSMD, robust", robustStrictlyStandardisedMeanDifference),
      Measure("signal_to_background", "Signal to background", signalToBackground),
      Measure(
        "signal_cv", "Variation of the \(signalRole.noun), %", signalVariation, isPercent: true),
      Measure(
        "background_cv", "Variation of the \(backgroundRole.noun), %", backgroundVariation,
        isPercent: true),
      Measure(
        "replicate_cv", "Variation of replicates, median, %", replicateVariation, isPercent: true),
      Measure("replicate_agreement", "Agreement of replicates", replicateAgreement),
    ]
  }
}
