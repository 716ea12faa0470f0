import Workbench

/// The errors and gaps of the guides for people: one paragraph each, since they are read and not
/// compared.
package enum ErrataText {
  package static func text(of rows: [ErratumRow]) -> String {
    rows.map { row in
      """
      \(row.number). \(row.subject) [\(row.systems.joined(separator: ", "))]
         The guide:  \(row.guideSays) (\(row.place))
         Right:      \(row.isRight) (\(row.standing): \(row.source))
         In Primed:  \(row.consequence)
      """
    }.joined(separator: "\n\n")
  }
}
