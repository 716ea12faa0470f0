/// What differs between cells in how they take up and answer azacitidine or decitabine.
public struct NucleosideResponse: Hashable, Sendable {
  /// The activity of uridine–cytidine kinase 2 relative to a sensitive cell, 0–1.
  public var uck2 = 1.0
  /// The activity of deoxycytidine kinase relative to a sensitive cell, 0–1.
  public var dck = 1.0
  /// The activity of cytidine deaminase relative to a sensitive cell, 1–10.
  public var cda = 1.0
  /// Transport by hENT1 relative to a sensitive cell, 0–1.
  public var hent1 = 1.0
  /// How strongly ribonucleotide reductase and pyrimidine synthesis answer an exposure: 0 not at
  /// all; 1 halves what is built into DNA once the answer is as large as an exposure that lasts.
  public var pyrimidineCompensation = 0.0
  /// The negative control of priming: with `.off`, NOXA's synthesis stays as it was.
  public var noxaInduction = Switch.on
  /// The control that takes translation out of the picture: with `.off`, synthesis goes on.
  public var translationInhibition = Switch.on
  /// The control of quiescence: a cell outside the cycle builds nothing into DNA.
  public var cycling = Switch.on

  public enum Switch: Hashable, Sendable {
    case on, off
    var factor: Double { self == .on ? 1 : 0 }
  }

  public init() {}
}
