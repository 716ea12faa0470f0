import FileFormats

/// A design in the words of a command line.
public struct DesignWords: Sendable {
  /// Each `NAME=VALUE`, for all members.
  public var settings: [String] = []
  /// Each `NAME=cv:NUMBER`; `*` is every protein's level, or every species there at the start.
  public var varied: [String] = []
  /// Each `NAME=VALUE,VALUE,…`.
  public var doses: [String] = []
  public var samples = 1
  public var seed = 1

  public init() {}

  /// Every name that stands before an equals sign.
  var names: [String] {
    (settings + varied + doses).compactMap { $0.split(separator: "=").first.map(String.init) }
  }
}

extension EnsembleDesign {
  static let memberLimit = 1_000_000_000

  /// Reads a design for a model; notes every fault and returns nil where there is any.
  init?(
    _ words: DesignWords, variants: VariantTable?, in table: String?, for model: RunnableModel,
    _ faults: FaultCollector
  ) {
    var reader = DesignReader(model: model, faults: faults)
    let settings = words.settings.compactMap { reader.setting($0) }
    var places: [RunnableModel.Place] = []
    for column in variants?.columns ?? [] {
      if let place = reader.place(of: column, in: table) { places.append(place) }
    }
    let doses = words.doses.compactMap { reader.dose($0) }
    let dosed = Set(doses.map(\.place))
    let varied = words.varied.flatMap { reader.varied($0, besides: dosed) }
    reader.noteTwice("--set", settings.map { ($0.name, $0.place) })
    reader.noteTwice("--vary", varied.map { ($0.name, $0.place) })
    reader.noteTwice(
      "--dose",
      doses.map { ($0.name, $0.place) },
      beside: settings.map { ("--set", $0.place) } + places.map { ("the variant table", $0) })
    if words.samples < 1 {
      faults.note(at: nil, found: "--samples \(words.samples)", needed: "at least 1")
    }
    if words.samples > 1, varied.isEmpty, faults.isEmpty {
      faults.note(
        at: nil, found: "--samples \(words.samples) and nothing that varies",
        needed: "--vary NAME=cv:NUMBER", hint: "--vary '*=cv:0.25' varies all there is at the start"
      )
    }
    if words.seed < 0 {
      faults.note(at: nil, found: "--seed \(words.seed)", needed: "0 or more")
    }
    guard faults.isEmpty else { return nil }
    self.init(
      settings: settings, variants: variants, variantPlaces: places, samples: words.samples,
      seed: UInt64(words.seed), varied: varied, doses: doses)
    var count = 1.0
    for part in [variantCount, samples, armCount] { count *= Double(part) }
    guard count <= Double(Self.memberLimit) else {
      faults.note(
        at: nil, found: "\(count) members", needed: "at most \(Self.memberLimit)")
      return nil
    }
  }
}

/// Reads the words of a design one by one.
private struct DesignReader {
  let model: RunnableModel
  let faults: FaultCollector

  mutating func place(of name: String, in file: String? = nil) -> RunnableModel.Place? {
    if let place = model.place(of: name) { return place }
    faults.note(
      InputFault(
        file: file ?? faults.file, at: file.map { _ in TextPosition(line: 1, column: 1) },
        found: "\(name.quotedForPeople) is nothing that can be set in \(model.source.name)",
        needed: model.source.cell == nil
          ? "a species or a parameter of the model" : "a protein, a parameter or a drug",
        hint: NameSuggestion.hint(for: name, among: model.settableNames)))
    return nil
  }

  private func split(_ text: String, _ option: String, _ form: String) -> (String, String)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return (parts[0], parts[1]) }
    faults.note(at: nil, found: "\(option) \(text.quotedForPeople)", needed: form)
    return nil
  }

  private func note(_ fault: ModelUnit.Fault, _ option: String, _ text: String) {
    faults.note(
      at: nil, found: "\(option) \(text): \(fault.found)", needed: fault.needed, hint: fault.hint)
  }

  mutating func setting(_ text: String) -> EnsembleDesign.Named<Double>? {
    guard let (name, value) = split(text, "--set", "NAME=VALUE"), let place = place(of: name) else {
      return nil
    }
    do {
      let number = try model.unit(of: place).read(value)
      // A parameter may be negative; what there is of something cannot.
      if number < 0, model.isAmount(place) {
        faults.note(at: nil, found: "--set \(text): below zero", needed: "an amount of 0 or more")
      }
      return .init(name: name, place: place, value: number)
    } catch {
      note(error, "--set", text)
      return nil
    }
  }

  mutating func dose(_ text: String) -> EnsembleDesign.Named<[Double]>? {
    guard let (name, value) = split(text, "--dose", "NAME=VALUE,VALUE,…"),
      let place = place(of: name)
    else { return nil }
    do {
      let levels = try model.unit(of: place).readList(value)
      for level in levels where level < 0 {
        faults.note(at: nil, found: "--dose \(text): \(level) is below zero", needed: "0 or more")
      }
      for (level, same) in Dictionary(grouping: levels, by: \.self).sorted(by: { $0.key < $1.key })
      where same.count > 1 {
        faults.note(
          at: nil, found: "--dose \(text): \(level) stands \(same.count) times",
          needed: "each dose once")
      }
      return .init(name: name, place: place, value: levels)
    } catch {
      note(error, "--dose", text)
      return nil
    }
  }

  /// - Parameter dosed: what `*` leaves alone, since its levels are given.
  mutating func varied(
    _ text: String, besides dosed: Set<RunnableModel.Place>
  ) -> [EnsembleDesign.Named<Double>] {
    let form = "NAME=cv:NUMBER"
    guard let (name, spread) = split(text, "--vary", form) else { return [] }
    var places: [(name: String, place: RunnableModel.Place)] = []
    if name == "*" {
      places = model.abundances.filter { !dosed.contains($0.place) }
    } else if let place = place(of: name) {
      places = [(name, place)]
    }
    guard spread.hasPrefix("cv:"), let number = Double(spread.dropFirst(3)) else {
      faults.note(
        at: nil, found: "--vary \(text.quotedForPeople)", needed: form,
        hint: "cv is the standard deviation over the mean, as in --vary \(name)=cv:0.25")
      return []
    }
    guard number >= 0, number.isFinite else {
      faults.note(
        at: nil, found: "--vary \(text): a coefficient of variation of \(number)",
        needed: "a finite number of 0 or more")
      return []
    }
    return places.map { .init(name: $0.name, place: $0.place, value: number) }
  }

  /// Two names may mean one thing: what counts is the place.
  mutating func noteTwice(
    _ option: String, _ named: [(name: String, place: RunnableModel.Place)],
    beside others: [(option: String, place: RunnableModel.Place)] = []
  ) {
    for (index, item) in named.enumerated() {
      if named[..<index].contains(where: { $0.place == item.place }) {
        faults.note(
          at: nil, found: "\(option) \(item.name) is given twice", needed: "each name once")
      }
      if let other = others.first(where: { $0.place == item.place }) {
        faults.note(
          at: nil, found: "\(item.name) stands in \(option) and in \(other.option)",
          needed: "one place for it")
      }
    }
  }
}
