import Citations

/// A worksheet of a workbook, or a data table of a Prism file, as the delimited text that a dose table
/// is read from: line by line as the sheet has rows, so that the places of faults are those of the
/// sheet.
struct SheetOfDoses {
  /// Tab-delimited UTF-8, with quotes where a cell needs them.
  let text: [UInt8]
  /// Of the file on disk.
  let hash: ContentHash
  /// Which sheet was read, and what was left out, in sentences.
  let notices: [String]
  /// Whether doses stand down the first column, which a Prism table does not say in its titles.
  let isColumns: Bool

  /// Nil for a plain text.
  ///
  /// - Parameters:
  ///   - wanted: a sheet's name, or its number from 1; nil for the first that holds something.
  ///   - limit: the most bytes that a workbook or Prism file may have.
  init?(
    contentsOf path: String, sheet wanted: String?, in form: StatementForm, limit: Int = 64 << 20
  ) throws(InputRefusal) {
    let opening = try TableBytes.opening(of: path)
    let isPrism = PrismFile.begins(opening)
    guard isPrism || ZipArchive.begins(opening) else {
      guard let wanted else { return nil }
      let faults = FaultCollector(file: path)
      faults.note(.sheetOfText(wanted: wanted), at: nil, in: form)
      throw InputRefusal(faults.faults)
    }
    let bytes = try InputText.bytes(of: path, limit: limit)
    hash = ContentHash(of: bytes)
    isColumns = isPrism
    if isPrism {
      let prism = try PrismFile(file: path, bytes: bytes)
      let place = try Self.place(
        of: wanted, among: prism.tables.map(\.title), first: 0, noun: "table", file: path)
      let table = prism.tables[place]
      text = Self.delimited(table.rows)
      notices =
        [Self.told("table", table.title, of: prism.tables.map(\.title), in: form)]
        + prism.notices + table.notices
    } else {
      let sheets = try XLSXWorkbook(file: path, bytes: bytes).sheets
      let names = sheets.map { $0.name ?? "" }
      let filled = sheets.firstIndex { sheet in !sheet.rows.indices.allSatisfy(sheet.isBlank) }
      let place = try Self.place(of: wanted, among: names, first: filled, noun: "sheet", file: path)
      text = Self.delimited(sheets[place].rows.map { $0.map(\.text) })
      notices = [Self.told("sheet", names[place], of: names, in: form)]
    }
  }

  private static func place(
    of wanted: String?, among names: [String], first: Int?, noun: String, file: String
  ) throws(InputRefusal) -> Int {
    guard let wanted else {
      guard let first, names.indices.contains(first) else {
        throw InputRefusal(
          InputFault(
            file: file, found: "no \(noun) of this file holds anything",
            needed: "a table of doses and responses"))
      }
      return first
    }
    if let exact = names.firstIndex(of: wanted) { return exact }
    if let number = Int(wanted), names.indices.contains(number - 1) { return number - 1 }
    let likely = names.indices.filter { names[$0].lowercased() == wanted.lowercased() }
    if likely.count == 1 { return likely[0] }
    throw InputRefusal(
      InputFault(
        file: file, found: "there is no \(noun) \(wanted.quotedForPeople)",
        needed: "the name of a \(noun), or its number from 1",
        hint: "it has " + names.prefix(20).map(\.quotedForPeople).joined(separator: ", ")
          + (names.count > 20 ? ", …" : "")))
  }

  private static func told(
    _ noun: String, _ name: String, of names: [String], in form: StatementForm
  ) -> String {
    let others = names.count - 1
    let rest = others == 1 ? "one other is there" : "\(others) others are there"
    return "Read the \(noun) \(name.quotedForPeople)"
      + (others > 0 ? "; \(rest), and \(form.name(.sheet)) chooses among them." : ".")
  }

  private static func delimited(_ rows: [[String]]) -> [UInt8] {
    var text: [UInt8] = []
    // A worksheet does not store empty cells at the end of a row: there are as many as titles.
    let width = rows.first { !$0.allSatisfy(\.isEmpty) }?.count ?? 0
    for row in rows {
      defer { text.append(0x0A) }
      if row.allSatisfy(\.isEmpty) { continue }
      let missing = max(0, width - row.count)
      for (column, cell) in row.enumerated() {
        if column > 0 { text.append(0x09) }
        // A line break inside a cell would move every line below: a blank stands for it.
        let plain = cell.replacing("\r\n", with: " ").replacing("\n", with: " ")
          .replacing("\r", with: " ")
        if plain.utf8.contains(where: { $0 == 0x22 || $0 == 0x09 }) {
          text += "\"\(plain.replacing("\"", with: "\"\""))\"".utf8
        } else {
          text += plain.utf8
        }
      }
      text += [UInt8](repeating: 0x09, count: missing)
    }
    return text
  }
}
