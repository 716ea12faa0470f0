import Citations
import Quantities

/// A cytidine analogue as a file describes it, in the form `primed.nucleoside/1`.
public struct NucleosideDescription: Hashable, Sendable {
  public static let schema = "primed.nucleoside/1"

  public var name: String
  public var aliases: [String]
  /// The kinase that keeps it in the cell, by name.
  public var kinase: String
  /// Where it is built in, by one of the words that the reader is given.
  public var route: String
  /// How fast water opens its ring in medium at 37 °C.
  public var hydrolysis: Sourced<FirstOrderRate>
  /// The share of the nominal concentration that is free in medium, above 0 and at most 1.
  public var freeFraction: Sourced<Double>

  public init(
    name: String, aliases: [String] = [], kinase: String, route: String,
    hydrolysis: Sourced<FirstOrderRate>, freeFraction: Sourced<Double>
  ) {
    self.name = name
    self.aliases = aliases
    self.kinase = kinase
    self.route = route
    self.hydrolysis = hydrolysis
    self.freeFraction = freeFraction
  }

  /// Reads an analogue's file.
  ///
  /// - Parameters:
  ///   - kinases: the kinases that a model has, by name.
  ///   - routes: the words for where an analogue is built in.
  /// - Throws: every fault of the file, each with its place.
  public static func read(
    _ document: YAMLDocument, kinases: [String], routes: [String]
  ) throws(InputRefusal) -> Self {
    try document.read(as: "a nucleoside analogue") { drug in
      drug.schema(Self.schema)
      let name = drug.string("name")
      let aliases = drug.strings("aliases", .optional) ?? []
      let kinase = drug.name("kinase", among: kinases, as: "kinase")
      let route = drug.name("built-into", among: routes, as: "route")
      let hydrolysis = drug.sourced("hydrolysis", as: FirstOrderRate.self, .zeroOrMore)
      let freeFraction = drug.sourcedNumber("free-fraction", in: 0...1)
      if freeFraction?.value == 0 {
        drug.note(
          "free-fraction", found: "a free fraction of 0", needed: "a number above 0",
          hint: "a drug of which nothing is free has no effect at any dose")
      }
      guard let name, let kinase, let route, let hydrolysis, let freeFraction else { return nil }
      return NucleosideDescription(
        name: name, aliases: aliases, kinase: kinase, route: route, hydrolysis: hydrolysis,
        freeFraction: freeFraction)
    }
  }

  /// The analogue as its file: reads back as the same one.
  ///
  /// - Parameter notes: what else stands in the file as a comment, one line each.
  public func yaml(notes: [String] = []) -> String {
    var file = YAMLText()
    file.comment("A nucleoside analogue of Primed, to be changed under a name of its own.")
    file.comment("Illustrative parameters, not for clinical use.")
    file.entry("schema", Self.schema)
    file.blankLine()
    file.entry("name", name)
    if !aliases.isEmpty { file.entry("aliases", aliases) }
    file.blankLine()
    file.comment("The kinase that keeps it in the cell, and where it is built in.")
    file.entry("kinase", kinase)
    file.entry("built-into", route)
    file.blankLine()
    file.comment("How fast water opens its ring in medium at 37 °C.")
    file.sourced("hydrolysis", hydrolysis)
    file.blankLine()
    file.comment("The share of the dose that is free in medium with 10 % serum.")
    file.sourced("free-fraction", freeFraction)
    if !notes.isEmpty {
      file.blankLine()
      for note in notes { file.comment(note) }
    }
    return file.text
  }
}
