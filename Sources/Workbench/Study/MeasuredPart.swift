import FileFormats
import Foundation

extension Study {
  /// A measured table of doses and responses, with what the study says of it: the words of `primed fit`,
  /// as keys.
  public struct MeasuredPart: Sendable {
    public var name: String
    /// What `primed fit` would be asked; its file is as the study names it.
    public var request: FitRequest

    /// The table, relative to the study file.
    public var file: String { request.file }

    /// Reads one item of the section “measured”.
    init?(_ table: YAMLMappingReader) {
      let file = table.string("file")
      let name = table.string("name", .optional)
      var request = FitRequest(file: file ?? "")
      request.form = .key
      Self.readLayout(table, into: &request)
      Self.readMeaning(table, into: &request)
      Self.readCounts(table, into: &request)
      Self.readMethod(table, into: &request)
      guard let file else { return nil }
      self.request = request
      self.name = name ?? URL(filePath: file).deletingPathExtension().lastPathComponent
    }

    // MARK: The table

    private static func readLayout(_ table: YAMLMappingReader, into request: inout FitRequest) {
      request.sheet = table.string("sheet", .optional)
      request.layout = table.choice("layout", .optional)
      request.groups = groups(table)
      request.dose = table.string("dose", .optional)
      request.response = table.string("response", .optional)
      request.responses = table.strings("responses", .optional)
      request.doses = doses(table)
      request.replicates = table.integer("replicates", .optional, in: 1...1000)
      request.weight = table.string("weight", .optional)
      request.limit = table.integer("curves", .optional, in: 1...10_000_000)
    }

    /// The columns that name a curve; “curve” is what the key was called first.
    private static func groups(_ table: YAMLMappingReader) -> [String]? {
      let group = table.strings("group", .optional)
      let curve = table.string("curve", .optional).map { [$0] }
      if group != nil, curve != nil {
        table.note(
          "curve", found: "“curve” beside “group”", needed: "one of them: both name the curves")
      }
      if let group, group.count > 1, group.contains("none") {
        table.note("group", found: "“none” among columns", needed: "“group: none” alone")
      }
      return group == ["none"] ? [] : group ?? curve
    }

    /// The doses as written, `[0, 1, 10 nM]` or `0, 1, 10 nM`; the reader of tables knows their units.
    private static func doses(_ table: YAMLMappingReader) -> [String]? {
      guard let node = table.node("doses", .optional) else { return nil }
      if case .sequence = node.content { return table.strings("doses", .optional) }
      return node.text(as: "a list of doses", noting: table.faults)?
        .split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    // MARK: What doses and responses mean

    private static func readMeaning(_ table: YAMLMappingReader, into request: inout FitRequest) {
      request.doseUnit = doseUnit(table)
      request.dosesAreLogarithms = table.boolean("log-doses", .optional) ?? false
      request.decimalSign = table.choice("decimal", .optional)
      request.scale = table.choice("scale", .optional)
      request.notation = table.choice("notation", .optional)
      request.scaleIsSure = table.boolean("scale-is-right", .optional) ?? false
      if request.scale == .signal, request.notation != nil {
        table.note("notation", found: "a signal with a notation", needed: "no “notation”")
      }
    }

    private static func doseUnit(_ table: YAMLMappingReader) -> String? {
      guard let written = table.string("dose-unit", .optional) else { return nil }
      guard !FitRequest.knowsDoseUnit(written) else { return written }
      let alike = FitRequest.doseUnits.filter { $0.lowercased() == written.lowercased() }
      table.note(
        "dose-unit", found: "\(written.quotedForPeople) is no unit of doses",
        needed: "one of \(FitRequest.doseUnits.joined(separator: ", "))",
        hint: alike.isEmpty
          ? nil : "did you mean \(alike.joined(separator: " or "))? Capitals count in units")
      return nil
    }

    /// Successes among trials, or counts with those at the time of treatment.
    private static func readCounts(_ table: YAMLMappingReader, into request: inout FitRequest) {
      let successes = table.string("successes", .optional)
      request.trials = table.string("trials", .optional)
      request.timeZero = table.string("time-zero", .optional)
      request.limits = table.choice("limits", .optional) ?? .fixed
      if (successes == nil) != (request.trials == nil) {
        table.note(
          successes == nil ? "trials" : "successes",
          found: successes == nil ? "“trials” without “successes”" : "“successes” without “trials”",
          needed: "both, or neither")
      }
      if successes != nil, request.response != nil || request.timeZero != nil {
        table.note(
          "successes",
          found: "“successes” beside “\(request.response == nil ? "time-zero" : "response")”",
          needed: "one of them")
      }
      request.response = successes ?? request.response
    }

    // MARK: The fit

    private static func readMethod(_ table: YAMLMappingReader, into request: inout FitRequest) {
      request.model =
        table.name("model", .optional, among: FitRequest.models, as: "model") ?? request.model
      request.loss = table.choice("loss", .optional)
      request.noise = table.choice("noise", .optional) ?? request.noise
      request.interval = table.choice("interval", .optional) ?? request.interval
      request.confidence =
        table.number("confidence", .optional, in: 0.5...0.999) ?? request.confidence
      let seed = table.integer("seed", .optional, in: 0...Int.max)
      if request.interval == .bootstrap, seed == nil {
        table.note(
          "interval", found: "a bootstrap without a seed", needed: "“seed” with a whole number",
          hint: "the same seed draws the same wells on every machine")
      }
      request.seed = seed.map(UInt64.init) ?? request.seed
      request.resamples =
        table.integer("resamples", .optional, in: 1...1_000_000) ?? request.resamples
      request.compares = table.boolean("compare", .optional) ?? false
      request.reference = table.string("reference", .optional)
      if request.reference != nil, !request.compares {
        table.note("reference", found: "a “reference” to compare with", needed: "“compare: true”")
      }
      if request.noise == .proportional, request.trials != nil {
        table.note(
          "noise", found: "“noise” with successes among trials",
          needed: "no “noise”: counts have their own")
      }
    }
  }
}
