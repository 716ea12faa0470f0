import Citations

/// What is known of a drug beside the numbers that the model takes.
extension BH3Mimetic {
  /// How the drug is given to animals; nil for a drug that the library does not hold. No model here
  /// depends on it: the medium of a well has no route.
  public var route: Sourced<String>? {
    switch name {
    case Self.azd4320.name:
      Sourced(
        "intraperitoneal or intravenous",
        .guide(
          .azd4320Guide,
          at: "RS4;11 i.p., MOLT-4 and PDX i.v.; the primary abstract has a single i.v. bolus"))
    case Self.navitoclax.name: Sourced("oral", .fromMemory(.tse2008, note: "orally bioavailable"))
    case Self.abt737.name:
      Sourced("intraperitoneal", .fromMemory(.oltersdorf2005, note: "not orally bioavailable"))
    case Self.venetoclax.name:
      Sourced("oral", .fromMemory(.souers2013, note: "orally bioavailable"))
    case Self.a1331852.name:
      Sourced("oral", .fromMemory(.leverson2015, note: "orally bioavailable"))
    case Self.s63845.name: Sourced("intravenous", .fromMemory(.kotschy2016, note: "in mice"))
    case Self.azd5991.name: Sourced("intravenous", .fromMemory(.tron2018, note: "in mice"))
    default: nil
    }
  }

  /// What is known of a protein for which the drug has no affinity here: nothing, unless it is said.
  public func standing(of target: Target) -> String {
    name == Self.azd4320.name && target == .mcl1
      ? "absent (verify; believed micromolar)" : "unknown"
  }
}
