/// What an i-control or SparkControl export says beside its tables that was measured: the labels of
/// SparkControl's list of actions, i-control's `Label:` sections or groups of settings, and how many
/// cycles there are.
struct TecanScript {
  /// Labels that SparkControl lists, or that open i-control's sections, in their order.
  private var labels: [String] = []
  /// Groups of settings before the first table, which i-control does not name.
  private var unnamedGroups = 0
  private var cycles: Int?

  private static let measurements = ["Absorbance", "Fluorescence", "Luminescence", "Alpha"]

  init(_ sheet: SpreadsheetSheet) {
    labels = sheet.rows.compactMap { cells in
      guard let text = cells.first?.text, text.hasPrefix("Label:") else { return nil }
      return String(text.dropFirst("Label:".count)).trimmingBlanks
    }
    let hasLabelSections = !labels.isEmpty
    var isList = false
    for row in sheet.rows.indices {
      let cells = sheet.rows[row].filter { !$0.isBlank }
      guard let first = cells.first?.text else {
        isList = false
        continue
      }
      // Its first table ends what stands before the tables.
      if first == "<>" || first.hasPrefix("Cycle") || first.hasPrefix("Zyklus") { break }
      if first.hasPrefix("List of actions") { isList = true }
      if isList, !hasLabelSections, cells.count == 2,
        Self.measurements.contains(where: first.hasPrefix)
      {
        labels.append(cells[1].text)
      }
      if first == "Mode" || first == "Modus", cells.count > 1, !isKinetic(cells[1].text) {
        unnamedGroups += 1
      }
      if first == "Name" { unnamedGroups = 0 }
      if first == "Kinetic Cycles" || first == "Kinetik - Zyklen" {
        cycles = cells.dropFirst().first?.wholeNumber
      }
    }
    if hasLabelSections { unnamedGroups = 0 }
  }

  private func isKinetic(_ mode: String) -> Bool { mode == "Kinetic" || mode == "Kinetik" }

  /// Tells of what the script measures and the file has not.
  func noteWhatIsMissing(in builder: ReadoutBuilder) {
    let reads = builder.reads.map(\.read)
    let missing = labels.filter { label in
      !reads.contains { $0 == label || $0.hasPrefix(label + ":") || $0.hasPrefix(label + " (") }
    }
    if !missing.isEmpty, missing.count < labels.count {
      builder.noticeMissing(
        "The script measures \(labels.listed()), and the results of \(missing.listed()) are not here"
      )
    } else if labels.isEmpty, Set(reads).count < unnamedGroups {
      builder.noticeMissing(
        "The settings are those of \(unnamedGroups) measurements, and \(Set(reads).count) stand here"
      )
    }
    guard let cycles, let last = builder.lastRead, last.time != nil, builder.endOfFile() != nil
    else {
      return
    }
    let found = Set(builder.reads.filter { $0.read == last.read }.map(\.time)).count
    if found < cycles {
      builder.noticeMissing("The script has \(cycles) cycles, and the last table has \(found)")
    }
  }
}
