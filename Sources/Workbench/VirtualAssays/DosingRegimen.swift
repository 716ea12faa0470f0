import Experiments
import FileFormats
import Quantities

/// When the drugs of an experiment are given, and when the medium is changed for one without drug.
///
/// Written as steps with commas between: `AZD4320@0h=100nM,wash@4h`. A step without a dose takes the
/// dose of the condition, so that a whole dose series can be washed out: `--drug AZD4320=1,3,10nM
/// --schedule AZD4320@0h,wash@4h`. A drug that the schedule does not name is given at 0 h. A dose in a
/// step stands alone or repeats the single dose of `--drug`. Tables say the whole schedule of each row;
/// they name a drug's dose only where the well held it at that one dose and at no other.
struct DosingRegimen: Sendable, Hashable {
  struct Step: Sendable, Hashable {
    let time: Time
    let action: Action
  }

  enum Action: Sendable, Hashable {
    /// A drug of the library by name; without a dose, the condition's.
    case give(String, Concentration?)
    /// Fresh medium; what is inside the cells stays there.
    case wash
  }

  /// Ascending in time.
  let steps: [Step]
  /// As it was written.
  let text: String

  /// The drugs that are given, in order of appearance.
  var drugs: [String] {
    var seen: Set<String> = []
    return steps.compactMap { step in
      if case .give(let drug, _) = step.action {
        seen.insert(drug).inserted ? drug : nil
      } else {
        nil
      }
    }
  }

  /// The first dose that the schedule itself gives of a drug; nil if the conditions give it.
  func ownDose(of drug: String) -> Concentration? {
    for step in steps {
      if case .give(drug, let dose?) = step.action { return dose }
    }
    return nil
  }

  /// Notes every step whose dose is not the one by which `--drug` names the condition.
  ///
  /// - Parameter grids: the drugs of `--drug` with their doses.
  func noteContradictions(
    of grids: [VirtualAssayPlan.DoseGrid], noting faults: FaultCollector
  ) {
    for step in steps {
      guard case .give(let drug, let own?) = step.action,
        let doses = grids.first(where: { $0.name == drug })?.doses, !doses.isEmpty
      else { continue }
      // 0.1 µM is 100 nM, whatever the last bit of its conversion.
      if doses.count == 1, abs(own / doses[0] - 1) < 1e-9 { continue }
      let listed = doses.map { "\($0)" }.joined(separator: ", ")
      faults.note(
        at: nil,
        found: "--schedule: \(drug)@\(step.time.formatted(in: .hours)) gives \(own), "
          + "--drug gives \(listed)",
        needed: "a dose in one of the two, or the same single dose in both",
        hint: "without its dose the step gives those of --drug")
    }
  }

  /// What a condition's cells are given.
  ///
  /// - Parameter doses: of the drugs that the condition gives, all above zero. A drug that the
  ///   condition leaves out is given at none of its steps.
  func treatment(_ doses: [(drug: String, dose: Concentration)]) -> Treatment {
    let given = Dictionary(uniqueKeysWithValues: doses.map { ($0.drug, $0.dose) })
    let scheduled = Set(drugs)
    var start = doses.filter { !scheduled.contains($0.drug) }
      .map { Treatment.DrugDose($0.drug, $0.dose) }
    var later: [Treatment.Step] = []
    for step in steps {
      switch step.action {
      case .give(let drug, let own):
        guard let condition = given[drug] else { continue }
        let dose = Treatment.DrugDose(drug, own ?? condition)
        if step.time == .zero {
          start.append(dose)
        } else {
          later.append(.init(at: step.time, .add(dose)))
        }
      case .wash: later.append(.init(at: step.time, .washOut))
      }
    }
    return Treatment(start, then: later)
  }
}

extension DosingRegimen {
  /// Whether it gives each of its drugs once, at 0 h, and does nothing later.
  var isPlain: Bool {
    steps.allSatisfy { step in
      if case .give = step.action { return step.time == .zero }
      return false
    } && drugs.count == steps.count
  }

  /// The one dose at which a well ever holds a drug; nil if it holds more than one in turn.
  ///
  /// Drug that is added to drug makes another dose; so does drug added after a wash, unless it is the
  /// same again.
  func onlyDose(of drug: String, condition: Concentration) -> Concentration? {
    guard drugs.contains(drug) else { return condition }
    var held = Concentration.zero
    var levels: [Concentration] = []
    for step in steps {
      switch step.action {
      case .wash: held = .zero
      case .give(drug, let own):
        held = held + (own ?? condition)
        levels.append(held)
      case .give: break
      }
    }
    // 0.1 µM is 100 nM, whatever the last bit of its conversion.
    guard let first = levels.first, levels.allSatisfy({ abs($0 / first - 1) < 1e-9 }) else {
      return nil
    }
    return first
  }

