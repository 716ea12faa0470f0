import Assays
import FileFormats

/// Puts each plate's readings under its plan, and notes every way in which the two do not fit.
final class PlateJoining {
  private let map: PlateLayoutFile
  private let choice: ReadingChoice
  private let faults: FaultCollector
  private(set) var notices: [String] = []

  init(_ map: PlateLayoutFile, _ choice: ReadingChoice, _ faults: FaultCollector) {
    self.map = map
    self.choice = choice
    self.faults = faults
  }

  /// The plates in the order of the readings; with faults noted, not all of them.
  func plates() -> [LaidOutPlates.Plate] {
    var order: [String] = []
    var groups: [String: [PlateReading]] = [:]
    for reading in choice.readings {
      if groups[reading.plate] == nil { order.append(reading.plate) }
      groups[reading.plate, default: []].append(reading)
    }
    let plates = order.compactMap { name -> LaidOutPlates.Plate? in
      guard let layout = layout(of: name, among: order) else { return nil }
      return join(groups[name] ?? [], name, layout)
    }
    let unused = map.layouts.compactMap(\.plate).filter { plate in
      !order.contains(plate) && !(order.count == 1 && map.layouts.count == 1)
    }
    if !unused.isEmpty, faults.isEmpty {
      notices.append(
        "The layout also describes \(unused.joined(separator: ", ")), of which nothing was read.")
    }
    return plates
  }

  private func layout(of plate: String, among plates: [String]) -> PlateLayout? {
    if let own = map.layouts.first(where: { $0.plate == plate }) { return own }
    if let common = map.layouts.first(where: { $0.plate == nil }) { return common }
    if plates.count == 1, map.layouts.count == 1, let only = map.layouts.first {
      notices.append(
        "The readings call the plate “\(plate)”, the layout “\(only.plate ?? "")”: taken as one.")
      return only
    }
    let known = map.layouts.compactMap(\.plate)
    faults.note(
      at: nil, found: "the layout describes no plate \(plate.quotedForPeople), which was read",
      needed: "a layout for each plate, or one without names of plates for all",
      hint: NameSuggestion.hint(for: plate, among: known))
    return nil
  }

  private func join(
    _ readings: [PlateReading], _ name: String, _ layout: PlateLayout
  ) -> LaidOutPlates.Plate {
    checkFit(of: readings.map(\.well), name, layout)
    checkControls(of: layout, name)
    let byWell = Dictionary(readings.map { ($0.well, $0) }, uniquingKeysWith: { first, _ in first })
    var unread: [WellAddress] = []
    let observations = layout.wells.compactMap { plan -> PlateObservation? in
      let reading = byWell[plan.well]
      if reading == nil { unread.append(plan.well) }
      return layout.observation(
        of: plan.well, on: name, value: reading?.value ?? .nan,
        flag: reading == nil ? .readerError("not in the readings") : reading?.flag)
    }
    let undescribed = readings.filter { $0.value.isFinite && layout[$0.well] == nil }
      .map(\.well).sorted()
    // The rim is that of the plate, even where the layout names a part of it.
    let format = [layout.format, PlateFormat(smallestHolding: readings.map(\.well))]
      .compactMap(\.self).max { $0.wellCount < $1.wellCount }
    return LaidOutPlates.Plate(
      name: name,
      layout: PlateLayout(
        plate: layout.plate, format: format ?? layout.format, wells: layout.wells),
      observations: observations, unread: unread,
      undescribed: undescribed)
  }

  /// A map of another plate size: no part of it can be trusted.
  private func checkFit(of wells: [WellAddress], _ plate: String, _ layout: PlateLayout) {
    guard let read = PlateFormat(smallestHolding: wells) else { return }
    let outside = wells.filter { !layout.format.contains($0) }.sorted()
    // A table may name some wells of a larger plate; one that leaves out most of it is another's.
    if !outside.isEmpty, map.isDrawn || outside.count * 2 > wells.count {
      faults.note(
        at: nil,
        found: "\(plate): the layout is of \(layout.format.wellCount) wells, and "
          + "\(outside.count) wells beyond it were read, the first \(outside[0])",
        needed: "a layout of the plate that was read, with \(read.wellCount) wells",
        hint: map.isDrawn ? nil : "wells that hold nothing may be given the role “empty”")
    } else if read.wellCount < layout.format.wellCount, Set(wells).count == read.wellCount {
      let outside = layout.wells.filter { !read.contains($0.well) }
      guard let first = outside.first else { return }
      faults.note(
        at: nil,
        found: "\(plate): a whole plate of \(read.wellCount) wells was read, and the layout "
          + "describes \(outside.count) wells beyond it, the first \(first.well)",
        needed: "a layout of the plate that was read")
    }
  }

  private func checkControls(of layout: PlateLayout, _ plate: String) {
    let roles = layout.roles
    let hasReference = roles.contains(.positiveControl) || roles.contains(.blank)
    if !map.statesRoles, !roles.contains(.vehicle) || !hasReference {
      faults.note(
        at: nil, found: "\(plate): the layout has no column “role”, so its controls are not known",
        needed: "a column “role” with vehicle, positive or blank, and sample",
        hint: "without it only wells of dose 0 are taken for vehicle wells")
      return
    }
    if !roles.contains(.vehicle) {
      faults.note(
        at: nil, found: "\(plate): the layout has no vehicle well",
        needed: "wells of cells with the solvent alone, which all others are compared with",
        hint: "mark them “vehicle” (DMSO and negative control are read as the same)")
    }
    if !hasReference {
      faults.note(
        at: nil, found: "\(plate): the layout has neither positive control nor blank wells",
        needed: "one of them: what the signal is when nothing lives, or nothing is there")
    }
  }
}
