import Expressions
import Foundation
import FoundationXML

/// Reads the reference models that may not be committed, as far as these tests need them.
enum ReferenceModels {
  private static let folder = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"].map {
    URL(filePath: $0).appending(path: "models")
  }

  static let isPresent: Bool =
    folder.map {
      FileManager.default.fileExists(atPath: $0.appending(path: "earm_1_0.xml").path)
    } ?? false

  struct Missing: Error {
    let what: String
  }

  private static func data(_ name: String) throws -> Data {
    guard let folder else { throw Missing(what: name) }
    return try Data(contentsOf: folder.appending(path: name))
  }

  // MARK: Tables

  struct Table {
    let columns: [String: Int]
    let rows: [[Double]]

    func value(_ row: Int, _ column: String) throws -> Double {
      guard let index = columns[column] else { throw Missing(what: column) }
      return rows[row][index]
    }
  }

  static func table(_ name: String) throws -> Table {
    let lines = String(decoding: try data(name), as: UTF8.self).split(whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",").enumerated().map { (String($1), $0) }
    return Table(
      columns: Dictionary(uniqueKeysWithValues: header),
      rows: lines.dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .nan } })
  }

  // MARK: SBML

  struct Stoichiometry: Hashable {
    let reactants: [String]
    let products: [String]
  }

  struct Law {
    let rate: ([String: Double]) -> Double?
  }

  struct Model {
    var species: [String] = []
    var parameters: [String: Double] = [:]
    var initialAmounts: [String: Double] = [:]
    var reactions: [Stoichiometry: Law] = [:]
  }

  /// Reads the few SBML features that the exported files use.
  static func sbml(_ name: String) throws -> Model {
    let document = try XMLDocument(data: try data("\(name).xml"))
    guard let root = document.rootElement() else { throw Missing(what: name) }
    var model = Model()
    for node in root.all("parameter") {
      model.parameters[node.text("id")] = Double(node.text("value"))
    }
    for node in root.all("species") {
      model.species.append(node.text("id"))
      model.initialAmounts[node.text("id")] = Double(node.text("initialAmount"))
    }
    for node in root.all("initialAssignment") {
      guard let formula = node.all("ci").first?.stringValue else { continue }
      model.initialAmounts[node.text("symbol")] =
        model.parameters[formula.trimmingCharacters(in: .whitespaces)]
    }
    for node in root.all("reaction") {
      let stoichiometry = Stoichiometry(
        reactants: node.participants("listOfReactants"),
        products: node.participants("listOfProducts"))
      guard let math = node.all("math").first?.elements.first else { continue }
      model.reactions[stoichiometry] = Law { values in math.evaluated(with: values) }
    }
    return model
  }
}

extension XMLElement {
  fileprivate var elements: [XMLElement] {
    (children ?? []).compactMap { $0 as? XMLElement }
  }

  /// `attribute(forName:)` finds nothing in a document with a default namespace.
  fileprivate func text(_ attribute: String) -> String {
    attributes?.first { $0.name == attribute }?.stringValue ?? ""
  }

  /// Every element of a name below this one.
  fileprivate func all(_ name: String) -> [XMLElement] {
    elements.flatMap { ($0.localName == name ? [$0] : []) + $0.all(name) }
  }

  /// Stoichiometry left unset means 1.
  fileprivate func participants(_ list: String) -> [String] {
    all(list).flatMap { $0.all("speciesReference") }.flatMap { reference in
      Array(
        repeating: reference.text("species"), count: Int(reference.text("stoichiometry")) ?? 1)
    }.sorted()
  }

  /// The value of a piece of MathML made of numbers, names, sums, products and powers.
  fileprivate func evaluated(with values: [String: Double]) -> Double? {
    let text = (stringValue ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    switch localName {
    case "ci": return values[text]
    case "cn": return Double(text)
    case "apply":
      let operands = elements.dropFirst().compactMap { $0.evaluated(with: values) }
      guard operands.count == elements.count - 1, let first = operands.first else { return nil }
      switch elements[0].localName {
      case "times": return operands.reduce(1, *)
      case "plus": return operands.reduce(0, +)
      case "minus": return operands.dropFirst().reduce(first, -)
      case "power": return pow(first, operands[1])
      default: return nil
      }
    default: return nil
    }
  }
}

extension Expressions.Expression {
  /// The value of a rate law made of numbers, symbols, sums, products and powers.
  func value(_ lookup: (Symbol) -> Double?) -> Double? {
    func all(_ parts: [Expressions.Expression]) -> [Double]? {
      let values = parts.compactMap { $0.value(lookup) }
      return values.count == parts.count ? values : nil
    }
    switch self {
    case .constant(let value): return value
    case .symbol(let symbol): return lookup(symbol)
    case .sum(let terms): return all(terms)?.reduce(0, +)
    case .product(let factors): return all(factors)?.reduce(1, *)
    case .power(let base, let exponent): return all([base, exponent]).map { pow($0[0], $0[1]) }
    default: return nil
    }
  }
}
