import Citations
import Quantities

/// A BH3 mimetic as a file describes it, in the form `primed.drug/1`.
///
/// The file knows targets by name alone; which of them a model carries is for the reader's caller to
/// say.
public struct DrugDescription: Hashable, Sendable {
  public static let schema = "primed.drug/1"

  public var name: String
  public var aliases: [String]
  public var affinities: [Affinity]
  /// The share of the nominal concentration that is free in medium, above 0 and at most 1.
  public var freeFraction: Sourced<Double>
  public var uptake: Sourced<FirstOrderRate>
  /// How many times more slowly MCL-1 is lost with the drug in it.
  public var stabilisationOfMCL1: Sourced<Double>?

  public init(
    name: String, aliases: [String] = [], affinities: [Affinity], freeFraction: Sourced<Double>,
    uptake: Sourced<FirstOrderRate>, stabilisationOfMCL1: Sourced<Double>? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.affinities = affinities
    self.freeFraction = freeFraction
    self.uptake = uptake
    self.stabilisationOfMCL1 = stabilisationOfMCL1
  }

  /// One target: what is published, and what the model makes of it.
  public struct Affinity: Hashable, Sendable {
    public var target: String
    public var published: PublishedAffinity
    public var source: Provenance
    public var model: Reading

    public init(
      target: String, published: PublishedAffinity, source: Provenance, model: Reading
    ) {
      self.target = target
      self.published = published
      self.source = source
      self.model = model
    }
  }

  /// What a model makes of a published affinity.
  public enum Reading: Hashable, Sendable {
    /// The file does not say: the published value or bound as it stands.
    case asPublished
    /// The drug passes the target by.
    case none
    case given(Sourced<Concentration>)
  }
}

/// A published affinity in short: `Ki < 0.01 nM`.
public struct PublishedAffinity: Hashable, Sendable {
  /// Ki, Kd or IC50.
  public var quantity: String
  /// =, ≈, ≤, < or >.
  public var relation: String
  public var value: Concentration

  public init(quantity: String, relation: String, value: Concentration) {
    self.quantity = quantity
    self.relation = relation
    self.value = value
  }

  var text: String { "\(quantity) \(relation) \(value.exactText)" }

  private static let quantities = ["Ki", "Kd", "IC50"]
  private static let relations = ["=", "≈", "≤", "<", ">"]
  /// What keyboards have.
  private static let spellings = ["~": "≈", "<=": "≤"]

  /// Reads the scalar `node`; nil, with a fault, where it is no such text.
  static func read(_ node: YAMLNode, noting faults: FaultCollector) -> PublishedAffinity? {
    let needed = "a quantity, a relation and a concentration, as in Ki < 0.01 nM"
    guard let text = node.text(as: needed, noting: faults) else { return nil }
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count == 3 else {
      faults.note(
        at: node.position, found: "\(text.quotedForPeople) is no published affinity",
        needed: needed)
      return nil
    }
    guard case .found(let quantity) = NameSuggestion.resolve(words[0], among: quantities) else {
      faults.note(
        at: node.position, found: "\(words[0].quotedForPeople) is no measured affinity",
        needed: quantities.joined(separator: ", "))
      return nil
    }
    let relation = spellings[words[1]] ?? words[1]
    guard relations.contains(relation) else {
      faults.note(
        at: node.position, found: "\(words[1].quotedForPeople) is no relation",
        needed: "one of \(relations.joined(separator: " ")), or ~ and <=")
      return nil
    }
    do {
      let value = try Concentration(parsing: words[2])
      guard value > .zero, value.canonicalValue.isFinite else {
        faults.note(
          at: node.position, found: "\(words[2].quotedForPeople) is not above zero",
          needed: "a concentration above zero")
        return nil
      }
      return PublishedAffinity(quantity: quantity, relation: relation, value: value)
    } catch {
      faults.note(at: node.position, found: "\(error)", needed: needed)
      return nil
    }
  }
}
