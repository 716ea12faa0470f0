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
  /// Each row and each column is brought to the level of the others, by median polish.
  case rowsAndColumns = "polish"
  /// A smooth surface is levelled.
  case smooth = "loess"

  /// The readings with the part above background divided by the factor of its place.
  ///
  /// Blanks, flagged wells and wells without a number stay as they are. The factors are those of
  /// `analysis`, which must be of the same plate; a pattern that could not be estimated changes
  /// nothing.
  ///
  /// - Parameter known: the plate's own surface, where it was found already.
  /// - Returns: the observations in the order given.
  public func corrected(
    _ observations: [PlateObservation], by analysis: PositionAnalysis, format: PlateFormat,
    surface known: PlateSurface? = nil
  ) -> [PlateObservation] {
    guard self != .none else { return observations }
    if let kind = surface {
      let surface =
        known
        ?? PlateSurface(kind, of: observations, background: analysis.background, format: format)
      guard let surface else { return observations }
      return Self.divided(observations, above: analysis.background) { 1 + surface.change(at: $0) }
    }
    let takesEdge = self == .edge || self == .edgeAndGradient
    let takesGradient = self == .gradient || self == .edgeAndGradient
    return Self.divided(observations, above: analysis.background) { well in
      var factor = 1.0
      if takesEdge, let edge = analysis.edge, format.isEdge(well) { factor += edge.estimate }
      if takesGradient {
        factor +=
          (analysis.rowGradient?.estimate ?? 0)
          * PositionModel.centred(well.row, of: format.rows)
          + (analysis.columnGradient?.estimate ?? 0)
          * PositionModel.centred(well.column, of: format.columns)
      }
      return factor
    }
  }

  private static func divided(
    _ observations: [PlateObservation], above background: Double, by factor: (WellAddress) -> Double
  ) -> [PlateObservation] {
    observations.map { observation in
      guard observation.isUsable, observation.role != .blank else { return observation }
      let factor = factor(observation.well)
      // A factor near zero would make noise of nothing.
      guard factor >= 0.2 else { return observation }
      var changed = observation
      changed.value = background + (observation.value - background) / factor
      return changed
    }
  }

  /// How the pattern is found without a formula; nil for the corrections with one.
  public var surface: PlateSurface.Kind? {
    switch self {
    case .rowsAndColumns: .rowsAndColumns
    case .smooth: .smooth
    case .none, .edge, .gradient, .edgeAndGradient: nil
    }
  }

  /// What this takes out, as a sentence names it.
  public var noun: String {
    switch self {
    case .none: "nothing"
    case .edge: "edge effect"
    case .gradient: "gradient"
    case .edgeAndGradient: "edge effect and gradient"
    case .rowsAndColumns: "the levels of rows and columns (median polish)"
    case .smooth: "a smooth surface over the plate (loess)"
    }
  }
}
