import Assays
import FileFormats
import Quantities

/// The one measurement that is judged, of those in a file.
struct ReadingChoice {
  let readings: [PlateReading]
  let read: String
  let wavelength: String?
  let time: Time?

  private struct Measurement: Hashable {
    let read: String
    let wavelength: String?

    var name: String { wavelength.map { "\(read) (\($0) nm)" } ?? read }

    func answers(to words: String) -> Bool {
      let plain = NameSuggestion.comparable(words)
      return [read, wavelength ?? read, name].contains { NameSuggestion.comparable($0) == plain }
    }
  }

  /// - Throws: `InputRefusal` where the file holds several measurements or times and none was named,
  ///   or none of that name.
  init(
    _ readout: PlateReadout, read words: String?, time stated: String?, in form: StatementForm
  ) throws(InputRefusal) {
    func refusal(_ found: String, _ needed: String) -> InputRefusal {
      InputRefusal(InputFault(file: readout.file, found: found, needed: needed))
    }
    var measurements: [Measurement] = []
    for reading in readout.readings {
      let own = Measurement(read: reading.read, wavelength: reading.wavelength?.text)
      if measurements.last != own, !measurements.contains(own) { measurements.append(own) }
    }
    let names = measurements.map { "“\($0.name)”" }.joined(separator: ", ")
    let matching = words.map { words in measurements.filter { $0.answers(to: words) } }
    if let words, let matching, matching.isEmpty {
      throw refusal(
        "no measurement is named \(words.quotedForPeople); there are \(names)",
        "\(form.name("read")) with one of them")
    }
    let candidates = matching ?? measurements
    guard let chosen = candidates.first, candidates.count == 1 else {
      throw refusal(
        "the file holds \(candidates.count) measurements: \(names)",
        "\(form.name("read")) with the name or wavelength of one")
    }
    let own = readout.readings.filter {
      $0.read == chosen.read && $0.wavelength?.text == chosen.wavelength
    }
    let time = try Self.time(among: own, stated, form, refusal)
    self.time = time
    readings = time == nil ? own : own.filter { $0.time == time }
    read = chosen.read
    wavelength = chosen.wavelength
  }

  private static func time(
    among readings: [PlateReading], _ stated: String?, _ form: StatementForm,
    _ refusal: (_ found: String, _ needed: String) -> InputRefusal
  ) throws(InputRefusal) -> Time? {
    let option = form.name("time")
    let times = Set(readings.compactMap(\.time)).sorted()
    guard let first = times.first, let last = times.last else {
      if stated != nil { throw refusal("the readings have no times", "no \(option)") }
      return nil
    }
    switch stated {
    case "first"?: return first
    case "last"?: return last
    case let words?:
      guard let asked = try? Time(parsing: words) else {
        throw refusal(
          "\(words.quotedForPeople) is no time", "\(option) first, last, or a time such as 30min")
      }
      let nearest = times.min {
        ($0 - asked).seconds.magnitude < ($1 - asked).seconds.magnitude
      }
      guard let nearest, (nearest - asked).seconds.magnitude <= 1 else {
        throw refusal(
          "nothing was read at \(words.quotedForPeople); times run from \(first) to \(last)",
          "\(option) first, last, or a time that was read")
      }
      return nearest
    case nil:
      guard times.count == 1 else {
        throw refusal(
          "the file holds \(times.count) times, from \(first) to \(last)",
          "\(option) first, last, or one of them")
      }
      return first
    }
  }
}
