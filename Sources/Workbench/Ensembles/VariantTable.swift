import Expressions

/// Members of an ensemble, one a row: the amounts and parameters in which each differs.
///
/// The columns are ids of the model's file; a first column `variant` names the rows, which are
/// otherwise counted from 1.
public struct VariantTable: Sendable {
  public let names: [String]
  let places: [FileModel.Place]
  /// Row after row.
  let rows: [[Double]]

  public var count: Int { rows.count }

  /// - Parameter text: CSV, with a header.
  public init(csv text: String, for model: FileModel) throws(EnsembleRefusal) {
    var faults: [EnsembleRefusal.Fault] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      .enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
    guard let header = lines.first else {
      throw EnsembleRefusal(faults: [.init(line: nil, sentence: "the variant table is empty")])
    }
    func fields(_ line: Substring) -> [String] {
      line.split(separator: ",", omittingEmptySubsequences: false).map { field in
        String(field.trimming { $0.isWhitespace })
      }
    }
    let columns = fields(header.element)
    let isNamed = columns.first == "variant"
    let ids = Array(columns.dropFirst(isNamed ? 1 : 0))
    var places: [FileModel.Place] = []
    for id in ids {
      if let place = model.place(of: id) {
        places.append(place)
      } else {
        let known = model.settableNames.prefix(8).joined(separator: ", ")
        faults.append(
          .init(
            line: header.offset + 1,
            sentence: "“\(id)” is nothing that can be set; the model has \(known), …"))
      }
    }
    for repeated in Dictionary(grouping: ids, by: \.self).filter({ $0.value.count > 1 }).keys
      .sorted()
    {
      faults.append(.init(line: header.offset + 1, sentence: "column “\(repeated)” comes twice"))
    }
    var names: [String] = []
    var rows: [[Double]] = []
    for (offset, line) in lines.dropFirst() {
      var values = fields(line)
      guard values.count == columns.count else {
        faults.append(
          .init(
            line: offset + 1,
            sentence: "\(values.count) fields where the header has \(columns.count)"))
        continue
      }
      names.append(isNamed ? values.removeFirst() : "\(rows.count + 1)")
      rows.append(
        zip(ids, values).map { id, value in
          if let number = Double(value), number.isFinite { return number }
          faults.append(
            .init(line: offset + 1, sentence: "“\(value)” in column \(id) is no finite number"))
          return .nan
        })
    }
    guard faults.isEmpty else { throw EnsembleRefusal(faults: faults) }
    self.names = names
    self.places = places
    self.rows = rows
  }
}

extension Substring {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
    var rest = drop(while: isTrimmed)
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
