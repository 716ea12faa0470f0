import Quantities
import Simulation

/// What a well is given, at time 0 and later.
public struct Treatment: Hashable, Sendable {
  /// What is given at time 0.
  public var doses: [DrugDose]
  /// What is done later, ascending in time; steps of equal time keep their order.
  public private(set) var steps: [Step]

  /// - Parameter steps: each after time 0, in any order.
  public init(_ doses: [DrugDose], then steps: [Step] = []) {
    precondition(steps.allSatisfy { $0.time > .zero }, "a dose at time 0 is one of the doses")
    self.doses = doses
    self.steps = steps.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

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

  /// Something done to the well after time 0.
  public struct Step: Hashable, Sendable {
    public let time: Time
    public let action: Action

    public init(at time: Time, _ action: Action) {
      self.time = time
      self.action = action
    }
  }

  public enum Action: Hashable, Sendable {
    /// Drug on top of what is there.
    case add(DrugDose)
    /// Fresh medium without any drug; what is inside the cells stays there.
    case washOut
  }

  /// Every drug that the well is given at any time.
  public var drugs: Set<String> {
    let later = steps.compactMap { step in
      if case .add(let dose) = step.action { return dose.drug }
      return nil
    }
    return Set(doses.map(\.drug)).union(later)
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

  /// The changes to the medium that an action makes.
  func changes(by action: Treatment.Action) -> [Change] {
    switch action {
    case .add(let dose):
      [.add(medium(of: dose.drug).symbol, freeConcentration(of: dose).nanomolar)]
    case .washOut: media.map { .set($0.symbol, 0) }
    }
  }

  func medium(of drug: String) -> DrugMedium {
    guard let medium = media.first(where: { $0.drug == drug }) else {
      preconditionFailure("the cell model was built without \(drug)")
    }
    return medium
  }
}
