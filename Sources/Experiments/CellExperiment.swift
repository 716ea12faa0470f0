import Expressions
import Quantities
import ReactionNetworks
import Simulation

/// A cell model compiled for experiments: many cells, many treatments, the same programs.
public struct CellExperiment: Sendable {
  public let model: CellModel
  public let network: CompiledNetwork
  public let tolerances: Tolerances
  /// The cell cycle's part of the network alone, which tells when a cell will divide; nil for a cell
  /// that nothing slows.
  let clock: CompiledNetwork?

  public init(_ model: CellModel, tolerances: Tolerances = .ensemble) throws(CompilationError) {
    self.model = model
    self.tolerances = tolerances
    network = try CompiledNetwork(
      model.network,
      readouts: Self.readouts(of: model.marks) + model.observables
        + (model.cycle?.inheritance.map(\.readout) ?? []),
      landmarks: Self.landmarks(of: model.marks))
    if let cycle = model.cycle {
      clock = try CompiledNetwork(cycle.clock, readouts: [], landmarks: cycle.landmarks)
    } else {
      clock = nil
    }
  }

  /// The number of an observable among the readouts, for ``CellCourse/value(ofReadout:at:)``; nil if
  /// the model has none of this name.
  public func observable(_ name: String) -> Int? {
    model.observables.firstIndex { $0.name == name }.map { $0 + Mark.allCases.count }
  }

  /// The number of the first readout that tells what daughters get.
  var firstInheritance: Int { Mark.allCases.count + model.observables.count }

  /// What is read from a cell at each reported time.
  public enum Mark: Int, CaseIterable, Sendable {
    /// The fraction of cytochrome c released, 0–1.
    case cytochromeReleased
    /// nM.
    case apoptosome
    /// nM.
    case activeCaspase
    /// The fraction of PARP cut, 0–1.
    case parpCleaved
  }

  /// The moments that are located in each cell.
  ///
  /// An onset is the moment at which a hundredth of what the cell could make is there, the same
  /// share at every stage so that stages can be ordered: 1 % of cytochrome c released, 0.14 nM of
  /// apoptosomes (of 100 nM Apaf-1 in heptamers), 1 nM of caspase-3/7 (of 100 nM proenzyme). [C]
  public enum Moment: Int, CaseIterable, Sendable {
    /// The onset of release.
    case releaseOnset
    /// A tenth of cytochrome c released.
    case releaseBegun
    /// Mitochondrial outer membrane permeabilisation: half the cytochrome c released.
    case permeabilisation
    case releaseComplete
    case apoptosomeFormed
    case caspaseActive
    /// Death: half of PARP cut.
    case death
  }

  private static let apoptosomeOnset = 100.0 / 7 / 100
  private static let caspaseOnset = 100.0 / 100

  private static func readouts(of marks: CellModel.Marks) -> [Readout] {
    Mark.allCases.map { mark in
      switch mark {
      case .cytochromeReleased:
        Readout("cytochrome c released", unit: "fraction", marks.cytochromeReleased)
      case .apoptosome: Readout("apoptosome", unit: "nM", marks.apoptosome)
      case .activeCaspase: Readout("active caspase-3/7", unit: "nM", marks.activeCaspase)
      case .parpCleaved: Readout("PARP cleaved", unit: "fraction", marks.parpCleaved)
      }
    }
  }

  /// What each mark is and what each moment waits for, one a row, to the last bit.
  public static func lawsOfMoments(for marks: CellModel.Marks) -> [String] {
    readouts(of: marks).map { "\($0.name) := \($0.formula)" }
      + landmarks(of: marks).map { "\($0.name) when \($0.formula) rises through 0" }
  }

  private static func landmarks(of marks: CellModel.Marks) -> [Landmark] {
    Moment.allCases.map { moment in
      switch moment {
      case .releaseOnset:
        Landmark("1 % released", whenRisesThroughZero: marks.cytochromeReleased - 0.01)
      case .releaseBegun:
        Landmark("10 % released", whenRisesThroughZero: marks.cytochromeReleased - 0.1)
      case .permeabilisation:
        Landmark("MOMP", whenRisesThroughZero: marks.cytochromeReleased - 0.5)
      case .releaseComplete:
        Landmark("90 % released", whenRisesThroughZero: marks.cytochromeReleased - 0.9)
      case .apoptosomeFormed:
        Landmark("apoptosome", whenRisesThroughZero: marks.apoptosome - .constant(apoptosomeOnset))
      case .caspaseActive:
        Landmark("caspase-3/7", whenRisesThroughZero: marks.activeCaspase - .constant(caspaseOnset))
      case .death: Landmark("death", whenRisesThroughZero: marks.parpCleaved - 0.5)
      }
    }
  }

  /// The inputs of the mean cell, without drug.
  var restingInputs: [Double] {
    var inputs = network.inputs()
    for medium in model.media {
      if let index = network.inputIndex(of: medium.symbol) { inputs[index] = 0 }
    }
    return inputs
  }
}
