import FileFormats
import Reports

/// A model of the library, a line or an SBML file in a form that other programs read, or that a person
/// looks at.
public struct ModelExport: Sendable {
  var name: String
  var format: String
  var theme = "light"
  /// The cell line; nil for the model's own.
  var line: String?
  /// A drug and its dose each, as in `AZD4320=100nM`, or a drug alone.
  var drugs: [String] = []
  /// When to look at the mean cell; nil for the pathway without a state.
  var time: String?
  /// How BAX and BAK are activated; nil for the default.
  var topology: String?
  /// Whether caspases cut BCL-2 and MCL-1, `on` or `off`; nil for the default.
  var cleavage: String?

  /// - Parameters:
  ///   - line: the cell line; nil for the model as it stands in the library.
  ///   - drugs: a drug and its dose each, as in `AZD4320=100nM`, or a drug alone.
  ///   - time: when to look at the mean cell; nil for the pathway without a state.
  public init(
    name: String, format: String, theme: String = "light", line: String? = nil,
    drugs: [String] = [], time: String? = nil, topology: String? = nil, cleavage: String? = nil
  ) {
    self.name = name
    self.format = format
    self.theme = theme
    self.line = line
    self.drugs = drugs
    self.time = time
    self.topology = topology
    self.cleavage = cleavage
  }

  /// The forms that a model is written in.
  public static let formats = PictureForm.Format.allCases.map(\.rawValue) + [sbml]
  static let sbml = "sbml"

  /// - Throws: an `InputRefusal` that lists every word which was not understood, or says that the
  ///   program which draws is not there.
  public func text() async throws -> String {
    let faults = FaultCollector(file: "command line")
    if case .found(Self.sbml) = NameSuggestion.resolve(format, among: Self.formats) {
      if let time {
        faults.note(
          at: nil, found: "--at \(time) with --format sbml", needed: "one of them",
          hint: "a file of the model begins at rest, and is run to any time by who reads it")
      }
      return try await sbml(try subject(noting: faults))
    }
    let form = PictureForm(
      format: format, theme: theme, among: Self.formats, noting: faults)
    let subject = try subject(noting: faults)
    guard let form else { throw InputRefusal(faults.faults) }
    return try form.text(of: try await picture(of: subject))
  }

  /// Writes what ``text()`` gave, whole or not at all.
  public static func write(_ text: String, to path: String) throws {
    try AtomicOutput.write(text, to: path)
  }
}
