import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// A study as its file describes it: names resolved, units read, nothing run yet.
public struct Study: Sendable {
  public var title: String
  /// What the study is to answer, in the author's words.
  public var question: String?
  public var simulation: SimulatedPart?
  public var measured: [MeasuredPart]
  /// An instrument's exports with their plate maps.
  public var plates: [PlatePart] = []
  /// The file itself, so that a results folder can be rerun from what it holds.
  public var source: Source

  /// Where a study was read from.
  public struct Source: Sendable, Hashable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// What is to be simulated: lines, a drug over doses, an assay and its controls.
  public struct SimulatedPart: Sendable {
    public var lines: [CellLine]
    public var drug: BH3Mimetic
    /// Nominal concentrations, ascending, all above 0; vehicle is always run beside them.
    public var doses: [Concentration]
    public var caspase: CaspaseProtocol
    /// How long cells are watched, at least the assay's exposure.
    public var watch: Time
    /// Cells a condition.
    public var cells: Int
    public var variability: CellVariability
    public var seed: UInt64
    /// What should change the answer, run at ``controlDose``.
    public var controls: [MechanismControl]
    public var controlDose: Concentration
    /// Whether the published values of the guide are set beside the simulated ones.
    public var comparesWithGuide: Bool
    /// The files of lines and drugs that are not the library's.
    public var partFiles: [PartResolver.File] = []
  }
}

/// A change to the cell that the mechanism says must change the outcome.
public enum MechanismControl: Sendable, Hashable {
  /// The genes of these proteins are gone.
  case knockout([String])
  /// The drug enters and binds nothing.
  case drugBindingOff

  /// As tables name it.
  public var name: String {
    switch self {
    case .knockout(let proteins): "\(proteins.joined(separator: "/")) knockout"
    case .drugBindingOff: "drug binding off"
    }
  }
}
