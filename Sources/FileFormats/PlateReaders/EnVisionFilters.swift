/// The wavelengths of EnVision's filters, from the protocol information behind the results.
///
/// A label names its filters (`Ems. filter,,,,APC 665`); a filter's description gives its
/// wavelength (`M665 CWL=665nm BW=75nm`).
struct EnVisionFilters {
  private var wavelengths: [String: Double] = [:]
  private var labels: [String: [String: String]] = [:]

  init(_ sheet: SpreadsheetSheet) {
    var section = ""
    var name = ""
    for cells in sheet.rows {
      let key = cells.first?.text ?? ""
      let value = cells.dropFirst().first { !$0.isBlank }?.text ?? ""
      if key.isEmpty {
        name = ""
      } else if key.hasSuffix(":"), value.isEmpty {
        (section, name) = (key, "")
      } else if name.isEmpty {
        name = key
      } else if section == "Labels:" {
        labels[name, default: [:]][key] = value
      } else if section == "Filters:", key == "Description" {
        wavelengths[name] = Self.centre(value)
      }
    }
  }

  /// The light of a result: of its label, and of the second emission filter for channel 2.
  func wavelength(ofLabel label: String, title: String) -> ReadWavelength? {
    // `AC HTRF Laser [Eu](1)` is the first measurement with label `AC HTRF Laser [Eu]`.
    let name =
      label.hasSuffix(")") ? label[..<(label.lastIndex(of: "(") ?? label.endIndex)] : label[...]
    guard let settings = labels[String(name)] else { return nil }
    let emissionKey = title.contains("channel 2") ? "2nd ems. filter" : "Ems. filter"
    let emission = settings[emissionKey].flatMap { wavelengths[$0] }
    let excitation = settings["Exc. filter"].flatMap { wavelengths[$0] }
    return switch (excitation, emission) {
    case (let excitation?, let emission?): .pair(excitation: excitation, emission: emission)
    case (nil, let length?), (let length?, nil): .single(length)
    case (nil, nil): nil
    }
  }

  private static func centre(_ description: String) -> Double? {
    guard let start = description.firstRange(of: "CWL=")?.upperBound else { return nil }
    let number = description[start...].prefix { $0.isNumber || $0 == "." }
    return DecimalMark.point.number(in: number)
  }
}
