/// Up to eight series on their way through the lanes together.
struct LaneGroup {
  /// The series of one lane.
  struct Member {
    let series: DoseResponseSeries
    /// Where its answer belongs.
    let place: Int
    var prepared: PreparedSeries
    /// Nil where the series is the careful fitter's.
    var session: FitSession?
    /// The probability that noise alone makes as much of an effect.
    var probability = 1.0
    /// The power of the response by which its noise grows.
    var noiseExponent = 0.0
  }

  let candidates: [CurveModel]
  /// The model that settles the noise.
  let reference: CurveModel
  /// Whether least squares take the place of the robust loss that was asked for.
  var hasTooFewWells = false
  var members: [Member] = []

  var sessions: [FitSession?] { members.map { $0.session } }

  /// The lanes of which this holds, among those that have a session.
  func lanes(_ holds: (Member, FitSession) -> Bool) -> LaneMask {
    var mask = LaneMask(repeating: false)
    for (lane, member) in members.enumerated() {
      if let session = member.session { mask[lane] = holds(member, session) }
    }
    return mask
  }

  /// Takes out the members whose wells do not count alike, to be weighted by their noise.
  mutating func removeWeighted() -> LaneGroup {
    var weighted = LaneGroup(candidates: candidates, reference: reference)
    for lane in members.indices where members[lane].noiseExponent != 0 {
      if members[lane].session != nil { weighted.members.append(members[lane]) }
      members[lane].session = nil
    }
    return weighted
  }

  /// Weights the wells of every member by the noise that its session shows; those are left out whose
  /// noise cannot be told.
  mutating func weighAnew() {
    members = members.compactMap { member in
      guard let session = member.session,
        let noise = session.fittedNoise(exponent: member.noiseExponent)
      else { return nil }
      var weighted = member
      weighted.prepared = PreparedSeries(member.prepared, roots: session.roots(of: noise))
      weighted.session?.noise = noise
      return weighted
    }
  }
}
