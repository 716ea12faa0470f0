import Citations
import DoseResponse
import FileFormats
import Foundation
import Quantities

/// A table of measured curves as its file holds it, read and checked, not yet fitted.
public struct MeasuredCurves: Sendable {
  public let part: Study.MeasuredPart
  public let hash: ContentHash
  public let series: [MeasuredCurve]

  /// Reads the table that a study names; a relative path starts at the study's own folder.
  ///
  /// - Throws: every fault of the table.
  init(reading part: Study.MeasuredPart, beside source: Study.Source) throws(InputRefusal) {
    let folder = URL(filePath: source.path).deletingLastPathComponent()
    let path = part.file.hasPrefix("/") ? part.file : folder.appending(path: part.file).path
    let table = try DelimitedTable(InputText(contentsOf: path))
    try part.checkEvidence(of: path)
    let measured: MeasuredDoseResponse
    switch part.layout {
    case .tidy(let curve, let dose, let response):
      measured = try TidyDoseResponseTable(
        seriesColumns: curve.map { [$0] } ?? [], doseColumn: dose, doseUnit: part.doseUnit,
        responseColumn: response, scale: part.scale
      ).read(table)
    case .wide(let curve, let responses, let doses):
      measured = try WideDoseResponseTable(
        nameColumn: curve, doses: doses, responseColumns: responses, scale: part.scale
      ).read(table)
    }
    self.part = part
    hash = measured.hash
    series = part.limit.map { Array(measured.curves.prefix($0)) } ?? measured.curves
  }

  /// Curves that are fitted between two looks at progress.
  private static let groupSize = 64

  /// Fits every curve as `primed fit` does; `finished` is called once for each.
  func fitted(_ finished: () throws -> Void) rethrows -> Fitted {
    var batch = DoseResponseBatch(options: part.fitOptions)
    var curves: [CurveSummary] = []
    for start in stride(from: 0, to: series.count, by: Self.groupSize) {
      let group = series[start..<min(series.count, start + Self.groupSize)]
      curves += CurveFitting.fit(group, scale: part.scale, unit: part.doseUnit, by: &batch)
      for _ in group { try finished() }
    }
    return Fitted(part: part, hash: hash, curves: curves)
  }

  /// The curves of a table with what their fits say.
  public struct Fitted: Sendable {
    public let part: Study.MeasuredPart
    public let hash: ContentHash
    public let curves: [CurveSummary]

    /// How many curves gave which verdict, most first.
    public var verdictCounts: [(verdict: String, count: Int)] {
      Dictionary(grouping: curves, by: \.verdict).map { ($0.key, $0.value.count) }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        .map { (verdict: $0.0, count: $0.1) }
    }

    /// "Of 300 measured curves, 120 are complete, …": what the table came to.
    public var summarySentence: String {
      let counts = verdictCounts.map { "\($0.count) \($0.verdict)" }.joined(separator: ", ")
      let noun = curves.count == 1 ? "curve" : "curves"
      // A few curves are told one by one; many are counted.
      let each = curves.count > 3 ? "" : curves.map { " \($0.name): \($0.sentence)" }.joined()
      return
        "\(part.name): \(curves.count) measured \(noun), \(part.scale.described): \(counts).\(each)"
    }
  }
}

extension Study.MeasuredPart {
  /// Refuses a table whose titles, cells or responses speak against what the study says of its unit
  /// and scale, by the same checks as `primed fit`.
  fileprivate func checkEvidence(of path: String) throws(InputRefusal) {
    var statement = DoseTableStatement()
    statement.unit = .symbol(doseUnit.symbol)
    statement.kind = scale.kind
    statement.notation = scale.notation
    statement.scaleIsSure = scaleIsSure
    switch layout {
    case .tidy(let curve, let dose, let response):
      statement.layout = .tidy
      statement.groupColumns = curve.map { [$0] } ?? []
      statement.doseColumn = dose
      statement.responseColumn = response
    case .wide(let curve, let responses, let doses):
      statement.layout = .rows
      statement.groupColumns = [curve]
      statement.responseColumns = responses
      // The checks ask which dose is lowest and which highest; ranks say so without a decimal mark,
      // which may be another than the table's.
      let ranks = Set(doses).sorted()
      statement.doses = doses.map { "\(ranks.firstIndex(of: $0) ?? 0)" }
    }
    do {
      _ = try DoseTable(contentsOf: path, statement)
    } catch {
      throw InputRefusal(error.faults.map(Self.inStudyWords), unlisted: error.unlisted)
    }
  }

  /// A fault of a table in the words of a study file, which has keys where a command has options.
  private static func inStudyWords(_ fault: InputFault) -> InputFault {
    func words(_ text: String) -> String {
      text.replacing("leave --dose-unit away", with: "state the unit that the doses are in")
        .replacing(/--([a-z-]+)/) { "“\($0.1)”" }
        .replacing("add “scale-is-right”", with: "add “scale-is-right: true”")
    }
    return InputFault(
      file: fault.file, at: fault.position, found: words(fault.found),
      needed: words(fault.needed), hint: fault.hint.map(words))
  }

  /// What the study says of the fits, in the fitter's terms.
  fileprivate var fitOptions: DoseResponseFitOptions {
    var request = FitRequest(file: file)
    request.model = model
    request.loss = loss
    request.interval = interval
    return request.options
  }
}
