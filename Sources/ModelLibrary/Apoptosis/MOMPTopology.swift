/// Who acts on BAX and BAK: three readings of one family of proteins.
///
/// All three share binding, pores and everything downstream; they differ in three switches. A
/// prediction that holds in one alone depends on this choice and is to be labelled so.
///
/// ## References
/// [Lopez2013], as distributed with the EARM code: direct, indirect, embedded.
///
/// ## Departures from the sources
/// Pores activate more of their kind in all three (R8, this model's own), since sudden release is a
/// property of pores here and not of who began them.
public enum MOMPTopology: String, CaseIterable, Hashable, Sendable {
  /// Activators touch BAX and BAK, and anti-apoptotics hold both activators and active effectors.
  /// The default.
  case embedded
  /// Only an activator turns BAX and BAK; anti-apoptotics hold BH3-only proteins and nothing else.
  case direct
  /// BAX and BAK turn by themselves all the time; anti-apoptotics hold them, and BH3-only proteins
  /// merely take the grooves.
  case indirect

  /// Whether BIM, tBID and PUMA activate effectors (R3).
  var activatorsTouchEffectors: Bool { self != .indirect }
  /// Whether anti-apoptotics hold active effectors (R1) and turn them back (R5).
  var holdsEffectors: Bool { self != .direct }
  /// Whether an active effector recruits its own kind (R6).
  var effectorsRecruit: Bool { self == .embedded }

  /// In a few words, for reports.
  public var summary: String {
    switch self {
    case .embedded: "activators turn BAX and BAK, and anti-apoptotics hold both (embedded together)"
    case .direct: "only activators turn BAX and BAK, and anti-apoptotics hold activators alone"
    case .indirect: "BAX and BAK turn by themselves, and anti-apoptotics alone hold them back"
    }
  }
}
