import FileFormats
import Quantities

/// Amounts as people type several of them: `1,3,10nM`, one unit at the end for all, or a unit each.
struct AmountListText<D: Dimension> {
  let amounts: [Quantity<D>]

  /// Reads what it can and notes what it cannot.
  ///
  /// - Parameters:
  ///   - noun: what one of them is called, such as "a dose".
  ///   - accepts: the least that is taken.
  init(
    _ text: String, option: String, noun: String, atLeast least: Quantity<D>,
    noting faults: FaultCollector
  ) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let unit = parts.last.map { $0.drop { "+-.eE0123456789 ".contains($0) } } ?? ""
    var amounts: [Quantity<D>] = []
    for part in parts {
      do throws(QuantityParseError) {
        let amount = try Quantity<D>(parsing: Self.isBare(part) ? part + unit : part)
        if amount >= least {
          amounts.append(amount)
        } else {
          faults.note(
            at: nil, found: "\(option): \(noun) of \(part.quotedForPeople)",
            needed: "\(noun) of at least \(least)")
        }
      } catch {
        faults.note(at: nil, found: "\(option): \(error)", needed: "\(noun) with its unit")
      }
    }
    if Set(amounts).count < amounts.count {
      faults.note(at: nil, found: "\(option): \(noun) that stands twice", needed: "each once")
    }
    self.amounts = amounts.sorted()
  }

  /// Whether a part is a number that takes its unit from the end.
  private static func isBare(_ part: String) -> Bool {
    !part.isEmpty && part.allSatisfy { "+-.eE0123456789 ".contains($0) }
  }
}
