/// What the protocol put into one well.
public struct LayoutWell: Hashable, Sendable {
  public var well: WellAddress
  public var role: WellRole
  /// The cell line or sample; nil where there are no cells.
  public var line: String?
  public var drug: String?
  public var dose: NominalDose?
  /// Cells seeded; nil where the layout does not say.
  public var cells: Double?
  /// The number of the repeat among wells of one condition, from 1.
  public var replicate: Int?
  /// Why a person leaves the well out; nil for a well that counts.
  public var exclusion: String?

  public init(
    _ well: WellAddress, role: WellRole, line: String? = nil, drug: String? = nil,
    dose: NominalDose? = nil, cells: Double? = nil, replicate: Int? = nil, exclusion: String? = nil
  ) {
    self.well = well
    self.role = role
    self.line = line
    self.drug = drug
    self.dose = dose
    self.cells = cells
    self.replicate = replicate
    self.exclusion = exclusion
  }

  /// What is in the well, in a few words: `AZD4320 10 nM`, `vehicle`.
  public var content: String {
    guard role == .sample else { return role.noun }
    let unit = dose?.unit.map { " \($0.symbol)" } ?? ""
    let amount = dose.map { "\($0.value.forPeople())\(unit)" }
    return [drug, amount].compactMap(\.self).joined(separator: " ")
  }
}

/// The plan of one plate: which well holds what.
public struct PlateLayout: Hashable, Sendable {
  /// The plate it belongs to; nil for a plan that serves every plate.
  public let plate: String?
  public let format: PlateFormat
  /// Along the rows, each well once; wells that hold nothing are left out.
  public let wells: [LayoutWell]
  private let places: [WellAddress: Int]

  /// - Precondition: no well stands twice, and all lie on a plate of this format.
  public init(plate: String? = nil, format: PlateFormat, wells: [LayoutWell]) {
    let sorted = wells.sorted { $0.well < $1.well }
    precondition(sorted.allSatisfy { format.contains($0.well) }, "a well outside the plate")
    self.plate = plate
    self.format = format
    self.wells = sorted
    places = Dictionary(
      sorted.enumerated().map { ($0.element.well, $0.offset) },
      uniquingKeysWith: { _, _ in preconditionFailure("a well stands twice in the layout") })
  }

  public subscript(_ well: WellAddress) -> LayoutWell? { places[well].map { wells[$0] } }

  /// The roles that have a well which a person did not leave out.
  public var roles: Set<WellRole> { Set(wells.lazy.filter { $0.exclusion == nil }.map(\.role)) }

  /// A reading of one well, as this plan understands it; nil for a well that it does not describe.
  ///
  /// A person's exclusion and the reader's flag both keep the value out; the exclusion is told.
  public func observation(
    of well: WellAddress, on plate: String, value: Double, flag: WellFlag?
  ) -> PlateObservation? {
    guard let plan = self[well] else { return nil }
    return PlateObservation(
      plate: plate, well: well, role: plan.role, line: plan.line, drug: plan.drug, dose: plan.dose,
      replicate: plan.replicate, value: value,
      flag: plan.exclusion.map(WellFlag.excluded) ?? flag)
  }
}
