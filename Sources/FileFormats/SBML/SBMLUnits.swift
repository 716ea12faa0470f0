import CSBML

/// The units of a model's numbers, as SBML defines them.
///
/// Amounts of a model in nM are nanomoles in spaces of one litre each, so that amount and
/// concentration are one number; amounts in molecules are counted as items.
struct SBMLUnits {
  /// The unit of the model's amounts, as the network spells it.
  let amount: String

  /// What one of SBML's base units is raised to, in a unit: `(kind, exponent, scale)`.
  private typealias Part = (kind: UnitKind_t, exponent: Double, scale: Int32)

  private static let known: [String: (id: String, parts: [Part])] = [
    "nM": ("nM", [(UNIT_KIND_MOLE, 1, -9), (UNIT_KIND_LITRE, -1, 0)]),
    "1/s": ("per_s", [(UNIT_KIND_SECOND, -1, 0)]),
    "s": ("s", [(UNIT_KIND_SECOND, 1, 0)]),
    "nM/s": (
      "nM_per_s", [(UNIT_KIND_MOLE, 1, -9), (UNIT_KIND_LITRE, -1, 0), (UNIT_KIND_SECOND, -1, 0)]
    ),
    "1/(nM·s)": (
      "per_nM_s", [(UNIT_KIND_MOLE, -1, -9), (UNIT_KIND_LITRE, 1, 0), (UNIT_KIND_SECOND, -1, 0)]
    ),
    "molecules": ("molecules", [(UNIT_KIND_ITEM, 1, 0)]),
    "molecule": ("molecules", [(UNIT_KIND_ITEM, 1, 0)]),
    "1/(molecule·s)": (
      "per_molecule_s", [(UNIT_KIND_ITEM, -1, 0), (UNIT_KIND_SECOND, -1, 0)]
    ),
  ]

  /// Numbers that have no dimension, by the words that a network has for them.
  private static let bare: Set = ["1", "fraction", "fold"]

  /// The identifier of a unit; nil for one that is not known, which is then left out.
  func identifier(of unit: String) -> String? {
    Self.bare.contains(unit) ? "dimensionless" : Self.known[unit]?.id
  }

  var countsMolecules: Bool { amount.hasPrefix("molecule") }
  var isKnown: Bool { Self.known[amount] != nil }

  /// Writes the definitions, and the model's own units of amount, space and time.
  func define(in model: OpaquePointer) {
    var written: Set<String> = []
    for entry in Self.known.values.sorted(by: { $0.id < $1.id })
    where written.insert(entry.id).inserted { define(entry.id, entry.parts, in: model) }
    define("nmol", [(UNIT_KIND_MOLE, 1, -9)], in: model)
    Model_setTimeUnits(model, "second")
    guard isKnown else { return }
    let substance = countsMolecules ? "item" : "nmol"
    Model_setSubstanceUnits(model, substance)
    Model_setExtentUnits(model, substance)
    Model_setVolumeUnits(model, countsMolecules ? "dimensionless" : "litre")
  }

  private func define(_ id: String, _ parts: [Part], in model: OpaquePointer) {
    guard let definition = Model_createUnitDefinition(model) else { return }
    UnitDefinition_setId(definition, id)
    for part in parts {
      guard let unit = UnitDefinition_createUnit(definition) else { continue }
      Unit_setKind(unit, part.kind)
      Unit_setExponentAsDouble(unit, part.exponent)
      Unit_setScale(unit, part.scale)
      Unit_setMultiplier(unit, 1)
    }
  }
}
