import Quantities

/// Which values a quantity may take.
public enum QuantityBound: Sendable {
  case any
  case zeroOrMore
  case aboveZero
}

extension YAMLMappingReader {
  /// A quantity with its unit, such as `72h`.
  public func quantity<D: Dimension>(
    _ key: String, _ need: KeyNeed = .required, as type: Quantity<D>.Type = Quantity<D>.self,
    _ bound: QuantityBound = .any
  ) -> Quantity<D>? {
    guard let node = node(key, need),
      let text = node.text(as: "a \(D.noun) with its unit", noting: faults)
    else { return nil }
    return QuantityElement(text: text, position: node.position)
      .read(as: type, bound, unitOfList: nil, noting: faults)
  }

  /// Quantities in the order of the file: `[1nM, 3nM]`, or `0, 1, 3, 10nM`, where one unit at the
  /// end serves all. A bare 0 needs no unit.
  public func quantities<D: Dimension>(
    _ key: String, _ need: KeyNeed = .required, as type: Quantity<D>.Type = Quantity<D>.self,
    _ bound: QuantityBound = .any
  ) -> [Quantity<D>]? {
    guard let node = node(key, need) else { return nil }
    let elements = node.quantityElements(as: D.noun, noting: faults)
    guard !elements.isEmpty else {
      if case .sequence = node.content {
        faults.note(
          at: node.position, found: "“\(key)” is an empty list", needed: "at least one \(D.noun)")
      }
      return nil
    }
    let unit = QuantityElement.unitServingAll(elements, as: type)
    let values = elements.compactMap {
      $0.read(as: type, bound, unitOfList: unit, noting: faults)
    }
    return values.count == elements.count ? values : nil
  }
}

extension YAMLMappingReader {
  /// A unit by its exact symbol or alias.
  ///
  /// Case counts, unlike in names: `m` for `M`, or `MM` for `mM`, would be wrong a thousandfold.
  public func unit<D: Dimension>(
    _ key: String, _ need: KeyNeed = .required, of dimension: D.Type = D.self
  ) -> Unit<D>? {
    guard let node = node(key, need),
      let text = node.text(as: "a unit of \(D.noun)", noting: faults)
    else { return nil }
    if let unit = Unit<D>(named: text) { return unit }
    faults.note(
      at: node.position, found: "\(text.quotedForPeople) is no unit of \(D.noun)",
      needed: "a unit of \(D.noun)", hint: UnitHint<D>.hint(for: text))
    return nil
  }
}

/// What to write in place of an unknown unit.
private enum UnitHint<D: Dimension> {
  static func hint(for written: String) -> String {
    let symbols = D.units.map(\.symbol)
    let alike = symbols.filter { $0.lowercased() == written.lowercased() }
    guard alike.isEmpty else {
      return "did you mean \(alike.joined(separator: " or "))? Capitals count in units"
    }
    return "write one of \(symbols.joined(separator: ", "))"
  }
}

extension YAMLNode {
  /// The elements of a list, or of a text with commas, each with its place.
  fileprivate func quantityElements(as noun: String, noting faults: FaultCollector)
    -> [QuantityElement]
  {
    if case .sequence(let nodes) = content {
      return nodes.compactMap { node in
        node.text(as: "a \(noun) with its unit", noting: faults)
          .map { QuantityElement(text: $0, position: node.position) }
      }
    }
    guard case .scalar(_, let isQuoted) = content,
      let text = text(as: "a list of \(noun)s", noting: faults)
    else {
      _ = text(as: "a list of \(noun)s", noting: faults)
      return []
    }
    var elements: [QuantityElement] = []
    var column = position.column + (isQuoted ? 1 : 0)
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let blanks = part.prefix { $0 == " " }.count
      elements.append(
        QuantityElement(
          text: String(part.drop { $0 == " " }),
          position: TextPosition(line: position.line, column: column + blanks)))
      column += part.unicodeScalars.count + 1
    }
    return elements
  }
}

/// One quantity as written, and where.
private struct QuantityElement {
  let text: String
  let position: TextPosition

  private var bareNumber: Double? { DecimalMark.point.number(in: text) }

  /// The unit of the last element where all before it are bare numbers.
  static func unitServingAll<D: Dimension>(
    _ elements: [QuantityElement], as type: Quantity<D>.Type
  ) -> Unit<D>? {
    guard let last = elements.last, elements.dropLast().allSatisfy({ $0.bareNumber != nil }) else {
      return nil
    }
    return D.units.first { unit in
      ([unit.symbol] + unit.aliases).contains { name in
        last.text.hasSuffix(name)
          && DecimalMark.point.number(in: String(last.text.dropLast(name.count))) != nil
      }
    }
  }

  func read<D: Dimension>(
    as type: Quantity<D>.Type, _ bound: QuantityBound, unitOfList: Unit<D>?,
    noting faults: FaultCollector
  ) -> Quantity<D>? {
    guard let value: Quantity<D> = parsed(unitOfList: unitOfList, noting: faults) else {
      return nil
    }
    guard value.canonicalValue.isFinite else {
      faults.note(
        at: position, found: "\(text.quotedForPeople) is beyond any \(D.noun)",
        needed: "a finite \(D.noun)")
      return nil
    }
    switch bound {
    case .zeroOrMore where value.canonicalValue < 0:
      faults.note(
        at: position, found: "\(text.quotedForPeople) is below zero",
        needed: "a \(D.noun) of zero or more")
      return nil
    case .aboveZero where value.canonicalValue <= 0:
      faults.note(
        at: position, found: "\(text.quotedForPeople) is not above zero",
        needed: "a \(D.noun) above zero")
      return nil
    default: return value
    }
  }

  private func parsed<D: Dimension>(unitOfList: Unit<D>?, noting faults: FaultCollector)
    -> Quantity<D>?
  {
    if let number = bareNumber, let unitOfList { return Quantity(number, unitOfList) }
    if bareNumber == 0 { return .zero }
    do {
      return try Quantity<D>(parsing: text)
    } catch {
      let units = error.knownUnits.joined(separator: ", ")
      let needed = "a \(D.noun) with its unit"
      switch error.reason {
      case .notANumber:
        faults.note(
          at: position, found: "\(text.quotedForPeople) is no \(D.noun)", needed: needed,
          hint: "write a number and one of \(units)")
      case .missingUnit:
        let usual = D.units.first { $0.symbol == "h" } ?? D.canonicalUnit
        let gap = usual.symbol.first?.isNumber == true ? " " : ""
        let example = "\(text)\(gap)\(usual.symbol)"
        faults.note(
          at: position, found: "\(text.quotedForPeople) has no unit", needed: needed,
          hint: "write one of \(units) behind it, as in \(example)")
      case .beyondSense(let because):
        faults.note(
          at: position, found: "\(text.quotedForPeople) is beyond any \(D.noun)",
          needed: needed, hint: because)
      case .unknownUnit(let unit):
        faults.note(
          at: position, found: "\(unit.quotedForPeople) is no unit of \(D.noun)", needed: needed,
          hint: UnitHint<D>.hint(for: unit))
      }
      return nil
    }
  }
}
