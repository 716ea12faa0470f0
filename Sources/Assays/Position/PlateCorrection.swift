import NumericalMethods

/// What is taken out of a plate's readings because place, not treatment, put it there.
public enum PlateCorrection: String, CaseIterable, Hashable, Sendable {
  case none
  /// The rim is brought to the level of the inside.
  case edge
  /// A linear rise or fall over rows and columns is levelled to the middle of the plate.
  case gradient
  /// Both.
  case edgeAndGradient = "edge+gradient"

  /// The readings with the part above background divided by the factor of its place.
  ///
  /// Blanks, flagged wells and wells without a number stay as they are. The factors are those of
  /// `analysis`, which must be of the same plate; a pattern that could not be estimated changes
  /// nothing.
  ///
  /// - Returns: the observations in the order given.
  public func corrected(
    _ observations: [PlateObservation], by analysis: PositionAnalysis, format: PlateFormat
  ) -> [PlateObservation] {
    guard self != .none else { return observations }
    let takesEdge = self == .edge || self == .edgeAndGradient
    let takesGradient = self == .gradient || self == .edgeAndGradient
    return observations.map { observation in
      guard observation.isUsable, observation.role != .blank else { return observation }
      var factor = 1.0
      let well = observation.well
      if takesEdge, let edge = analysis.edge, format.isEdge(well) { factor += edge.estimate }
      if takesGradient {
        factor +=
          (analysis.rowGradient?.estimate ?? 0)
          * PositionModel.centred(well.row, of: format.rows)
          + (analysis.columnGradient?.estimate ?? 0)
          * PositionModel.centred(well.column, of: format.columns)
      }
      // A factor near zero would make noise of nothing.
      guard factor >= 0.2 else { return observation }
      var changed = observation
      changed.value = analysis.background + (observation.value - analysis.background) / factor
      return changed
    }
  }

  /// The patterns that this takes out.
  public var patterns: [PlatePattern] {
    switch self {
    case .none: []
    case .edge: [.edge]
    case .gradient: [.gradient]
    case .edgeAndGradient: [.edge, .gradient]
    }
  }
}
