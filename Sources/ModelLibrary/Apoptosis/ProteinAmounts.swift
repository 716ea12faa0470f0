import Expressions
import Quantities
import ReactionNetworks

/// How much of a protein is where, as formulas over the network: what a blot of it would show.
extension ApoptosisModel {
  /// All of a protein of the BCL-2 family, nM: free, active, held, in oligomers; BID includes tBID.
  public func total(of protein: Protein) -> Expression {
    let parts = network.species.compactMap { species -> Expression? in
      let count = Self.copies(of: protein, in: species.symbol)
      guard count > 0 else { return nil }
      return count == 1
        ? species.symbol.expression : .constant(count) * species.symbol.expression
    }
    guard let first = parts.first else { return .constant(0) }
    return parts.dropFirst().reduce(first) { $0 + $1 }
  }

  /// A protein held by an anti-apoptotic, nM; nil for a pair that does not bind in this model.
  ///
  /// An effector is held in its active form only.
  public func held(_ protein: Protein, by guardian: Protein) -> Expression? {
    let complex = Self.complex(of: protein, with: guardian)
    return network.variable(complex).map(\.symbol.expression)
  }

  /// How fast a held protein comes loose, 1/s; nil for a pair that does not bind in this model.
  public func release(of protein: Protein, from guardian: Protein) -> FirstOrderRate? {
    let network = network
    let ligand = Self.bindingForm(of: protein)
    guard let dissociation = network.parameter(Symbol("Kd_\(ligand)_\(guardian.rawValue)")),
      let association = network.parameter("kon_groove")
    else { return nil }
    return .perSecond(dissociation.value * association.value)
  }

  /// The affinity of a pair; nil for one that does not bind in this model.
  public func dissociationConstant(
    of protein: Protein, from guardian: Protein
  ) -> Concentration? {
    network.parameter(Symbol("Kd_\(Self.bindingForm(of: protein))_\(guardian.rawValue)"))
      .map { .nanomolar($0.value) }
  }

  /// A drug inside the cell, unbound, nM.
  public func unbound(_ drug: BH3Mimetic) -> Expression { drug.symbol.expression }

  /// A drug in the groove of an anti-apoptotic, nM; nil where it does not bind in this model.
  public func held(_ drug: BH3Mimetic, by guardian: Protein) -> Expression? {
    network.variable(Symbol("\(drug.symbol)_\(guardian.rawValue)")).map(\.symbol.expression)
  }

  private static func complex(of protein: Protein, with guardian: Protein) -> Symbol {
    Symbol("\(bindingForm(of: protein))_\(guardian.rawValue)")
  }

  /// The species that sits in grooves.
  private static func bindingForm(of protein: Protein) -> Symbol {
    switch protein {
    case .bax: Effector.bax.active
    case .bak: Effector.bak.active
    case .bid: ApoptosisNetwork.tBID
    default: protein.species
    }
  }

  /// Complexes are named for their parts, with _ between; oligomers end in their number.
  private static func copies(of protein: Protein, in species: Symbol) -> Double {
    species.name.split(separator: "_").reduce(0) { sum, part in
      switch part {
      case Substring(protein.rawValue): sum + 1
      case "\(protein.rawValue)2" where [.bax, .bak].contains(protein): sum + 2
      case "\(protein.rawValue)4" where [.bax, .bak].contains(protein): sum + 4
      case "tBID" where protein == .bid: sum + 1
      default: sum
      }
    }
  }
}
