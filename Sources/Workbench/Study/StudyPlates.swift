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
      let input = LaidOutPlatesRequest(
        readings: PlateReadRequest(file: path(file), description: format.map(path)),
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

  /// Fits every curve; `finished` is called after each.
  init(_ part: Study.PlatePart, _ normalised: NormalisedPlates, finished: () -> Void) {
    self.part = part
    self.normalised = normalised
    var fitter = DoseResponseFitter()
    curves = normalised.series.map { series in
      let summary = CurveSummary(fitter.fit(series))
      finished()
      return summary
    }
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
