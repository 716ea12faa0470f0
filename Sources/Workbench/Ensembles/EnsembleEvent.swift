import Expressions
import FileFormats
import ReactionNetworks

/// A moment to be located in every member: when a number of the model first passes a value.
///
/// What holds from the start came at the start.
public struct EnsembleEvent: Hashable, Sendable {
  /// As the person wrote it, without spaces.
  public let name: String
  /// Negative before the moment.
  let formula: Expression

  /// Reads `NAME>VALUE` or `NAME<VALUE`; notes what is wrong and returns nil where something is.
  init?(_ text: String, of source: ModelSource, _ faults: FaultCollector) {
    let written = text.filter { $0 != " " }
    guard let sign = written.firstIndex(where: { $0 == ">" || $0 == "<" }),
      sign != written.startIndex
    else {
      faults.note(
        at: nil, found: "--event \(text.quotedForPeople)", needed: "NAME>VALUE or NAME<VALUE",
        hint: "in quotes, since a shell takes > for itself: --event 'CPARP>5e5'")
      return nil
    }
    let (id, rest) = (String(written[..<sign]), String(written[written.index(after: sign)...]))
    let symbol = Symbol(id)
    guard source.network.variable(symbol) != nil || source.network.parameter(symbol) != nil else {
      let known = source.network.variables.map(\.symbol.name)
      faults.note(
        at: nil, found: "--event: \(id.quotedForPeople) is nothing that changes in \(source.name)",
        needed: "a species or variable of the model",
        hint: NameSuggestion.hint(for: id, among: known))
      return nil
    }
    do {
      let value = try source.unit(of: symbol).read(rest)
      let amount =
        source.network.variable(symbol).map { source.amount(of: $0) } ?? symbol.expression
      formula = written[sign] == ">" ? amount - .constant(value) : .constant(value) - amount
      name = written
    } catch {
      faults.note(
        at: nil, found: "--event \(written): \(error.found)", needed: error.needed,
        hint: error.hint)
      return nil
    }
  }
}
