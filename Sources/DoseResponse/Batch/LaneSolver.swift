import CLaneKernels

/// What a search in lanes found.
struct LaneOptimum {
  var parameters: LaneParameters
  var cost: Lanes
  /// Lanes that stopped for another reason than a minimum.
  var isUnsure: LaneMask

  /// The lower of two optima in each lane.
  static func lower(_ one: LaneOptimum, _ other: LaneOptimum) -> LaneOptimum {
    var best = one
    let isLower = other.cost .< one.cost
    best.parameters.replace(with: other.parameters, where: isLower)
    best.cost.replace(with: other.cost, where: isLower)
    best.isUnsure = (one.isUnsure .& .!isLower) .| (other.isUnsure .& isLower)
    return best
  }
}

/// Levenberg's and Marquardt's search for eight curves at once, each on its own schedule.
///
/// A lane that has finished is frozen, so its bits do not depend on how long its neighbours take.
/// Unlike ``LeastSquaresSolver`` this squares the Jacobian, which costs half the digits of badly
/// determined parameters: lanes that end anywhere but in a clean minimum are marked unsure and are
/// the careful solver's to fit.
///
/// A step solves (A + λ diag A) s = −g over the parameters that no bound holds and is cut where it
/// would move the EC50 by more than e^1.5 or the slope by more than e^0.5. A good step trusts the
/// quadratic ten times more, a failed one ever less. The search itself is a kernel in C, since vectors of
/// the processor's whole width are not to be had here; its operations are the same on every machine.
///
/// ## References
/// [Marquardt1963].
struct LaneSolver {
  /// The relative cost to which a minimum is found.
  var tolerance = 1e-10
  var iterationLimit = 60

  /// What is asked of every lane, as the kernel reads it.
  struct Question {
    var start: LaneParameters
    var bounds: LaneBounds
    /// The standard deviation of a well.
    var scale: Lanes
    /// The level of ``LaneForm/level``.
    var level = Lanes(repeating: 0)
    var target = Lanes(repeating: 0)
    /// Those of ``LaneForm/weibull``.
    var turns = LaneTurns()
  }

  /// Searches from `start` in the lanes of `active`; the others keep their start.
  ///
  /// With a `target`, a lane also ends once its cost is below it, or so far above it that the steps
  /// left cannot lead there.
  func minimise(
    _ wells: LaneWells, _ loss: LaneLoss, _ kind: LaneKind = LaneKind(.symmetric),
    from start: LaneParameters, _ bounds: LaneBounds, scale: Lanes, level: Lanes? = nil,
    target: Lanes? = nil, active: LaneMask
  ) -> LaneOptimum {
    var question = Question(start: start, bounds: bounds, scale: scale)
    question.turns = kind.turns
    if let level { question.level = level }
    if let target { question.target = target }
    var kernel = wells.kernel
    var search = curve_search(
      tolerance: tolerance, iteration_limit: Int32(iterationLimit), loss: loss.kernel,
      form: kind.form.kernel, has_target: target == nil ? 0 : 1)
    var found = (parameters: start, cost: Lanes(repeating: 0))
    let asked = unsafeBitCast(active, to: Lanes.MaskStorage.self)
    var unsure = Lanes.MaskStorage(repeating: 0)
    withNumbers(of: question) { question in
      withNumbers(writing: &found) { found in
        withUnsafePointer(to: asked) { asked in
          withUnsafeMutablePointer(to: &unsure) { unsure in
            curve_search_run(
              &kernel, &search, question,
              UnsafeRawPointer(asked).assumingMemoryBound(to: Int64.self), found,
              UnsafeMutableRawPointer(unsure).assumingMemoryBound(to: Int64.self))
          }
        }
      }
    }
    return LaneOptimum(
      parameters: found.parameters, cost: found.cost,
      isUnsure: unsafeBitCast(unsure, to: LaneMask.self))
  }
}
