import Quantities

/// What EnVision and EnSpire say of a plate before its results: the line below `Plate information`.
struct EnVisionBlock {
  var plate = "Plate 1"
  /// Of the measurement: `AC HTRF Laser [Eu](1)`.
  var label = ""
  /// The cycle of a kinetic measurement, from 1; nil for an endpoint.
  private var cycle: Int?
  /// `2/13/2025`, in whatever order, and the seconds of that day.
  private var day = ""
  private var secondOfDay: Double?

  init() {}

  /// Reads the block whose headings stand in `headerRow`.
  init(_ sheet: SpreadsheetSheet, headerRow: Int) {
    func value(_ heading: String) -> String {
      guard sheet.rows.indices.contains(headerRow),
        let column = sheet.rows[headerRow].firstIndex(where: { $0.text == heading })
      else { return "" }
      return Self.unformula(sheet.cell(headerRow + 1, column).text)
    }
    let barcode = value("Barcode")
    let number = value("Plate")
    let name = barcode.isEmpty ? "Plate \(number.isEmpty ? "1" : number)" : barcode
    let repeatNumber = value("Repeat")
    let isFirst = repeatNumber.isEmpty || repeatNumber == "1"
    plate = isFirst ? name : "\(name), repeat \(repeatNumber)"
    label = value("Label")
    cycle = Int(value("Kinetics")).flatMap { $0 > 0 ? $0 : nil }
    let words = value("Measurement date").split(separator: " ").map(String.init)
    if words.count >= 2 {
      day = words[0]
      secondOfDay = Self.seconds(words[1], afternoon: words.dropFirst(2).first)
    }
  }

  /// The time since `first`, an earlier cycle of the same measurement; nil for an endpoint, and where
  /// the two were not read on one day.
  func time(since first: EnVisionBlock) -> Time? {
    guard cycle != nil, first.cycle != nil, day == first.day, let secondOfDay,
      let start = first.secondOfDay, secondOfDay >= start
    else { return nil }
    return .seconds(secondOfDay - start)
  }

  /// `="P1"`, which keeps spreadsheets from changing a barcode, as `P1`.
  private static func unformula(_ text: String) -> String {
    guard text.hasPrefix("=") else { return text }
    return String(text.dropFirst()).filter { $0 != "\"" }
  }

  /// `5:45:08` with `PM`, or `17:45:08`.
  private static func seconds(_ clock: String, afternoon: String?) -> Double? {
    let parts = clock.split(separator: ":").map { Int($0) ?? -1 }
    guard parts.count == 3, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]),
      (0..<60).contains(parts[2])
    else { return nil }
    let half = afternoon?.uppercased()
    let hour =
      half == "PM" || half == "AM" ? parts[0] % 12 + (half == "PM" ? 12 : 0) : parts[0]
    return Double(hour * 3600 + parts[1] * 60 + parts[2])
  }
}
