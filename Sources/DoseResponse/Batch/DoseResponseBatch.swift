import NumericalMethods

/// Fits many series eight at a time, with the answers of ``DoseResponseFitter`` to the precision of
/// its searches.
///
/// Log-logistic and Weibull curves with profile intervals run in lanes; whatever the lanes are unsure
/// of, and whatever they do not know (weights, other models or intervals), goes to the careful fitter.
/// The answer to a series is the same to the bit whoever its neighbours are. Memory does not grow with
/// the number of series: they are drawn and handed back in groups.
public struct DoseResponseBatch {
  public let options: DoseResponseFitOptions
  var fitter: DoseResponseFitter
  let wells = LaneWells()
  /// How many series were fitted by the careful fitter.
  public private(set) var carefulCount = 0

  public init(options: DoseResponseFitOptions = DoseResponseFitOptions()) {
    self.options = options
    fitter = DoseResponseFitter(options: options)
  }

  public mutating func fit(_ series: [DoseResponseSeries]) -> [DoseResponseFit] {
    var fits: [DoseResponseFit] = []
    fits.reserveCapacity(series.count)
    fit(series) { fits.append($0) }
    return fits
  }

  /// Draws series from a sequence and hands back each fit in the same order.
  public mutating func fit(
    _ series: some Sequence<DoseResponseSeries>, each: (DoseResponseFit) -> Void
  ) {
    var group: [DoseResponseSeries] = []
    group.reserveCapacity(LaneWells.width)
    for member in series {
      group.append(member)
      if group.count == LaneWells.width {
        for fit in fitGroup(group) { each(fit) }
        group.removeAll(keepingCapacity: true)
      }
    }
    for fit in fitGroup(group) { each(fit) }
  }

  /// Whether the options are among those that the lanes know.
  private var suitsLanes: Bool {
    guard options.intervalMethod == .profile else { return false }
    switch options.model {
    case .automatic: return true
    case .only(.michaelisMenten), .only(.logLogistic5): return false
    case .only(let model): return LaneKind(model, []) != nil
    }
  }

  private mutating func fitGroup(_ series: [DoseResponseSeries]) -> [DoseResponseFit] {
    var fits = [DoseResponseFit?](repeating: nil, count: series.count)
    if suitsLanes {
      // Lanes of one group share their candidates, which the scale decides, their reference and loss.
      var groups: [LaneGroup] = []
      for (place, one) in series.enumerated() {
        let candidates = fitter.permittedModels(one.scale)
        guard !candidates.isEmpty, let prepared = fitter.prepared(one), prepared.suitsLanes
        else { continue }
        let isPlain = fitter.hasTooFewWells(prepared)
        let reference = DoseResponseFitter.reference(candidates, wellCount: prepared.wellCount)
        let member = LaneGroup.Member(series: one, place: place, prepared: prepared)
        if let own = groups.firstIndex(where: {
          $0.candidates == candidates && $0.reference == reference && $0.hasTooFewWells == isPlain
        }) {
          groups[own].members.append(member)
        } else {
          groups.append(
            LaneGroup(
              candidates: candidates, reference: reference, hasTooFewWells: isPlain,
              members: [member]))
        }
      }
      for group in groups { fit(group, &fits) }
    }
    return series.indices.map { place in
      if let fit = fits[place] { return fit }
      carefulCount += 1
      return fitter.fit(series[place])
    }
  }

  private mutating func fit(_ group: LaneGroup, _ fits: inout [DoseResponseFit?]) {
    var group = group
    if group.hasTooFewWells {
      fitter.withPlainLoss { $0.fitInLanes(&group, wells, &fits) }
      for member in group.members { fits[member.place]?.hadTooFewWells = true }
    } else {
      fitter.fitInLanes(&group, wells, &fits)
    }
  }
}

extension PreparedSeries {
  /// How many wells the fullest dose has.
  var mostWellsAtOneDose: Int {
    problem.logDoses.indices.map { problem.starts[$0 + 1] - problem.starts[$0] }.max() ?? 0
  }

  /// Whether the lanes know how to fit the series: enough doses and wells, no weights, and responses
  /// whose squares can be added.
  var suitsLanes: Bool {
    positiveDoseCount >= DoseResponseFitter.fewestDoses
      && wellCount > CurveModel.logLogistic4.parameterCount + 2 && weights.isEmpty
      && problem.logDoses.count <= 64 && mostWellsAtOneDose <= 32
      && problem.responses.allSatisfy { $0.magnitude < 1e12 }
  }
}
