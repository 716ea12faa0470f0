import Citations
import Quantities

/// A change by which cells come to resist azacitidine, decitabine, or either with venetoclax.
///
/// The guide's title promises resistance and its text has none: which mechanism occurs in which
/// patient is not claimed, only which way each shifts the response of the model.
public enum ResistanceMechanism: Hashable, Sendable {
  /// Less uridine–cytidine kinase 2; the rest of its activity, 0–1.
  case uck2Loss(left: Double)
  /// Less deoxycytidine kinase; the rest of its activity, 0–1.
  case dckLoss(left: Double)
  /// More cytidine deaminase, by a factor of 1–10.
  case cytidineDeaminase(factor: Double)
  /// Less transport by hENT1; the rest of its activity, 0–1.
  case hent1Loss(left: Double)
  /// More MCL-1, by a factor of 1–5.
  case mcl1(factor: Double)
  /// More BCL-xL, by a factor of 1–5.
  case bclXL(factor: Double)
  /// Without p53, PUMA and NOXA are made at 0.3 of their basal rates. [C]
  case tp53Loss
  case baxLoss
  case baxAndBAKLoss
  /// Ribonucleotide reductase and pyrimidine synthesis rise after exposure; 1 halves incorporation
  /// into DNA at most.
  case pyrimidineCompensation(strength: Double)

  /// One of each kind, at strengths that are plausible and chosen.
  public static let typical: [ResistanceMechanism] = [
    .uck2Loss(left: 0.1), .dckLoss(left: 0.1), .cytidineDeaminase(factor: 5),
    .hent1Loss(left: 0.2), .mcl1(factor: 3), .bclXL(factor: 5), .tp53Loss, .baxLoss,
    .baxAndBAKLoss, .pyrimidineCompensation(strength: 2),
  ]

  /// What people call it, with its strength.
  public var name: String {
    switch self {
    case .uck2Loss(let left): Self.left(of: "UCK2", left)
    case .dckLoss(let left): Self.left(of: "DCK", left)
    case .cytidineDeaminase(let factor): "CDA × \(factor.forPeople())"
    case .hent1Loss(let left): Self.left(of: "hENT1", left)
    case .mcl1(let factor): "MCL-1 × \(factor.forPeople())"
    case .bclXL(let factor): "BCL-xL × \(factor.forPeople())"
    case .tp53Loss: "TP53 lost"
    case .baxLoss: "BAX lost"
    case .baxAndBAKLoss: "BAX and BAK lost"
    case .pyrimidineCompensation(let strength):
      "pyrimidine compensation \(strength.forPeople())"
    }
  }

  private static func left(of gene: String, _ share: Double) -> String {
    share == 0 ? "\(gene) lost" : "\(gene) at \(share.forPeople())"
  }

  /// Changes a model by it.
  public func change(_ model: inout ApoptosisModel) {
    switch self {
    case .uck2Loss(let left): model.nucleosideResponse.uck2 *= left
    case .dckLoss(let left): model.nucleosideResponse.dck *= left
    case .cytidineDeaminase(let factor): model.nucleosideResponse.cda *= factor
    case .hent1Loss(let left): model.nucleosideResponse.hent1 *= left
    case .mcl1(let factor): model.levelFactors[.mcl1, default: 1] *= factor
    case .bclXL(let factor): model.levelFactors[.bclXL, default: 1] *= factor
    case .tp53Loss:
      for protein in [Protein.puma, .noxa] { model.levelFactors[protein, default: 1] *= 0.3 }
    case .baxLoss: model.knockouts.insert(.bax)
    case .baxAndBAKLoss: model.knockouts.formUnion([.bax, .bak])
    case .pyrimidineCompensation(let strength):
      model.nucleosideResponse.pyrimidineCompensation += strength
    }
  }

  /// What the mechanism must do to be called one, before any cell is run.
  public var direction: Direction {
    switch self {
    case .uck2Loss: .lowersRoute(of: .azacitidine)
    case .dckLoss: .lowersRoute(of: .decitabine)
    case .cytidineDeaminase, .hent1Loss: .lowersRoutes
    case .pyrimidineCompensation: .sparesDNMT1AtNextDose
    case .mcl1, .bclXL, .tp53Loss, .baxLoss, .baxAndBAKLoss: .lowersDeath
    }
  }

  public enum Direction: Hashable, Sendable {
    /// Less of one analogue is built in, the other untouched.
    case lowersRoute(of: NucleosideAnalogue)
    /// Less of either is built in.
    case lowersRoutes
    /// A second dose days later traps less DNMT1.
    case sparesDNMT1AtNextDose
    /// Fewer cells die under azacitidine with venetoclax.
    case lowersDeath
  }
}
