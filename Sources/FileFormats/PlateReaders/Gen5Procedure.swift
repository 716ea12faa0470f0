/// What a Gen5 export says that was read, in the procedure before its results: wavelengths, pairs of
/// excitation and emission, and how many reads a kinetic loop has.
struct Gen5Procedure {
  private var lights: [ReadWavelength] = []
  private var kineticReads: [Int] = []

  init(_ sheet: SpreadsheetSheet) {
    guard let start = sheet.rows.firstIndex(where: { $0.first?.text == "Procedure Details" }) else {
      return
    }
    for row in start..<sheet.rows.count {
      let cells = sheet.rows[row].filter { !$0.isBlank }
      if cells.first?.text == "Layout" || cells.first?.text == "Results" { break }
      // Column numbers begin the results of exports without such a heading.
      if !PlateGrid.headers(in: sheet.rows[row]).isEmpty { break }
      for cell in cells { take(cell.text) }
    }
  }

  /// `Wavelengths:  260, 280`, `Excitation: 360/40,  Emission: 460/40`, `… Interval 0:00:30, 61 Reads`.
  private mutating func take(_ text: String) {
    if text.hasPrefix("Wavelengths:") {
      let lengths = text.dropFirst("Wavelengths:".count).split(separator: ",")
        .map { WavelengthText.wavelength(of: String($0)) }
      for case let length? in lengths where !lights.contains(length) { lights.append(length) }
    } else if text.hasPrefix("Excitation:"), let light = WavelengthText.wavelength(of: text) {
      if case .pair = light, !lights.contains(light) { lights.append(light) }
    } else if text.hasPrefix("Runtime"), text.hasSuffix(" Reads"),
      let count = text.split(separator: " ").dropLast().last.flatMap({ Int($0) })
    {
      kineticReads.append(count)
    }
  }

  /// Tells of what the procedure reads and the file, which ends with its results, has not.
  func noteWhatIsMissing(in builder: ReadoutBuilder) {
    guard let last = builder.lastRead, builder.endOfFile() != nil else { return }
    let found = Set(builder.reads.compactMap(\.wavelength))
    let missing = lights.filter { !found.contains($0) }
    if !missing.isEmpty, missing.count < lights.count {
      builder.noticeMissing(
        "The procedure reads \(lights.map(\.text).listed()) nm, and the results of "
          + "\(missing.map(\.text).listed()) are not here")
    }
    let times = Set(
      builder.reads.filter { $0.plate == last.plate && $0.read == last.read }.map(\.time))
    if last.time != nil, kineticReads.count == 1, times.count < kineticReads[0] {
      builder.noticeMissing(
        "The procedure has \(kineticReads[0]) kinetic reads, and the last table has \(times.count)")
    }
  }
}