  /// Every dose and wash that a condition's cells get, in words and in order.
  ///
  /// - Parameter doses: as in ``treatment(_:)``.
  func words(_ doses: [(drug: String, dose: Concentration)]) -> String {
    let treatment = treatment(doses)
    let start = treatment.doses.map { "\($0.drug) \($0.concentration) at 0 h" }
    let later = treatment.steps.map { step in
      switch step.action {
      case .add(let dose):
        "\(dose.drug) \(dose.concentration) at \(step.time.formatted(in: .hours))"
      case .washOut: "wash at \(step.time.formatted(in: .hours))"
      }
    }
    return (start + later).joined(separator: ", ")
  }
}

extension DosingRegimen {
  /// Reads what it can and notes what it cannot; nil if it noted anything.
  ///
  /// - Parameters:
  ///   - end: the last reading, after which nothing that is done could be seen.
  ///   - drugs: those that are known beside the library's, such as those of files.
  init?(
    _ text: String, before end: Time, besides drugs: [AssayDrug], noting faults: FaultCollector
  ) {
    let count = faults.faults.count
    var steps: [Step] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if let step = Self.step(String(part), before: end, drugs, faults) { steps.append(step) }
    }
    Self.noteRepeats(in: steps, faults)
    guard faults.faults.count == count else { return nil }
    self.text = text
    self.steps = steps.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  /// Notes every step that stands twice at one time: a second wash does nothing, and whether a second
  /// dose of a drug adds to the first or repeats it cannot be told.
  private static func noteRepeats(in steps: [Step], _ faults: FaultCollector) {
    var seen: Set<String> = []
    for step in steps {
      let name =
        switch step.action {
        case .give(let drug, _): drug
        case .wash: "wash"
        }
      let place = "\(name)@\(step.time.formatted(in: .hours))"
      if !seen.insert("\(name)@\(step.time.seconds)").inserted {
        faults.note(
          at: nil, found: "--schedule: \(place) twice", needed: "each step once",
          hint: name == "wash" ? nil : "write the whole dose of that time in one step")
      }
    }
  }

  private static func step(
    _ text: String, before end: Time, _ drugs: [AssayDrug], _ faults: FaultCollector
  ) -> Step? {
    let text = text.split(separator: " ").joined()
    let halves = text.split(separator: "@", maxSplits: 1).map(String.init)
    guard halves.count == 2 else {
      faults.note(
        at: nil, found: "--schedule: \(text.quotedForPeople)",
        needed: "steps such as AZD4320@0h=100nM or wash@4h",
        hint: "as in --schedule AZD4320@0h=100nM,wash@4h")
      return nil
    }
    let parts = halves[1].split(separator: "=", maxSplits: 1).map(String.init)
    var time: Time?
    do throws(QuantityParseError) {
      let read = try Time(parsing: parts.first ?? "")
      if read < .zero || read >= end {
        faults.note(
          at: nil, found: "--schedule: a step at \(read)",
          needed: "a time from 0 h to before the last reading, \(end)")
      } else {
        time = read
      }
    } catch {
      faults.note(at: nil, found: "--schedule: \(error)", needed: "a time with its unit")
    }
    guard NameSuggestion.comparable(halves[0]) != "wash" else {
      if parts.count > 1 || time == .zero {
        faults.note(
          at: nil, found: "--schedule: \(text.quotedForPeople)",
          needed: "a wash after 0 h, without a dose", hint: "as in wash@4h")
        return nil
      }
      return time.map { Step(time: $0, action: .wash) }
    }
    let own = drugs.first {
      NameSuggestion.comparable($0.name) == NameSuggestion.comparable(halves[0])
    }
    guard let drug = own ?? AssayDrug(named: halves[0]) else {
      faults.note(
        at: nil, found: "--schedule: \(halves[0].quotedForPeople) is no known drug",
        needed: "a known drug, or wash",
        hint: NameSuggestion.hint(
          for: halves[0], among: AssayDrug.names + ["wash"]))
      return nil
    }
    guard parts.count == 2 else {
      return time.map { Step(time: $0, action: .give(drug.name, nil)) }
    }
    let list = AmountListText<ConcentrationDimension>(
      parts[1], option: "--schedule", noun: "a dose", atLeast: .zero, noting: faults)
    guard let dose = list.amounts.first, list.amounts.count == 1 else { return nil }
    guard dose > .zero else {
      faults.note(
        at: nil, found: "--schedule: a dose of 0", needed: "a dose above zero",
        hint: "to take drug away, write wash@ and the time")
      return nil
    }
    return time.map { Step(time: $0, action: .give(drug.name, dose)) }
  }
}
