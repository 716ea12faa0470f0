import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R1. BH3-only proteins and active effectors sit in the groove of the anti-apoptotics.
///
/// ## References
/// [Certo2006], [Willis2005] and [Zhai2008], through the EARM code; the pattern of who binds whom is
/// that of [Chen2005].
///
/// ## Departures from the sources
/// Ranges span methods that do not agree with each other (peptides against whole proteins); they are
/// never averaged. BIM's default is far below its peptide's affinity, since BIM binds in cells by a
/// second site as well [Pemberton2023].
extension ApoptosisNetwork {
  mutating func bindBH3Proteins() {
    builder.mechanism = "R1 BH3 binding"
    let on = builder.parameter(
      "kon_groove", "association in a BH3 groove",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-3), .seen(.earmCode, at: "EARM 2.0: 1e6 per M per s"))
    )
    let bound = Set(bh3Only.map(\.species) + [Self.tBID])
    for (bh3, guardian, affinity) in Self.bh3Affinities + Self.optionalBH3Affinities
    where bound.contains(bh3) && antiApoptotics.contains(guardian) {
      let complex = bind(bh3, to: guardian, affinity, on: on)
      guardedBH3.append(.init(bh3: bh3, guardian: guardian, complex: complex))
    }
    guard topology.holdsEffectors else { return }
    for (effector, guardian, affinity) in Self.effectorAffinities
    where antiApoptotics.contains(guardian) {
      let complex = bind(effector.active, to: guardian, affinity, on: on)
      guardedEffectors.append(.init(effector: effector, guardian: guardian, complex: complex))
    }
  }

  /// Binding with its affinity as a parameter: what dissociates follows from what associates.
  private mutating func bind(
    _ ligand: Symbol, to guardian: Protein, _ affinity: Sourced<Concentration>, on: Symbol
  ) -> Symbol {
    let dissociation = builder.parameter(
      Symbol("Kd_\(ligand)_\(guardian.rawValue)"),
      "\(builder.network.variable(ligand)?.name ?? ligand.name):\(guardian.name) dissociation constant",
      affinity, tags: [.dissociationConstant])
    return builder.bind(ligand, to: guardian.species, on: meeting(on), off: dissociation * on)
  }

  /// Who is held by whom, and how tightly. A pair that is absent does not bind.
  private static var bh3Affinities: [(Symbol, Protein, Sourced<Concentration>)] {
    let bim = Provenance.chosen(
      because: "tighter in cells than as a peptide, by a second site (Pemberton et al. 2023)")
    let certo = Provenance.seen(.certo2006, at: "fluorescence polarisation, through the EARM code")
    let puma = Provenance.fromMemory(.certo2006, note: "PUMA's row")
    return [
      (Protein.bim.species, .bcl2, .affinity(0.5, bim, 0.1...10)),
      (Protein.bim.species, .bclXL, .affinity(0.5, bim, 0.1...10)),
      (Protein.bim.species, .mcl1, .affinity(0.5, bim, 0.1...10)),
      (tBID, .bcl2, .affinity(66, certo, 66...6800)),
      (tBID, .bclXL, .affinity(12, certo, 12...82)),
      (tBID, .mcl1, .affinity(10, certo, 10...2100)),
      (Protein.puma.species, .bcl2, .affinity(3, puma, 3...18)),
      (Protein.puma.species, .bclXL, .affinity(3, puma, 0...10)),
      (Protein.puma.species, .mcl1, .affinity(3, puma, 0...10)),
      (Protein.bad.species, .bcl2, .affinity(11, certo, 11...16)),
      (Protein.bad.species, .bclXL, .affinity(10, certo, 5...10)),
      (Protein.noxa.species, .mcl1, .affinity(19, certo, 8...24)),
    ]
  }

  private static var effectorAffinities: [(Effector, Protein, Sourced<Concentration>)] {
    let bax = Provenance.seen(.willis2005, at: "BAX, through the EARM code")
    let bak = Provenance.seen(.zhai2008, at: "BAK, through the EARM code")
    return [
      (.bax, .bcl2, .affinity(10, bax, 10...100)),
      (.bax, .bclXL, .affinity(10, bax, 10...100)),
      (
        .bax, .mcl1,
        .affinity(20, .chosen(because: "EARM has none; poorly known, and second in influence"))
      ),
      (
        .bak, .bcl2,
        .affinity(
          300,
          .chosen(
            because:
              "the most influential of the poorly known: at 30 nM, MCL-1 inhibition spares RS4;11"),
          30...1000)
      ),
      (.bak, .bclXL, .affinity(50, bak, 50...50)),
      (.bak, .mcl1, .affinity(10, bak, 10...10)),
      (.bax, .bclW, .affinity(10, likeBCLxL, 10...100)),
      (.bak, .bclW, .affinity(50, likeBCLxL, 50...50)),
    ]
  }

  private static let likeBCLxL = Provenance.chosen(
    because: "as BCL-xL, which BCL-w resembles; no value of its own was looked up")

  /// The rows and columns of proteins that most networks leave out. BFL-1 is given no
  /// hold on BAX and BAK, and none on HRK: nothing was looked up.
  private static var optionalBH3Affinities: [(Symbol, Protein, Sourced<Concentration>)] {
    let bfl1 = Provenance.chosen(
      because: "within the 1–60 nM remembered of Certo et al. 2006; no value was looked up")
    let hrk = Provenance.fromMemory(.certo2006, note: "HRK's row")
    return [
      (Protein.bim.species, .bclW, .affinity(0.5, likeBCLxL, 0.1...10)),
      (tBID, .bclW, .affinity(12, likeBCLxL, 12...82)),
      (Protein.puma.species, .bclW, .affinity(3, likeBCLxL, 0...10)),
      (Protein.bad.species, .bclW, .affinity(10, likeBCLxL, 5...10)),
      (Protein.bim.species, .bfl1, .affinity(1, bfl1, 1...60)),
      (tBID, .bfl1, .affinity(5, bfl1, 1...60)),
      (Protein.puma.species, .bfl1, .affinity(3, bfl1, 1...60)),
      (Protein.noxa.species, .bfl1, .affinity(20, bfl1, 1...60)),
      (Protein.hrk.species, .bcl2, .affinity(320, hrk, 320...1000)),
      (Protein.hrk.species, .bclXL, .affinity(20, hrk, 4...92)),
      (Protein.hrk.species, .mcl1, .affinity(370, hrk, 370...1000)),
      (Protein.hrk.species, .bclW, .affinity(20, likeBCLxL, 4...92)),
    ]
  }
}

extension Sourced where Value == Concentration {
  /// A dissociation constant and its range, both in nM.
  fileprivate static func affinity(
    _ nanomolar: Double, _ provenance: Provenance, _ range: ClosedRange<Double>? = nil
  ) -> Self {
    Self(.nanomolar(nanomolar), provenance, range: range)
  }
}
