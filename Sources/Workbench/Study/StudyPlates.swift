import Assays
import DoseResponse
import FileFormats
import Foundation

extension Study {
  /// Plates of an instrument: a reader's export and its map, taken to curves.
  public struct PlatePart: Sendable {
    public var name: String
    /// Relative to the study file, as are the other two.
    public var file: String
    /// The plate map; nil where the export has columns of roles, drugs and doses.
    public var layout: String?
    /// A description of the export's format; nil where it is recognised.
    public var format: String?
    /// Between whole and broken part, where the export leaves it open.
    public var decimal: PlateReadRequest.DecimalSign?
    public var read: String?
    public var time: String?
    public var response: PlateNormalisationRequest.Response
    public var zero: PlateNormalisationRequest.Zero?
    public var correction: PlateQualityRequest.Correction

    /// Reads one item of the section “plates”.
    init?(_ plates: YAMLMappingReader) {
      let file = plates.string("file")
      let name = plates.string("name", .optional)
      layout = plates.string("layout", .optional)
      format = plates.string("format", .optional)
      decimal = plates.choice("decimal", .optional)
      if format != nil, decimal != nil {
        plates.note(
          "decimal", found: "“decimal” beside “format”",
          needed: "one of them: the description says the mark itself")
      }
      read = plates.string("read", .optional)
      time = plates.string("time", .optional)
      response =
        plates.choice("to", .optional, of: PlateNormalisationRequest.Response.self) ?? .viability
      zero = plates.choice("zero", .optional, of: PlateNormalisationRequest.Zero.self)
      correction =
        plates.choice("correct", .optional, of: PlateQualityRequest.Correction.self) ?? .none
      guard let file else { return nil }
      self.file = file
      self.name = name ?? URL(filePath: file).deletingPathExtension().lastPathComponent
    }

    /// Reads, joins, judges and normalises; relative paths start at the study's own folder.
    ///
    /// - Throws: every fault of the files, every control that is missing.
    func normalised(beside source: Source) throws(InputRefusal) -> NormalisedPlates {
      let folder = URL(filePath: source.path).deletingLastPathComponent()
      func path(_ file: String) -> String {
        file.hasPrefix("/") ? file : folder.appending(path: file).path
      }
      var readings = PlateReadRequest(
        file: path(file), description: format.map(path), decimalSign: decimal)
      readings.form = .key
      let input = LaidOutPlatesRequest(
        readings: readings,
        layout: layout.map(path), read: read, time: time)
      return try PlateNormalisationRequest(
        quality: PlateQualityRequest(input: input, correction: correction), response: response,
        zero: zero
      ).run()
    }
  }

  /// The plates of a study, every part's faults told together.
  func measurements() throws(InputRefusal) -> Measurements {
    let faults = FaultCollector(file: source.path)
    var read = Measurements()
    for part in measured {
      do throws(InputRefusal) {
        read.tables.append(try MeasuredCurves(reading: part, beside: source))
      } catch { faults.note(error) }
    }
    for part in plates {
      do throws(InputRefusal) {
        read.plates.append(try part.normalised(beside: source))
      } catch { faults.note(error) }
    }
    try faults.refuseIfAny()
    return read
  }

  /// Everything measured that a study names, in its order.
  struct Measurements: Sendable {
    var tables: [MeasuredCurves] = []
    var plates: [NormalisedPlates] = []
  }
}

/// Plates of a study with their curves.
public struct StudyPlates: Sendable {
  public let part: Study.PlatePart
  public let normalised: NormalisedPlates
  public let curves: [CurveSummary]
  /// The same curves with their wells; those that a page draws have the band of the curve.
  let findings: [CurveFinding]

  private static let drawnCurves = 24

  /// Fits every curve; `finished` is called after each.
  init(_ part: Study.PlatePart, _ normalised: NormalisedPlates, finished: () -> Void) {
    self.part = part
    self.normalised = normalised
    let options = DoseResponseFitOptions()
    var fitter = DoseResponseFitter(options: options)
    var curves: [CurveSummary] = []
    var findings: [CurveFinding] = []
    for series in normalised.series {
      let fit = fitter.fit(series)
      curves.append(CurveSummary(fit))
      findings.append(
        CurveFinding(
          fit, by: options.loss, lines: Array(repeating: 0, count: fit.points.count),
          missingCount: 0,
          in: Self.responseUnit(of: normalised),
          bandBy: findings.count < Self.drawnCurves ? options : nil))
      finished()
    }
    self.curves = curves
    self.findings = findings
  }

  /// The curves that a page draws.
  var drawn: [CurveFinding] { Array(findings.prefix(Self.drawnCurves)) }

  /// Every well of every curve with what the fit made of it, as `primed fit` tells it.
  var pointTable: TidyTable {
    var columns = FitArchive.pointColumns(normalised.doseUnit?.symbol, responseUnit)
    columns[1] = TidyColumn("well", meaning: "the plate and the well")
    columns.removeLast()
    var table = TidyTable(columns: columns)
    for curve in findings {
      for well in curve.wells {
        var row = FitArchive.pointRow(curve.group, well)
        row[1] = .text(well.name ?? "")
        row.removeLast()
        table.append(row)
      }
    }
    return table
  }

  /// Of the responses: fractions of the controls, or the reader's own signal.
  private var responseUnit: ResponseUnit { Self.responseUnit(of: normalised) }

  private static func responseUnit(of normalised: NormalisedPlates) -> ResponseUnit {
    ResponseUnit(normalised.responseColumn == "signal" ? "signal" : "fraction")
  }

  /// The unit of the doses, as tables name it; empty where there is none.
  var doseUnit: String { normalised.doseUnit?.symbol ?? "" }

  /// “Screen 1: 2 plates accepted; of 18 curves 12 complete, …”.
  public var summarySentence: String {
    let plates = normalised.judged.plates
    let verdicts: [(QualityVerdict, String)] = [
      (.accept, "accepted"), (.marginal, "marginal"), (.reject, "rejected"),
      (.undetermined, "undetermined"),
    ]
    let told = verdicts.compactMap { verdict, word -> String? in
      let count = plates.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(word)"
    }
    let counts = Dictionary(grouping: curves, by: \.verdict).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    let each = curves.count > 3 ? "" : curves.map { " \($0.name): \($0.sentence)" }.joined()
    let noun = plates.count == 1 ? "plate" : "plates"
    return "\(part.name): \(plates.count) \(noun), \(told.joined(separator: ", ")); "
      + "\(curves.count) \(curves.count == 1 ? "curve" : "curves"), "
      + "\(counts.joined(separator: ", ")).\(each)"
  }
}
