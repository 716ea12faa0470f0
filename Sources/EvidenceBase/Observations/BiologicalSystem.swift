/// The systems that Primed is judged by, S1 to S20: what a guide claims, one system a claim.
public enum BiologicalSystem: Int, CaseIterable, Comparable, Sendable {
  case targetEngagement = 1
  case displacement
  case membranePermeabilization
  case caspaseCascade
  case doubleKnockout
  case caspasePotency
  case patientSampleDeath
  case viability
  case coImmunoprecipitation
  case subcutaneousRS411
  case subcutaneousMOLT4
  case disseminatedAML
  case azacitidineRouting
  case methyltransferaseTrapping
  case suppressorReactivation
  case rnaCytotoxicity
  case noxaPriming
  case venetoclaxSynergy
  case resistance
  case azacitidineInVivo

  /// `S6`.
  public var label: String { "S\(rawValue)" }

  public var title: String {
    switch self {
    case .targetEngagement: "Target engagement"
    case .displacement: "Displacement of BH3 proteins"
    case .membranePermeabilization: "Mitochondrial outer membrane permeabilization"
    case .caspaseCascade: "Caspase cascade"
    case .doubleKnockout: "BAX/BAK double knockout"
    case .caspasePotency: "Caspase-3/7 EC50 at 6 h"
    case .patientSampleDeath: "Cell death in patient-derived samples"
    case .viability: "Viability IC50 at 72 h"
    case .coImmunoprecipitation: "BCL-2 co-immunoprecipitation"
    case .subcutaneousRS411: "RS4;11 subcutaneous xenograft"
    case .subcutaneousMOLT4: "MOLT-4 subcutaneous xenograft"
    case .disseminatedAML: "Patient-derived AML xenograft"
    case .azacitidineRouting: "Azacitidine between RNA and DNA"
    case .methyltransferaseTrapping: "DNMT1 trapping and passive loss of methylation"
    case .suppressorReactivation: "Reactivation of silenced genes"
    case .rnaCytotoxicity: "RNA-mediated cytotoxicity"
    case .noxaPriming: "Priming through the stress response and NOXA"
    case .venetoclaxSynergy: "Venetoclax with azacitidine"
    case .resistance: "Resistance to azacitidine"
    case .azacitidineInVivo: "Azacitidine in vivo"
    }
  }

  /// The factor within which a simulated value of this system counts as agreeing.
  public var agreementFactor: AgreementFactor {
    self == .targetEngagement ? AgreementFactor(1.5) : .two
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
