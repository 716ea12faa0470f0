import Citations
import Experiments
import Expressions
import Quantities
import ReactionNetworks

/// The apoptosis model of one kind of cell: which levels its proteins have, which drugs it can be given,
/// and what has been done to it.
///
/// Without drug the network has 77 species and 186 one-way reactions. The throw-away prototype that the
/// regression numbers come from counted 84 and 211. HRK at level 0 and the three pairs that are known
/// not to bind, all left out here since they change no number, would add 7 and 26. BCL-w, BFL-1 and
/// HRK are in the network of a line that gives them a level.
public struct ApoptosisModel: Hashable, Sendable {
  public var name: String
  /// The level of each protein; one that is missing has its ``Protein/defaultLevel``.
  public var levels: [Protein: Sourced<Concentration>]
  /// What the cells can be given; a medium without drug is the state they rest in.
  public var drugs: [BH3Mimetic]
  /// Proteins whose gene is gone. Those that a cell's fate is read from cannot be.
  public var knockouts: Set<Protein>
  /// Factors on levels, such as 3 for an overexpressed MCL-1; at least 0.
  public var levelFactors: [Protein: Double]
  public var drugBinding: DrugBinding
  /// The cytidine analogues that the cells can be given. Without any, the network has nothing of
  /// their mechanism.
  public var nucleosides: [NucleosideAnalogue] = []
  public var nucleosideResponse = NucleosideResponse()
  /// How BH3-only proteins and anti-apoptotics act on BAX and BAK.
  public var topology = MOMPTopology.embedded
  /// Whether active caspase-3/7 cuts BCL-2 and MCL-1.
  public var caspaseCleavage = CaspaseCleavage.off

  /// Whether drugs bind what they are made for.
  public enum DrugBinding: Hashable, Sendable {
    case on
    /// The negative control: the drug enters and finds no groove.
    case off
  }

  /// Whether caspases cut the anti-apoptotics that held them back.
  public enum CaspaseCleavage: String, CaseIterable, Hashable, Sendable { case on, off }

  public init(
    name: String, levels: [Protein: Sourced<Concentration>] = [:], drugs: [BH3Mimetic] = [],
    knockouts: Set<Protein> = [], levelFactors: [Protein: Double] = [:],
    drugBinding: DrugBinding = .on
  ) {
    self.name = name
    self.levels = levels
    self.drugs = drugs
    self.knockouts = knockouts
    self.levelFactors = levelFactors
    self.drugBinding = drugBinding
  }

  /// The model of a line, by the first of its abundance vectors unless another is given.
  public init(
    of line: CellLine, vector: AbundanceVector? = nil, drugs: [BH3Mimetic] = [],
    knockouts: Set<Protein> = [], levelFactors: [Protein: Double] = [:],
    drugBinding: DrugBinding = .on
  ) {
    self.init(
      name: line.name, levels: (vector ?? line.vectors[0]).sourcedLevels, drugs: drugs,
      knockouts: knockouts, levelFactors: levelFactors, drugBinding: drugBinding)
    for knob in NucleosideKnob.allCases {
      if let factor = line.nucleosideFactors[knob] { knob.mechanism(factor.value).change(&self) }
    }
  }

  /// The level of a protein after factors and knockouts, with its source.
  public func level(of protein: Protein) -> Sourced<Concentration> {
    let own = levels[protein] ?? protein.defaultLevel
    if knockouts.contains(protein) {
      return Sourced(.zero, .chosen(because: "knockout of \(protein.name)"))
    }
    guard let factor = levelFactors[protein], factor != 1 else { return own }
    return Sourced(
      own.value * factor,
      .chosen(because: "\(factor.forPeople()) × the level of \(name): \(own.provenance.detail)"))
  }

  /// The proteins of the network: an optional one is left out, with all it binds, unless it has a level.
  public var proteins: [Protein] {
    Self.present(Dictionary(uniqueKeysWithValues: Protein.allCases.map { ($0, level(of: $0)) }))
  }

