import Experiments
import ModelLibrary
import Quantities

/// A virtual experiment that can be run: names resolved, units read.
struct VirtualAssayPlan: Sendable {
  let lines: [CellLine]
  let drugs: [DoseGrid]
  /// When they are given, if not all at time 0.
  var regimen: DosingRegimen?
  /// When cells are read, ascending.
  let times: [Time]
  /// How long cells are watched, at least to the last reading.
  let watch: Time
  var knockouts: Set<Protein> = []
  var scales: [Protein: Double] = [:]
  /// Changes of the cells that are no protein's level alone.
  var mechanisms: [ResistanceMechanism] = []
  /// Whether drugs bind; off in a negative control.
  var drugBinding = ApoptosisModel.DrugBinding.on
  /// Which reading of the model the cells follow.
  var choices = ApoptosisChoices()
  /// Drawn for each condition, the same for all.
  let cells: Int
  var variability = CellVariability.typical
  var repeats: Int?
  var growth = Growth.none
  /// Whether protein levels change while cells are watched.
  var drifts = false
  let seed: UInt64
  let threads: Int
  /// The files of lines and drugs that are not the library's.
  var files: [PartResolver.File] = []

  /// Whether cells divide while they are watched.
  enum Growth: Sendable, Hashable {
    case none
    /// From one division to the next, in every line.
    case doubling(Time)
    /// As each line is said to.
    case ofTheLine
  }

  func proliferation(of line: CellLine) -> Proliferation? {
    switch growth {
    case .none: nil
    case .doubling(let time): proliferation(every: time)
    case .ofTheLine: proliferation(every: line.doublingTime.value)
    }
  }

  private func proliferation(every time: Time) -> Proliferation {
    let drift = LevelWandering()
    return Proliferation(
      doublingTime: time, memory: drifts ? drift.memory : nil, renewal: drift.renewal)
  }

  /// How levels change in cells that do not divide; nil if they do not, or if cells divide.
  var driftWithoutDivision: LevelWandering? {
    growth == .none && drifts ? LevelWandering() : nil
  }

  /// How the cells of every line grow, in words.
  var growthInWords: String {
    let lines = lines.map { line in
      proliferation(of: line).map {
        "\(line.name) doubles every \($0.doublingTime.formatted(in: .hours))"
      }
    }
    return growth == .none
      ? "the cells do not divide" : lines.compactMap(\.self).joined(separator: ", ")
  }

  /// One drug over its doses.
  struct DoseGrid: Sendable {
    let drug: AssayDrug
    /// Nominal, ascending, above zero: vehicle is always run beside them.
    let doses: [Concentration]

    var name: String { drug.name }
    var freeFraction: Double { drug.freeFraction.value }
  }

  /// One thing that cells are given.
  struct Condition: Sendable, Hashable {
    /// Nominal, in the order of the plan's drugs; zero for a drug that is not given.
    let doses: [Concentration]
  }

  /// The single agents of each drug, then, for two drugs, every pair; vehicle stands beside them.
  var conditions: [Condition] {
    let singles = drugs.enumerated().flatMap { index, grid in
      grid.doses.map { dose in
        Condition(doses: drugs.indices.map { $0 == index ? dose : .zero })
      }
    }
    guard drugs.count == 2 else { return singles }
    return singles
      + drugs[0].doses.flatMap { first in
        drugs[1].doses.map { Condition(doses: [first, $0]) }
      }
  }

  /// The drugs that a condition gives, with their doses.
  func given(in condition: Condition) -> [(drug: String, dose: Concentration)] {
    zip(drugs, condition.doses).filter { $0.1 > .zero }.map { (drug: $0.0.name, dose: $0.1) }
  }

  /// Whether drugs are given otherwise than once each, at 0 h.
  var isScheduled: Bool { regimen.map { !$0.isPlain } ?? false }

  /// The dose by which a table names what a condition gives of a drug: 0 for a drug it leaves out, nil
  /// where the well holds the drug at more than one dose in turn.
  func nominal(ofDrug index: Int, in condition: Condition) -> Concentration? {
    let dose = condition.doses[index]
    guard dose > .zero, let regimen else { return dose }
    return regimen.onlyDose(of: drugs[index].name, condition: dose)
  }

  func treatment(of condition: Condition) -> Treatment {
    let given = given(in: condition)
    return regimen?.treatment(given) ?? Treatment(given.map { .init($0.drug, $0.dose) })
  }

  /// Whether the cells are not those of the line as it is.
  var changesCells: Bool {
    !knockouts.isEmpty || !mechanisms.isEmpty || drugBinding == .off
      || scales.contains { $0.value != 1 }
  }

  /// What was done to the cells, in words; nil if nothing was.
  var change: String? {
    let gone = Protein.allCases.filter(knockouts.contains).map(\.name)
    let scaled = Protein.allCases.compactMap { protein in
      scales[protein].flatMap { $0 == 1 ? nil : "\(protein.name) × \($0.forPeople())" }
    }
    let parts =
      (gone.isEmpty ? [] : ["\(gone.joined(separator: "/")) knockout"]) + scaled
      + mechanisms.map(\.name) + (drugBinding == .off ? ["drug binding off"] : []) + choices.words
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The cells of one line, able to take the plan's drugs and those of a control.
  ///
  /// - Parameter unchanged: whether knockouts and factors are left out, as for a control.
  func model(of line: CellLine, control: Treatment? = nil, unchanged: Bool = false)
    -> ApoptosisModel
  {
    var mimetics = drugs.compactMap(\.drug.mimetic)
    for name in control?.doses.map(\.drug) ?? []
    where !mimetics.contains(where: { $0.name == name }) {
      if let drug = ModelLibrary.drug(named: name) { mimetics.append(drug) }
    }
    var model = ApoptosisModel(
      of: line, drugs: mimetics, knockouts: unchanged ? [] : knockouts,
      levelFactors: unchanged ? [:] : scales, drugBinding: unchanged ? .on : drugBinding)
    model.nucleosides = drugs.compactMap(\.drug.nucleoside)
    if growth == .none { model.nucleosideResponse.cycling = .off }
    choices.change(&model)
    for mechanism in unchanged ? [] : mechanisms { mechanism.change(&model) }
    return model
  }
}
