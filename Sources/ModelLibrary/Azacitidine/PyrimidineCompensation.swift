import Citations
import Expressions
import Quantities
import ReactionNetworks

/// After an exposure, cells make more of their own deoxycytidine nucleotides, which compete with the
/// drug for DNA: an answer that comes days later.
///
/// Three first-order delays of 0.028 per hour stand for it, driven by the drug's nucleotides; what
/// goes to DNA is divided by `1 + strength · answer`. A network without the answer has none of it.
///
/// ## References
/// [Gu2020]: the adaptation peaks 72–96 h after exposure. The delays are chosen for that.
extension NucleosideModule {
  static let compensationStages: [Symbol] = [
    "compensation1", "compensation2", "compensation3",
  ]

  private var isCompensating: Bool { response.pyrimidineCompensation > 0 }

  /// What multiplies incorporation into DNA.
  func compensation() -> Expression {
    guard isCompensating else { return 1 }
    return 1 / (1 + "compensationStrength" * Self.compensationStages[2])
  }

  mutating func declareCompensation() {
    guard isCompensating else { return }
    builder.mechanism = "A9 Pyrimidine compensation"
    builder.parameter(
      "compensationStrength", "answer of pyrimidine synthesis",
      Sourced(
        response.pyrimidineCompensation, .chosen(because: "0 is a cell that does not adapt")),
      tags: [.condition])
    let delay = rate(
      "compensationRate", "each step of the delay", perHour: 0.028,
      .chosen(because: "two steps of 36 h after an exposure of a day peak at 72–96 h"))
    let half = builder.parameter(
      "halfExposure", "nucleotides of the drug that drive the answer to half",
      Sourced(Concentration.nanomolar(100), .chosen(because: "a third of what 0.3 µM makes")))
    let exposure = drugs.reduce(Expression.constant(0)) { $0 + $1.nucleotides.expression }
    var input: Expression = exposure / (exposure + half.expression)
    for stage in Self.compensationStages {
      builder.quantity(
        stage, name: "pyrimidine compensation, \(stage.name)", unit: "fraction",
        rate: delay * (input - stage.expression))
      input = stage.expression
    }
  }
}
