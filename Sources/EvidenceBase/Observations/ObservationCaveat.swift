/// What must be known about an observation before it is compared with anything.
public enum ObservationCaveat: String, CaseIterable, Hashable, Sendable {
  case caspaseReadoutIsLuminescence
  case viabilityReadoutDiffers
  case potencyIsNoConstant
  case boundByProteinConcentration
  case timeNotStated
  case numberOfSamplesNotStated
  case routeDiffersFromPrimary
  case noNumericEndpoint
  case referenceUnresolved
  case midpointKindNotStated
  case shareDependsOnConcentration
  case bimIsAnActivator
  case noResultGiven

  /// The caveat as a sentence.
  public var sentence: String {
    switch self {
    case .caspaseReadoutIsLuminescence:
      "The guide lists the caspase assay as fluorometric; the protocol it gives is luminescence."
    case .viabilityReadoutDiffers:
      "The table says MTT; the protocol that the guide gives measures ATP."
    case .potencyIsNoConstant:
      "A potency by FRET competition is neither a Ki nor a Kd."
    case .boundByProteinConcentration:
      "A competition IC50 cannot fall below about half the assay's protein concentration, which is not given."
    case .timeNotStated:
      "The guide gives no time for this value; 24 h is assumed in comparisons."
    case .numberOfSamplesNotStated:
      "The guide does not say how many samples the median is of."
    case .routeDiffersFromPrimary:
      "The guide says i.p.; the primary publication's abstract, from memory, describes a single i.v. bolus."
    case .noNumericEndpoint:
      "The guide gives no number for this outcome, so only its direction can be compared."
    case .referenceUnresolved:
      "At least one reference is printed as a bare host name and leads to no publication."
    case .midpointKindNotStated:
      "The guide does not say whether the midpoint is relative or absolute; caspase EC50s are compared as relative, viability IC50s as absolute."
    case .shareDependsOnConcentration:
      "A share of 80–90 % in RNA is believed; the guide's own first reference measured RNA to DNA 65:35 at 0.3 µM, and the share rises with concentration."
    case .bimIsAnActivator:
      "The guide calls BIM a sensitizer; it is an activator of BAX and BAK, and BAD is a sensitizer."
    case .noResultGiven:
      "The guide describes how this is done and states no result."
    }
  }
}