  static func present(_ levels: [Protein: Sourced<Concentration>]) -> [Protein] {
    Protein.allCases.filter { protein in
      !protein.isOptional || (levels[protein]?.value ?? .zero) > .zero
    }
  }

  /// The network, each protein at its level and unbound.
  ///
  /// It is a caller's mistake to knock out a protein that fate is read from, to give a level that is
  /// negative or no number, or to give the same drug twice.
  public var network: ReactionNetwork {
    let levels = Dictionary(uniqueKeysWithValues: Protein.allCases.map { ($0, level(of: $0)) })
    for (protein, level) in levels {
      let nanomolar = level.value.nanomolar
      precondition(
        nanomolar.isFinite && nanomolar >= 0, "\(protein.name) has the level \(nanomolar) nM")
      precondition(!protein.isReadout || nanomolar > 0, "fate is read from \(protein.name)")
    }
    return ApoptosisNetwork(
      named: "apoptosis, \(name)", levels: levels, drugs: drugs, drugBinding: drugBinding,
      topology: topology, caspaseCleavage: caspaseCleavage,
      nucleosides: (nucleosides, nucleosideResponse)
    ).builder.network
  }

  /// The cell as experiments use it: brought to rest in two stages, read by its marks.
  public var cellModel: CellModel {
    CellModel(
      network: network, abundances: proteins.map(\.level),
      equilibration: Self.equilibration,
      media: drugs.map {
        .init(drug: $0.name, symbol: $0.medium, freeFraction: $0.freeFraction.value)
      } + nucleosideMedia, marks: marks,
      renewedAbundances: proteins.filter { $0.halfLife != nil }.map(\.level),
      cycle: nucleosides.isEmpty
        ? nil : NucleosideModule.cycle(nucleosides, nucleosideResponse),
      observables: nucleosideObservables)
  }

  /// The factor on synthesis of BAX and BAK.
  static let effectorSynthesis: Symbol = "effectorSynthesis"
  /// 1 where drugs bind, 0 in the negative control.
  static let drugBindingSwitch: Symbol = "drugBinding"

  /// Anti-apoptotics and BH3-only proteins find each other before any BAX or BAK is there: in a cell
  /// that started with everything unbound, free BIM would fire BAX at once.
  private static var equilibration: [CellModel.EquilibrationStage] {
    let effectors = [Protein.bax, .bak]
    return [
      .init(
        "without BAX and BAK", for: .hours(24),
        changesAtStart: effectors.map { .init(set: $0.species, to: .number(0)) }
          + [.init(set: effectorSynthesis, to: .number(0))]),
      .init(
        "with BAX and BAK", for: .hours(48),
        changesAtStart: effectors.map { .init(set: $0.species, to: .parameter($0.level)) }
          + [.init(set: effectorSynthesis, to: .number(1))]),
    ]
  }

  private var marks: CellModel.Marks {
    func bound(_ first: Symbol, _ second: Symbol) -> Symbol { Symbol("\(first)_\(second)") }
    let caspase = ApoptosisNetwork.caspase3
    let apoptosome = ApoptosisNetwork.apoptosome
    let cutting =
      caspaseCleavage == .on
      ? [Protein.bcl2, .mcl1].map { bound(caspase, $0.species).expression } : []
    return CellModel.Marks(
      cytochromeReleased: 1 - Protein.cytochromeC.species.expression
        / Protein.cytochromeC.level.expression,
      apoptosome: apoptosome + bound(apoptosome, Protein.procaspase3.species)
        + bound(Protein.xiap.species, apoptosome).expression,
      activeCaspase: caspase + bound(caspase, Protein.parp.species)
        + cutting.reduce(bound(caspase, Protein.procaspase6.species).expression) { $0 + $1 },
      parpCleaved: ApoptosisNetwork.cleavedPARP.expression / Protein.parp.level.expression)
  }
}
