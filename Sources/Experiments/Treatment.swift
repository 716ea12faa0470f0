import Quantities

/// What a well is given at time 0.
public struct Treatment: Hashable, Sendable {
  public var doses: [DrugDose]

  public init(_ doses: [DrugDose]) { self.doses = doses }

  /// Solvent alone.
  public static let vehicle = Treatment([])

  /// One drug at one concentration.
  public struct DrugDose: Hashable, Sendable {
    public let drug: String
    public let concentration: Concentration
    public let basis: Basis

    public init(_ drug: String, _ concentration: Concentration, _ basis: Basis = .nominal) {
      self.drug = drug
      self.concentration = concentration
      self.basis = basis
    }
  }

  /// Which concentration a number means: what was pipetted, or the part of it that acts.
  public enum Basis: String, Hashable, Sendable {
    /// The concentration in the well, bound and unbound.
    case nominal
    /// The unbound concentration, which alone crosses into cells.
    case free
  }
}

extension CellModel {
  /// The free concentration that a dose makes in the medium.
  ///
  /// It is a caller's mistake to give a drug that the model was not built with.
  public func freeConcentration(of dose: Treatment.DrugDose) -> Concentration {
    switch dose.basis {
    case .free: return dose.concentration
    case .nominal: return dose.concentration * medium(of: dose.drug).freeFraction
    }
  }

  func medium(of drug: String) -> DrugMedium {
    guard let medium = media.first(where: { $0.drug == drug }) else {
      preconditionFailure("the cell model was built without \(drug)")
    }
    return medium
  }
}
