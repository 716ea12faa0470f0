/// Reads a formula as people type it, such as `a * (1 - exp(-b * x))`.
///
/// Operators from loose to tight: `+ -`, `* /`, a leading sign, `^` or `**` (which groups to the
/// right and binds tighter than a sign on its left, so `-x^2` is −(x²)). Functions: those of
/// ``ElementaryFunction``, with `ln`, `abs`, `asin`, `acos`, `atan`, `ceil` as other names of theirs,
/// `log10`, `log2`, `pow(a, b)`, `min(a, b)`, `max(a, b)`. `log` is the natural logarithm; `pi` is π.
/// Every other name is a symbol.
public struct FormulaParser {
  private let characters: [Character]
  private var place = 0
  private var depth = 0

  private init(_ text: String) { characters = Array(text) }

  /// The expression that `text` spells out.
  public static func parse(_ text: String) throws(FormulaSyntaxError) -> Expression {
    var parser = FormulaParser(text)
    parser.skipSpace()
    guard parser.peek != nil else { throw FormulaSyntaxError(.empty, at: 0) }
    let expression = try parser.sum()
    guard parser.peek == nil else { throw parser.unexpected() }
    return expression
  }

  private var peek: Character? { place < characters.count ? characters[place] : nil }

  private mutating func skipSpace() {
    while let character = peek, character.isWhitespace { place += 1 }
  }

  /// Takes the operator if it comes next.
  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text)
    guard characters[place...].starts(with: wanted) else { return false }
    place += wanted.count
    skipSpace()
    return true
  }

  private func unexpected() -> FormulaSyntaxError {
    FormulaSyntaxError(peek.map { .unexpected($0) } ?? .endsEarly, at: place)
  }

  private mutating func sum() throws(FormulaSyntaxError) -> Expression {
    // Deeper than any formula a person types, and shallow enough for the stack.
    guard depth < 200 else { throw FormulaSyntaxError(.tooDeep, at: place) }
    depth += 1
    defer { depth -= 1 }
    var total = try product()
    while true {
      if take("+") || take("＋") {
        total = total + (try product())
      } else if take("-") || take("−") {
        total = total - (try product())
      } else {
        return total
      }
    }
  }

  private mutating func product() throws(FormulaSyntaxError) -> Expression {
    var total = try signed()
    while true {
      if characters[place...].starts(with: ["*", "*"]) {
        throw unexpected()
      } else if take("*") || take("·") || take("×") {
        total = total * (try signed())
      } else if take("/") {
        total = total / (try signed())
      } else {
        return total
      }
    }
  }

  private mutating func signed() throws(FormulaSyntaxError) -> Expression {
    var isNegative = false
    while true {
      if take("-") || take("−") {
        isNegative.toggle()
      } else if !take("+") {
        break
      }
    }
    let value = try power()
    return isNegative ? -value : value
  }

  private mutating func power() throws(FormulaSyntaxError) -> Expression {
    guard depth < 200 else { throw FormulaSyntaxError(.tooDeep, at: place) }
    depth += 1
    defer { depth -= 1 }
    let base = try atom()
    guard take("^") || take("**") else { return base }
    // The exponent may carry a sign of its own: 2^-1.
    return .power(base, try signed())
  }

  private mutating func atom() throws(FormulaSyntaxError) -> Expression {
    guard let character = peek else { throw unexpected() }
    if take("(") {
      let inside = try sum()
      guard take(")") else { throw FormulaSyntaxError(.bracketLeftOpen, at: place) }
      return inside
    }
    if character.isASCII, character.isNumber || character == "." { return try number() }
    if character == "_" || character.isLetter { return try name() }
    throw unexpected()
  }

  private mutating func number() throws(FormulaSyntaxError) -> Expression {
    let start = place
    func isDigit(_ place: Int) -> Bool {
      place < characters.count && characters[place].isASCII && characters[place].isNumber
    }
    while isDigit(place) || peek == "." { place += 1 }
    if peek == "e" || peek == "E" {
      let hasSign = place + 1 < characters.count && "+-".contains(characters[place + 1])
      if isDigit(place + (hasSign ? 2 : 1)) {
        place += hasSign ? 2 : 1
        while isDigit(place) { place += 1 }
      }
    }
    let text = String(characters[start..<place])
    guard let value = Double(text), value.isFinite else {
      throw FormulaSyntaxError(.notANumber(text), at: start)
    }
    skipSpace()
    return .constant(value)
  }

  private mutating func name() throws(FormulaSyntaxError) -> Expression {
    let start = place
    while let character = peek, character == "_" || character.isLetter || character.isNumber {
      place += 1
    }
    let name = String(characters[start..<place])
    skipSpace()
    guard peek == "(" else { return name == "pi" ? .constant(.pi) : .symbol(Symbol(name)) }
    _ = take("(")
    var arguments: [Expression] = []
    if !take(")") {
      repeat { arguments.append(try sum()) } while take(",")
      guard take(")") else { throw FormulaSyntaxError(.bracketLeftOpen, at: place) }
    }
    guard let function = Self.functions[name] else {
      throw FormulaSyntaxError(.unknownFunction(name), at: start)
    }
    guard arguments.count == function.arguments else {
      throw FormulaSyntaxError(
        .wrongArgumentCount(name, found: arguments.count, needed: function.arguments), at: start)
    }
    return function.make(arguments)
  }

  private struct Function: Sendable {
    let arguments: Int
    let make: @Sendable ([Expression]) -> Expression
  }

  private static let functions: [String: Function] = {
    var table: [String: Function] = [:]
    for function in ElementaryFunction.allCases {
      table[function.rawValue] = Function(arguments: 1) { .function(function, $0[0]) }
    }
    let others: [(String, ElementaryFunction)] = [
      ("ln", .log), ("abs", .absolute), ("asin", .arcsin), ("acos", .arccos), ("atan", .arctan),
      ("ceil", .ceiling),
    ]
    for (name, function) in others {
      table[name] = Function(arguments: 1) { .function(function, $0[0]) }
    }
    for (name, base) in [("log10", 10.0), ("log2", 2.0)] {
      table[name] = Function(arguments: 1) {
        .function(.log, $0[0]) / .function(.log, .constant(base))
      }
    }
    table["pow"] = Function(arguments: 2) { .power($0[0], $0[1]) }
    table["min"] = Function(arguments: 2) { .minimum($0[0], $0[1]) }
    table["max"] = Function(arguments: 2) { .maximum($0[0], $0[1]) }
    return table
  }()
}

/// Why a text is no formula, and where.
public struct FormulaSyntaxError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case empty
    case endsEarly
    case unexpected(Character)
    case notANumber(String)
    case bracketLeftOpen
    case unknownFunction(String)
    case wrongArgumentCount(String, found: Int, needed: Int)
    case tooDeep
  }

  public let reason: Reason
  /// How many characters come before the fault.
  public let place: Int

  init(_ reason: Reason, at place: Int) {
    self.reason = reason
    self.place = place
  }
}
