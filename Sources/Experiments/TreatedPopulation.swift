import Quantities
import Simulation

/// The cells of one population under several treatments.
public struct TreatedPopulation: Sendable {
  public let arms: [Arm]
  /// The times at which every cell was reported.
  public let times: [Time]
  public let effort: SimulationResult.Effort

  public init(arms: [Arm], times: [Time], effort: SimulationResult.Effort) {
    self.arms = arms
    self.times = times
    self.effort = effort
  }

  /// All cells under one treatment.
  public struct Arm: Sendable {
    public let treatment: Treatment
    /// Every cell that ever was: first the founders in their order, so that cell i of one arm is the
    /// twin of cell i of another, then generation by generation.
    public let cells: [CellCourse]
  }
}

extension TreatedPopulation.Arm {
  /// The cells that were followed until they divided or watching ended.
  public var observedCells: [CellCourse] { cells.filter { $0.ending == .observed } }

  /// The cells that came from the founders directly, in founder order.
  public var founders: ArraySlice<CellCourse> { cells.prefix { $0.generation == 0 } }

  /// How many cells live at a time, each counted with its weight; the founders began as one each.
  ///
  /// Cells that could not be followed so far are left out.
  public func livingCells(at time: Time) -> Double {
    cells.reduce(0) { $0 + ($1.exists(at: time) && $1.isDead(by: time) == false ? $1.weight : 0) }
  }

  /// The fraction of cells dead by a time, of those that are there and whose fate by then is known;
  /// nil if there is none. The dead stay and are counted.
  public func deadFraction(by time: Time) -> Double? {
    fraction { $0.isDead(by: time) }
  }

  /// The fraction of cells in which a moment came while they were watched, of those that did not
  /// divide; nil if no fate is known.
  public func fraction(reaching moment: CellExperiment.Moment) -> Double? {
    fraction { cell in
      if cell.divided != nil { return nil }
      if cell.time(of: moment) != nil { return true }
      return cell.ending == .observed ? false : nil
    }
  }

  private func fraction(_ fate: (CellCourse) -> Bool?) -> Double? {
    var (yes, known) = (0.0, 0.0)
    for cell in cells {
      guard let fate = fate(cell) else { continue }
      known += cell.weight
      if fate { yes += cell.weight }
    }
    return known > 0 ? yes / known : nil
  }

  /// How many treated cells are known to have permeabilised or not: those watched to the end, and
  /// those that permeabilised before the solver stopped.
  public var knownCells: Int {
    cells.count { cell in
      switch cell.ending {
      case .observed: true
      case .notTreated: false
      case .failed: cell.time(of: .permeabilisation) != nil
      }
    }
  }

  /// Times of a moment, ascending, of the cells in which it came.
  public func times(of moment: CellExperiment.Moment) -> [Time] {
    cells.compactMap { $0.time(of: moment) }.sorted()
  }

  /// The mean of a mark over the observed cells at one reported time, by weight; NaN if there is none.
  public func mean(of mark: CellExperiment.Mark, at index: Int) -> Double {
    mean(ofReadout: mark.rawValue, at: index)
  }

  /// The mean of a readout over the observed cells at one reported time, by weight; NaN if there is
  /// none.
  public func mean(ofReadout readout: Int, at index: Int) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for cell in cells where cell.ending == .observed && cell.isReported(at: index) {
      sum += cell.weight * cell.value(ofReadout: readout, at: index)
      weight += cell.weight
    }
    return weight > 0 ? sum / weight : .nan
  }
}
