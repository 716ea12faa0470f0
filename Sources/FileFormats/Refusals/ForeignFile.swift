/// What a file is that was given as a table of text and is none, told by its first bytes.
enum ForeignFile {
  /// How many bytes are looked at.
  static let sample = 4096

  /// The refusal of a file that begins so; nil where it may be text.
  static func fault(file: String, beginning bytes: [UInt8]) -> InputFault? {
    for kind in kinds where bytes.dropFirst(kind.offset).starts(with: kind.mark) {
      return InputFault(
        file: file, found: "the file is \(kind.name)", needed: "a table as CSV or TSV",
        hint: kind.hint)
    }
    let text = bytes.prefix(64).drop { $0 <= 0x20 }.map { $0 | 0x20 }
    for (mark, name) in [("<!doctype", "a web page"), ("<html", "a web page"), ("<?xml", "XML")]
    where text.starts(with: mark.utf8.map { $0 | 0x20 }) {
      return InputFault(
        file: file, found: "the file is \(name)", needed: "a table as CSV or TSV",
        hint: "export the table itself")
    }
    guard let zero = bytes.firstIndex(of: 0) else { return controls(file, bytes) }
    let pairs = bytes.count / 2
    let (even, odd) = (0..<pairs).reduce(into: (0, 0)) { counts, pair in
      if bytes[2 * pair] == 0 { counts.0 += 1 }
      if bytes[2 * pair + 1] == 0 { counts.1 += 1 }
    }
    // Latin text in UTF-16 has a zero in every other place and hardly any elsewhere.
    if pairs >= 4, max(even, odd) > pairs * 3 / 4, min(even, odd) * 10 < pairs {
      return InputFault(
        file: file, found: "the file looks like UTF-16 without its mark",
        needed: "text in UTF-8, or UTF-16 with its mark", hint: "save it as UTF-8")
    }
    // One zero byte in a text is told with its place when the row is read.
    guard bytes.count(where: { $0 == 0 }) > 2 || zero < 8 else { return controls(file, bytes) }
    return binary(file)
  }

  /// Control characters and broken encoding in more than a few places of a hundred are no text.
  private static func controls(_ file: String, _ bytes: [UInt8]) -> InputFault? {
    let odd = bytes.count { ($0 < 0x20 && ![0x09, 0x0A, 0x0D, 0x1B].contains($0)) || $0 == 0x7F }
    return odd > 2 && odd * 50 > bytes.count ? binary(file) : nil
  }

  private static func binary(_ file: String) -> InputFault {
    InputFault(
      file: file, found: "the file is binary, not text", needed: "a table as CSV or TSV",
      hint: "was another file meant?")
  }

  private struct Kind {
    var mark: [UInt8]
    var offset = 0
    var name: String
    var hint: String
  }

  private static let asTable = "save the sheet as CSV"
  private static let asNumbers = "the numbers behind it are needed, as CSV"

  private static let kinds = [
    Kind(
      mark: [0x50, 0x4B, 0x03, 0x04], name: "a ZIP archive, as XLSX files are", hint: asTable),
    Kind(
      mark: [0xD0, 0xCF, 0x11, 0xE0], name: "an older Office file, as XLS files are",
      hint: asTable),
    Kind(mark: Array("%PDF".utf8), name: "a PDF", hint: asNumbers),
    Kind(mark: [0x89, 0x50, 0x4E, 0x47], name: "a picture (PNG)", hint: asNumbers),
    Kind(mark: [0xFF, 0xD8, 0xFF], name: "a picture (JPEG)", hint: asNumbers),
    Kind(mark: Array("GIF8".utf8), name: "a picture (GIF)", hint: asNumbers),
    Kind(mark: [0x49, 0x49, 0x2A, 0x00], name: "a picture (TIFF)", hint: asNumbers),
    Kind(mark: [0x4D, 0x4D, 0x00, 0x2A], name: "a picture (TIFF)", hint: asNumbers),
    Kind(mark: [0x1F, 0x8B], name: "compressed (gzip)", hint: "unpack it first"),
    Kind(mark: Array("BZh".utf8), name: "compressed (bzip2)", hint: "unpack it first"),
    Kind(mark: [0xFD, 0x37, 0x7A, 0x58, 0x5A], name: "compressed (xz)", hint: "unpack it first"),
    Kind(mark: [0x7F, 0x45, 0x4C, 0x46], name: "a program", hint: "was another file meant?"),
    Kind(
      mark: Array("SQLite format 3".utf8), name: "a database (SQLite)",
      hint: "export the table as CSV"),
    Kind(mark: Array("{\\rtf".utf8), name: "a document (RTF)", hint: "save it as plain text"),
  ]
}
