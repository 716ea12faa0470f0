import NumericalMethods
import Quantities

extension DilutionPlan {
  /// Solvent fractions that are usual, tried from the smallest.
  private static let usualFractions = [0.0005, 0.001, 0.002, 0.0025, 0.005, 0.01, 0.02]

  /// Plans the dilutions for `plates` plates of a protocol.
  ///
  /// - Throws: ``DilutionError`` with every drug whose top dose needs too much solvent, or with every
  ///   step that no tube holds.
  public init(
    for plan: DosingPlan, plates: Int, limits: Limits
  ) throws(DilutionError) {
    let drugs = plan.treatments + [plan.positiveControl].compactMap(\.self)
    let needed = drugs.map { drug in
      (drug.doses.last ?? .zero).canonicalValue / drug.stock.canonicalValue
    }
    let faults = zip(drugs, needed).compactMap { drug, fraction -> Fault? in
      guard fraction > limits.solventLimit * (1 + 1e-9) else { return nil }
      return .tooMuchSolvent(
        drug: drug.drug, dose: drug.doses.last ?? .zero, stock: drug.stock, fraction: fraction)
    }
    guard faults.isEmpty else { throw DilutionError(faults: faults) }
    let fraction =
      (Self.usualFractions + [limits.solventLimit]).sorted().first {
        $0 >= (needed.max() ?? 0) * (1 - 1e-9) && $0 <= limits.solventLimit
      } ?? limits.solventLimit
    solventFraction = fraction
    let direct = Volume(canonical: fraction * limits.wellVolume.canonicalValue)
    hasIntermediate = direct < limits.smallestTransfer
    let added = hasIntermediate ? Volume(canonical: limits.wellVolume.canonicalValue / 10) : direct
    guard added >= limits.smallestTransfer else {
      throw DilutionError(
        faults: [.wellTooSmall(needed: limits.smallestTransfer, well: limits.wellVolume)])
    }
    addedVolume = added
    seededVolume = limits.wellVolume - added

    /// What `wells` wells take of one preparation.
    func used(_ wells: Int) -> Volume {
      Volume(canonical: limits.excess * Double(wells) * added.canonicalValue)
    }
    let controls = plates * (plan.vehicleWells + plan.blankWells)
    if hasIntermediate {
      let volume = Self.intermediate(used(controls), fraction, limits)
      vehicleSolvent = Volume(canonical: 10 * fraction * volume.canonicalValue)
      vehicleMedium = volume - vehicleSolvent
    } else {
      vehicleSolvent = used(controls)
      vehicleMedium = .zero
    }
    var solvent: [Step] = []
    var medium: [Step] = []
    for (index, drug) in drugs.enumerated() {
      let wells =
        plates * (index < plan.treatments.count ? plan.replicates : plan.positiveControlWells)
      let intermediate = Self.intermediate(used(wells), fraction, limits)
      let taken =
        hasIntermediate
        ? Volume(canonical: 10 * fraction * intermediate.canonicalValue) : used(wells)
      solvent += Self.series(of: drug, taking: taken, fraction, limits)
      guard hasIntermediate else { continue }
      medium += drug.doses.reversed().map { dose in
        Step(
          stage: .medium, drug: drug.drug, dose: dose,
          source: Concentration(canonical: dose.canonicalValue / fraction), sourceVolume: taken,
          diluentVolume: intermediate - taken,
          concentration: Concentration(canonical: 10 * dose.canonicalValue))
      }
    }
    let tooLarge = (solvent + medium).filter { $0.volume > Self.largestTube }.map {
      Fault.tubeTooSmall(drug: $0.drug, dose: $0.dose, needed: $0.volume)
    }
    guard tooLarge.isEmpty else { throw DilutionError(faults: tooLarge) }
    steps = solvent + medium
  }

  /// Enough for its wells, and so much that the solution in solvent can be pipetted into it.
  private static func intermediate(
    _ used: Volume, _ fraction: Double, _ limits: Limits
  ) -> Volume {
    let least = limits.smallestTransfer.canonicalValue / (10 * fraction)
    return roundedUp(max(used.canonicalValue, least), to: 10 * microlitre)
  }

  /// A dilution series in solvent, planned from its lowest dose upward and told from the top down.
  private static func series(
    of drug: DosingPlan.Treatment, taking taken: Volume, _ fraction: Double, _ limits: Limits
  ) -> [Step] {
    // A series is made by hand even where a dispenser fills the plate, and a tube of a few microlitres
    // cannot be mixed.
    let smallest = max(limits.smallestTransfer.canonicalValue, microlitre)
    // A tip never empties a tube.
    let rest = max(smallest, 0.1 * taken.canonicalValue)
    var carried = 0.0
    var steps: [Step] = []
    /// One tube of `volume` at the least, made from `source`.
    func add(
      _ dose: Concentration, _ concentration: Double, from source: Double, holding least: Double,
      isOnTheWay: Bool
    ) {
      let fold = source / concentration
      var volume = max(20 * microlitre, least + rest + carried)
      let isStockItself = fold < 1 + 1e-9
      if !isStockItself {
        // Both the transfer and the diluent must be pipettable.
        volume = max(volume, smallest * fold, smallest * fold / (fold - 1))
      }
      volume = roundedUp(volume, to: 0.5 * microlitre).canonicalValue
      let moved = isStockItself ? volume : volume / fold
      steps.append(
        Step(
          stage: .solvent, drug: drug.drug, dose: dose, isOnTheWay: isOnTheWay,
          source: Concentration(canonical: source), sourceVolume: Volume(canonical: moved),
          diluentVolume: Volume(canonical: isStockItself ? 0 : volume - moved),
          concentration: Concentration(canonical: concentration)))
      carried = moved
    }
    for (index, dose) in drug.doses.enumerated() {
      let concentration = dose.canonicalValue / fraction
      let source =
        index + 1 < drug.doses.count
        ? drug.doses[index + 1].canonicalValue / fraction : drug.stock.canonicalValue
      // From the tube upward: each tube on the way is as far from the next as one step may be.
      let between = waypoints(from: source, to: concentration)
      var taken = taken.canonicalValue
      var made = concentration
      for (place, from) in (between + [source]).enumerated() {
        add(dose, made, from: from, holding: taken, isOnTheWay: place > 0)
        made = from
        taken = 0
      }
    }
    return steps.reversed()
  }

  /// The concentrations of tubes between a source and what is made of it, lowest first: steps of the
  /// largest fold, and what is left of the way from the source to the last. Where that is less than
  /// twofold one step of ten lends it some, since a step that hardly dilutes takes much volume.
  static func waypoints(from source: Double, to concentration: Double) -> [Double] {
    let fold = source / concentration
    let steps = Int(
      (ReproducibleMath.log(fold) / ReproducibleMath.log(largestFold) - 1e-9).rounded(.up))
    guard steps > 1 else { return [] }
    var left = fold
    for _ in 1..<steps { left /= largestFold }
    var place = concentration
    return (1..<steps).map { step in
      place *= step == 1 && left < 2 ? 10 : largestFold
      return place
    }
  }

  private static let microlitre = 1e6

  private static func roundedUp(_ volume: Double, to step: Double) -> Volume {
    Volume(canonical: (volume / step - 1e-9).rounded(.up) * step)
  }
}
