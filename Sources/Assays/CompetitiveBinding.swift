import NumericalMethods
import Quantities

/// Two ligands competing for one site, all three at finite concentrations: nothing is assumed to be in
/// excess.
///
/// The tracer is what is seen (its complex gives the signal), the competitor is what is asked about.
/// Because the protein itself binds competitor, the concentration that displaces half the tracer
/// cannot fall below half the protein, however tightly the competitor binds.
///
/// ## References
/// [Wang1995] for the exact solution; its `P, A, B` are our protein, tracer, competitor.
///
/// ## Departures from the paper
/// The cubic's root is polished on the mass balance by Newton's method: where nearly all protein is
/// bound, the closed form subtracts numbers of nearly equal size.
public struct CompetitiveBinding: Hashable, Sendable {
  /// Binding sites in the well, all of them.
  public var protein: Concentration
  public var tracer: Concentration
  public var tracerDissociation: Concentration

  /// - Precondition: all are above zero.
  public init(protein: Concentration, tracer: Concentration, tracerDissociation: Concentration) {
    precondition(
      protein > .zero && tracer > .zero && tracerDissociation > .zero,
      "an assay without protein, tracer or affinity")
    self.protein = protein
    self.tracer = tracer
    self.tracerDissociation = tracerDissociation
  }

  /// What is bound to what at equilibrium.
  public struct State: Hashable, Sendable {
    public let freeProtein: Concentration
    public let boundTracer: Concentration
    public let boundCompetitor: Concentration
  }

  /// The equilibrium with some competitor, all of it counted.
  public func state(competitor: Concentration, dissociation: Concentration) -> State {
    let (total, tracer, other) = (protein.nanomolar, tracer.nanomolar, competitor.nanomolar)
    let (tracerKd, otherKd) = (tracerDissociation.nanomolar, dissociation.nanomolar)
    let free = Self.freeProtein(total, tracer, tracerKd, other, otherKd)
    return State(
      freeProtein: .nanomolar(free),
      boundTracer: .nanomolar(tracer * free / (tracerKd + free)),
      boundCompetitor: .nanomolar(other > 0 ? other * free / (otherKd + free) : 0))
  }

  /// The total competitor that displaces half the tracer.
  public func halfInhibition(dissociation: Concentration) -> Concentration {
    let half = halfDisplaced
    return half.competitor + dissociation * (half.competitor / half.freeProtein)
  }

  /// The least IC50 that this well can show, that of an infinitely tight competitor: half the protein,
  /// and up to all of it where a trace of tight tracer is held until hardly any is free.
  public var tightBindingFloor: Concentration { halfDisplaced.competitor }

  /// The dissociation constant that an IC50 in this well means; nil at or below the floor, where no
  /// constant would give it.
  public func dissociation(fromHalfInhibition ic50: Concentration) -> Concentration? {
    let half = halfDisplaced
    let freeCompetitor = ic50 - half.competitor
    guard freeCompetitor > .zero else { return nil }
    return freeCompetitor * (half.freeProtein / half.competitor)
  }

  /// What is where when half the tracer is displaced: it follows from the tracer alone.
  private var halfDisplaced: (freeProtein: Concentration, competitor: Concentration) {
    let bound = state(competitor: .zero, dissociation: .nanomolar(1)).boundTracer / 2
    let free = tracerDissociation * (bound / (tracer - bound))
    return (free, protein - free - bound)
  }

  /// Symbols as in the paper: a, b, c are the coefficients of the cubic in the free protein.
  private static func freeProtein(
    _ total: Double, _ tracer: Double, _ tracerKd: Double, _ other: Double, _ otherKd: Double
  ) -> Double {
    let a = tracerKd + otherKd + tracer + other - total
    let b = otherKd * (tracer - total) + tracerKd * (other - total) + tracerKd * otherKd
    let c = -tracerKd * otherKd * total
    let spread = max(0, a * a - 3 * b)
    let cosine = (-2 * a * a * a + 9 * a * b - 27 * c) / (2 * spread * spread.squareRoot())
    let turns = spread > 0 ? ReproducibleMath.turns(cosine: min(1, max(-1, cosine))) : 0
    var free = -a / 3 + 2.0 / 3 * spread.squareRoot() * ReproducibleMath.cosine(turns: turns / 3)
    free = min(total, max(free, total * 1e-15))
    // The balance rises with the free protein and is concave, so that Newton from below converges.
    for _ in 0..<60 {
      let balance =
        free + tracer * free / (tracerKd + free) + other * free / (otherKd + free) - total
      let slope =
        1 + tracer * tracerKd / ((tracerKd + free) * (tracerKd + free))
        + other * otherKd / ((otherKd + free) * (otherKd + free))
      let next = max(free - balance / slope, free / 4)
      if (next - free).magnitude <= 1e-15 * free { return next }
      free = next
    }
    return free
  }
}
