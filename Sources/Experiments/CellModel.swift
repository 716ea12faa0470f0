import Expressions
import Quantities
import ReactionNetworks
import Simulation

/// A cell as an experiment sees it: its network, how it is brought to rest, and which of its numbers
/// an assay can read.
///
/// Experiments know no line and no drug by name: the model library hands them this.
public struct CellModel: Sendable {
  public var network: ReactionNetwork
  /// The parameters that differ from cell to cell: each protein's level. A cell's multiplier acts on
  /// synthesis and on the initial amount alike, since both are written with this parameter.
  public var abundances: [Symbol]
  /// What is done before the experiment's time 0, in order.
  public var equilibration: [EquilibrationStage]
  /// The free concentration in the medium of each drug, nM: what a dose sets.
  public var media: [DrugMedium]
  public var marks: Marks
  /// Those of the abundances that a cell makes anew all the time, and so can come to have more or
  /// less of. The others are inherited as they are.
  public var renewedAbundances: [Symbol]
  /// What slows the cell cycle and what a division changes; nil where nothing does.
  public var cycle: CellCycle?
  /// What can be read from a cell beside its marks, in the order of ``CellExperiment/observable(_:)``.
  public var observables: [Readout]

  public init(
    network: ReactionNetwork, abundances: [Symbol], equilibration: [EquilibrationStage],
    media: [DrugMedium], marks: Marks, renewedAbundances: [Symbol] = [], cycle: CellCycle? = nil,
    observables: [Readout] = []
  ) {
    self.renewedAbundances = renewedAbundances
    self.cycle = cycle
    self.observables = observables
    self.network = network
    self.abundances = abundances
    self.equilibration = equilibration
    self.media = media
    self.marks = marks
  }

  /// A stretch of time without drug, begun by some changes.
  public struct EquilibrationStage: Sendable {
    public let name: String
    public let duration: Time
    public let changesAtStart: [StageChange]

    public init(_ name: String, for duration: Time, changesAtStart: [StageChange] = []) {
      self.name = name
      self.duration = duration
      self.changesAtStart = changesAtStart
    }
  }

  /// A change whose value is read from the cell's own parameters, since each cell has its own levels.
  public struct StageChange: Sendable {
    public let target: Symbol
    public let value: Value

    public enum Value: Sendable {
      case number(Double)
      /// The value of one of the cell's parameters.
      case parameter(Symbol)
    }

    public init(set target: Symbol, to value: Value) {
      self.target = target
      self.value = value
    }
  }

  /// A drug that the model can be given.
  public struct DrugMedium: Sendable, Hashable {
    /// The drug's name as people write it.
    public let drug: String
    /// The variable that holds its free concentration in the medium, nM: an input of the cell, or a
    /// state of it for a drug that does not last in the medium.
    public let symbol: Symbol
    /// The share of the nominal concentration that is free in the assay's medium, 0–1.
    public let freeFraction: Double

    public init(drug: String, symbol: Symbol, freeFraction: Double) {
      self.drug = drug
      self.symbol = symbol
      self.freeFraction = freeFraction
    }
  }

  /// The numbers by which a cell's fate is read, as formulas over the network.
  public struct Marks: Sendable {
    /// The fraction of cytochrome c that has left the intermembrane space, 0–1.
    public var cytochromeReleased: Expression
    /// Assembled apoptosomes, nM.
    public var apoptosome: Expression
    /// Active caspase-3/7 that can cut a substrate (free or substrate-bound, not inhibited), nM.
    public var activeCaspase: Expression
    /// The fraction of PARP cut, 0–1.
    public var parpCleaved: Expression

    public init(
      cytochromeReleased: Expression, apoptosome: Expression, activeCaspase: Expression,
      parpCleaved: Expression
    ) {
      self.cytochromeReleased = cytochromeReleased
      self.apoptosome = apoptosome
      self.activeCaspase = activeCaspase
      self.parpCleaved = parpCleaved
    }
  }
}
