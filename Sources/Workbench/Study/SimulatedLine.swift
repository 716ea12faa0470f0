import Assays
import Experiments
import ModelLibrary
import Quantities

/// Everything that a study found about one line.
public struct SimulatedLine: Sendable {
  public let line: CellLine
  /// Vehicle first, then one arm a dose in ascending order.
  public let population: TreatedPopulation
  public let observations: [PlateObservation]
  public let analysis: PlateAnalysis
  public let controls: [ControlOutcome]
  /// How many cells came to rest alive before treatment.
  public let culture: CultureAtRest

  public var vehicle: TreatedPopulation.Arm { population.arms[0] }
  public var doseArms: ArraySlice<TreatedPopulation.Arm> { population.arms.dropFirst() }

  /// What became of the cells under a control of the mechanism.
  public struct ControlOutcome: Sendable {
    public let control: MechanismControl
    public let dose: Concentration
    public let cells: Int
    /// By the assay's exposure; nil if no cell was observed.
    public let respondingFraction: Double?
    /// The mean fraction of cytochrome c released by the assay's exposure; NaN if no cell was observed.
    public let meanRelease: Double
    /// The same dose in unchanged cells.
    public let unchangedFraction: Double?
    /// Why the changed cells were not treated; nil if they were.
    public var refusal: String?
  }
}
