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

  /// Measured curves: a table of doses and responses.
  public struct MeasuredPart: Sendable {
    public var name: String
    /// Relative to the study file.
    public var file: String
    public var layout: TableLayout
    /// The unit of the table's doses.
    public var doseUnit: Unit<ConcentrationDimension>
    /// What a response means. It is stated, never guessed.
    public var scale: ResponseScale
    /// The person has looked: the scale is right, whatever titles and responses look like.
    public var scaleIsSure = false
    /// How many curves are read at most, from the top; nil for all.
    public var limit: Int?
    /// How the curves are fitted; as usual unless the file says otherwise.
    public var model = "auto"
    public var loss: FitRequest.Loss?
    public var interval = FitRequest.Interval.profile
  }

  /// How a table of measured curves is laid out.
  public enum TableLayout: Sendable, Hashable {
    /// One row an observation: the columns of curve, dose and response.
    case tidy(curve: String?, dose: String, response: String)
    /// One row a curve: the column that names it, the columns of its responses in order (nil for
    /// all others), and their doses, 0 for vehicle.
    case wide(curve: String, responses: [String]?, doses: [Concentration])
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
