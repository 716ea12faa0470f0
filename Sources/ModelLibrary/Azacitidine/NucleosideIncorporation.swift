import Citations
import Expressions
import Quantities
import ReactionNetworks

/// Nucleotides are built into RNA and, where the cell is in S phase, into DNA.
///
/// With `f` the share that reaches DNA, `dR/dt = (1 − f) · 0.1 N − 0.069 R` and
/// `dD/dt = f · 0.1 N · (φS / 0.4) − 0.023 D` per hour. A deoxyribonucleoside has f = 1. For
/// azacitidine `f = 0.25 / (1 + R / 1 µM)`: RNA incorporation suppresses ribonucleotide reductase,
/// the enzyme on its own way to DNA, so that more drug goes ever more to RNA.
///
/// ## References
/// [Aimiuwu2012] for the suppression; [Hollenbach2010] measured RNA to DNA as 65 to 35 at 0.3 µM for
/// 24 h. The rates are chosen so that both stand.
extension NucleosideModule {
  static let inRNA: Symbol = "azacitidine_RNA"
  static let inDNA: Symbol = "azacytosine_DNA"

  mutating func incorporate() {
    builder.mechanism = "A2 Incorporation into RNA and DNA"
    let incorporation = rate(
      "incorporation", "use of nucleotides in nucleic acids", perHour: 0.1,
      .chosen(because: "a day's exposure fills nucleic acids"))
    let usualSPhase = builder.parameter(
      "sPhaseReference", "fraction of cells in S phase at which the DNA rate holds",
      Sourced(0.4, .chosen(because: "as the S-phase fraction itself")))
    builder.species(
      Self.inRNA, name: "azacitidine in RNA", in: CellCompartment.cytosol.symbol)
    builder.species(
      Self.inDNA, name: "azacytosine in DNA", in: CellCompartment.cytosol.symbol)
    let share = declareShares()
    for drug in drugs {
      let used = incorporation * drug.nucleotides
      if drug.route == .mainlyRNA {
        builder.reaction(
          Symbol("incorporateRNA_\(drug.symbol)"), [], to: [.init(Self.inRNA)],
          at: (1 - share.expression) * used)
      }
      let toDNA = drug.route == .mainlyRNA ? share * used : used
      builder.reaction(
        Symbol("incorporateDNA_\(drug.symbol)"), [], to: [.init(Self.inDNA)],
        at: toDNA * Self.sPhase * compensation() / usualSPhase.expression)
    }
    builder.degrade(
      Self.inRNA,
      rate: rate(
        "lossFromRNA", "turnover of RNA", perHour: 0.069, .chosen(because: "a half-life of 10 h")
      ).expression)
    builder.degrade(
      Self.inDNA,
      rate: rate(
        "lossFromDNA", "repair of azacytosine in DNA", perHour: 0.023,
        .chosen(because: "a half-life of 30 h")
      ).expression)
    declareCompensation()
  }

  private mutating func declareShares() -> Symbol {
    let most = builder.parameter(
      "shareToDNA", "share of azacitidine that reaches DNA where reductase is unhindered",
      Sourced(
        0.25,
        .chosen(
          because:
            "between 65:35 at 0.3 µM (Hollenbach 2010) and the 80–90 % in RNA of Aimiuwu 2012"
        )))
    let half = builder.parameter(
      "halfReductase", "azacitidine in RNA that halves ribonucleotide reductase",
      Sourced(
        Concentration.micromolar(1),
        .chosen(because: "the effect is seen in Aimiuwu 2012, the number is ours")))
    let reductase = builder.assign(
      "reductase", name: "ribonucleotide reductase left", unit: "fraction",
      to: 1 / (1 + Self.inRNA.expression / half.expression))
    return builder.assign(
      "dnaShare", name: "share of azacitidine to DNA", unit: "fraction", to: most * reductase)
  }
}
