/// What stands before the tables of i-control and SparkControl: the names of the reads and their
/// light.
///
/// Three styles are known. A `Label:` line opens a section of its own. Without it, each `Mode` line
/// opens a group of settings: SparkControl names it (`Name,OD600`), and either its table follows at
/// once, or all groups come first and each table stands below a line with its group's name.
/// i-control's groups have no names: there the tables, titled `OD600:600`, follow in their order.
struct TecanSettings {
  private struct Group {
    var name: String?
    var wavelength: Double?
    var excitation: Double?
    var emission: Double?
  }

  /// From a `Label:` line.
  private var label: String?
  /// A line with nothing else, above a table.
  private var title: String?
  /// The first holds what stands before any `Mode` line.
  private var groups = [Group()]
  /// The groups that tables were given, by their titles.
  private var tables: [(title: String, group: Int)] = []

  /// Takes one line of settings.
  mutating func take(_ cells: [SpreadsheetCell]) {
    let written = cells.filter { !$0.isBlank }
    guard let key = written.first?.text else { return }
    let value = written.dropFirst().first?.text
    if key.hasPrefix("Label:") {
      self = TecanSettings()
      label = String(key.dropFirst("Label:".count)).trimmingBlanks
      return
    }
    let length = written.dropFirst().lazy.compactMap {
      DecimalMark.point.number(in: $0.text) ?? DecimalMark.comma.number(in: $0.text)
    }.first { ReadWavelength.isLight($0) }
    let last = groups.count - 1
    switch key {
    case "Mode", "Modus":
      guard label == nil, value != "Kinetic", value != "Kinetik" else { return }
      groups.append(Group())
      title = nil
    case "Name":
      if last > 0 { groups[last].name = value }
    case "Measurement Wavelength", "Measurement wavelength", "Wavelength", "Wellenlänge",
      "Messwellenlänge":
      groups[last].wavelength = length
    case "Excitation Wavelength", "Excitation wavelength", "Anregungswellenlänge":
      groups[last].excitation = length
    case "Emission Wavelength", "Emission wavelength", "Emissionswellenlänge":
      groups[last].emission = length
    default:
      if written.count == 1, !key.contains(": "), !key.hasSuffix(":") { title = key }
    }
  }

  /// The name and the light of the table that comes next.
  mutating func nextTable() -> (read: String, light: ReadWavelength?) {
    let group = groups[groupOfNextTable()]
    let name = label ?? title ?? group.name ?? "Label1"
    let light: ReadWavelength? =
      if let excitation = group.excitation, let emission = group.emission {
        .pair(excitation: excitation, emission: emission)
      } else {
        (group.wavelength ?? group.excitation ?? group.emission).map { .single($0) }
          ?? WavelengthText.find(in: name)
      }
    return (name, light)
  }

  private mutating func groupOfNextTable() -> Int {
    let last = groups.count - 1
    guard label == nil, last > 0, let title else { return last }
    if let again = tables.last(where: { $0.title == title }) { return again.group }
    let plain = title.split(separator: ":").first.map { String($0).trimmingBlanks }
    let named = groups.lastIndex { $0.name != nil && ($0.name == title || $0.name == plain) }
    let used = Set(tables.map(\.group))
    let group = named ?? groups.indices.dropFirst().first { !used.contains($0) } ?? last
    tables.append((title, group))
    return group
  }
}
