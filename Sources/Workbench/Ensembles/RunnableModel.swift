import Experiments
import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Simulation

/// A model compiled to be run: what can be set in it, where a member begins, what is read from it.
public struct RunnableModel: Sendable {
  let source: ModelSource
  public let network: CompiledNetwork
  /// What is reported, in order: the network's readouts are their amounts.
  public let species: [Symbol]
  /// What is located, in order: the network's landmarks.
  public let events: [EnsembleEvent]
  private let baseInputs: [Double]
  private let baseState: [Double]

  init(
    _ source: ModelSource, _ network: CompiledNetwork, species: [Symbol], events: [EnsembleEvent]
  ) {
    self.source = source
    self.network = network
    self.species = species
    self.events = events
    var inputs = network.inputs()
    for medium in source.cell?.media ?? [] {
      if let index = network.inputIndex(of: medium.symbol) { inputs[index] = 0 }
    }
    baseInputs = inputs
    baseState = network.initialState(inputs: inputs)
  }

  /// Where a number given by name goes.
  public enum Place: Hashable, Sendable {
    /// The amount of a state entry at the start.
    case state(Int)
    /// An input, and what the number is divided by to become it.
    case input(Int, divisor: Double)
    /// A drug's nominal concentration from time 0 on: an input, and the share of it that is free.
    case drug(Int, freeFraction: Double)
    /// The same of a drug that falls apart in the medium: a state entry.
    case unstableDrug(Int, freeFraction: Double)
  }

  /// The place of a species' amount, a parameter or a drug; nil for a name that nothing is set by.
  ///
  /// A cell that rests first is given levels, not amounts: a protein's name means its level.
  public func place(of name: String) -> Place? {
    let symbol = Symbol(name)
    if let cell = source.cell {
      let drug =
        source.drugWords[name] ?? ModelLibrary.drug(named: name)?.name
        ?? ModelLibrary.nucleosideAnalogue(named: name)?.name
      if let medium = cell.media.first(where: { $0.drug == drug }) {
        if let index = network.inputIndex(of: medium.symbol) {
          return .drug(index, freeFraction: medium.freeFraction)
        }
        if let index = network.stateIndex(of: medium.symbol) {
          return .unstableDrug(index, freeFraction: medium.freeFraction)
        }
      }
      if cell.media.contains(where: { $0.symbol == symbol }),
        let index = network.stateIndex(of: symbol)
      {
        return .unstableDrug(index, freeFraction: 1)
      }
      if network.stateIndex(of: symbol) != nil {
        let level = Protein.allCases.first { $0.species == symbol }?.level
        return level.flatMap { network.inputIndex(of: $0) }.map { .input($0, divisor: 1) }
      }
    }
    if let index = network.stateIndex(of: symbol) { return .state(index) }
    guard let index = network.inputIndex(of: symbol) else { return nil }
    if case .species(let compartment, .concentration)? = network.network.variable(symbol)?.kind {
      return .input(index, divisor: network.network.volume(of: compartment))
    }
    return .input(index, divisor: 1)
  }

  /// The unit of the numbers that go to a place.
  func unit(of place: Place) -> ModelUnit {
    switch place {
    case .state(let index): source.unit(of: network.stateSymbols[index])
    case .input(let index, _): source.unit(of: network.inputSymbols[index])
    case .drug, .unstableDrug: .known("nM")
    }
  }

  /// Whether a place holds how much there is of something.
  func isAmount(_ place: Place) -> Bool {
    switch place {
    case .state(let index): source.network.variable(network.stateSymbols[index])?.isSpecies ?? false
    case .drug, .unstableDrug: true
    case .input(let index, _):
      source.cell?.abundances.contains(network.inputSymbols[index]) ?? false
        || source.network.variable(network.inputSymbols[index])?.isSpecies ?? false
    }
  }

  /// What names a number can be given to, for a message.
  var settableNames: [String] {
    guard let cell = source.cell else {
      return (network.stateSymbols + network.inputSymbols).map(\.name).sorted()
    }
    return cell.media.map(\.drug) + cell.abundances.map(\.name)
      + network.inputSymbols.map(\.name).sorted()
  }

  /// The places that `*` stands for: the levels of a cell's proteins, else every species that is there
  /// at the start.
  var abundances: [(name: String, place: Place)] {
    let names =
      source.cell?.abundances.map(\.name)
      ?? zip(network.stateSymbols, baseState).filter { $0.1 > 0 }.map(\.0.name)
    return names.compactMap { name in place(of: name).map { (name, $0) } }
  }

  /// How long a member rests before time 0, without drug.
  public var restBeforeStart: Time {
    source.cell?.equilibration.reduce(.zero) { $0 + $1.duration } ?? .zero
  }
}

extension RunnableModel {
  /// One member's numbers: given ones replace the model's own, then factors act on what stands there.
  struct Setting: Sendable {
    var values: [(place: Place, value: Double)] = []
    var factors: [(place: Place, factor: Double)] = []
  }

  /// Where a member begins.
  struct Start: Sendable {
    var inputs: [Double]
    /// nil where the model's own initial values hold.
    var state: [Double]?
    /// The free concentrations that drugs have from time 0 on.
    var doses: [(input: Int, free: Double)] = []
    /// The free concentrations that drugs which fall apart begin with at time 0.
    var unstableDoses: [(state: Int, free: Double)] = []
  }

  func start(_ setting: Setting, at time: Time) -> Start {
    var start = Start(inputs: baseInputs, state: nil)
    var setsInput = false
    var setsState = false
    func note(_ place: Place) {
      switch place {
      case .state: setsState = true
      case .input: setsInput = true
      case .drug, .unstableDrug: break
      }
    }
    for (place, value) in setting.values {
      note(place)
      switch place {
      case .input(let index, let divisor): start.inputs[index] = value / divisor
      case .drug(let index, let freeFraction): start.doses.append((index, value * freeFraction))
      case .unstableDrug(let index, let freeFraction):
        start.unstableDoses.append((index, value * freeFraction))
      case .state: break
      }
    }
    for (place, factor) in setting.factors {
      note(place)
      switch place {
      case .input(let index, _): start.inputs[index] *= factor
      case .drug(let index, _):
        for dose in start.doses.indices where start.doses[dose].input == index {
          start.doses[dose].free *= factor
        }
      case .unstableDrug(let index, _):
        for dose in start.unstableDoses.indices where start.unstableDoses[dose].state == index {
          start.unstableDoses[dose].free *= factor
        }
      case .state: break
      }
    }
    guard setsState else { return start }
    var state =
      setsInput || time != .zero
      ? network.initialState(inputs: start.inputs, time: time.seconds) : baseState
    for case (.state(let index), let value) in setting.values { state[index] = value }
    for case (.state(let index), let factor) in setting.factors { state[index] *= factor }
    start.state = state
    return start
  }

  /// What stands at a place of a member, in the unit that the place is set in.
  func value(at place: Place, of start: Start) -> Double {
    switch place {
    case .state(let index): (start.state ?? baseState)[index]
    case .input(let index, let divisor): start.inputs[index] * divisor
    case .drug(let index, let freeFraction):
      (start.doses.last { $0.input == index }?.free ?? 0) / freeFraction
    case .unstableDrug(let index, let freeFraction):
      (start.unstableDoses.last { $0.state == index }?.free ?? 0) / freeFraction
    }
  }

  /// The cycle of a cell that has one begins with its course, not with its rest.
  private var cycleStart: [Change] {
    guard let cycle = source.cell?.cycle else { return [] }
    return [cycle.progress, cycle.age, cycle.exitHazard].filter {
      network.stateIndex(of: $0) != nil
    }.map { .set($0, 0) }
  }

  /// A member's run: at rest from before `start` if the model is a cell that rests, its doses at `start`.
  func problem(
    _ member: Start, from start: Time, until end: Time, at times: [Time], _ tolerances: Tolerances
  ) -> SimulationProblem {
    guard source.cell != nil else {
      return SimulationProblem(
        from: start, until: end, inputs: member.inputs, initialState: member.state,
        outputTimes: times, tolerances: tolerances)
    }
    return SimulationProblem(
      from: .zero - restBeforeStart, until: end, inputs: member.inputs, initialState: member.state,
      schedule: Schedule(rest(of: member) + [dosing(of: member)]), outputTimes: times,
      tolerances: tolerances)
  }

  /// What is done to a cell at rest, stage by stage.
  private func rest(of member: Start) -> [Schedule.Moment] {
    var moments: [Schedule.Moment] = []
    var time = Time.zero - restBeforeStart
    for stage in source.cell?.equilibration ?? [] {
      let changes = stage.changesAtStart.map { change -> Change in
        switch change.value {
        case .number(let number): return .set(change.target, number)
        case .parameter(let symbol):
          let value = network.inputIndex(of: symbol).map { member.inputs[$0] }
          return .set(change.target, value ?? .nan)
        }
      }
      moments.append(.init(at: time, changes))
      time = time + stage.duration
    }
    return moments
  }

  /// Even without a dose: what holds at rest comes at time 0 as an event, not before.
  private func dosing(of member: Start) -> Schedule.Moment {
    .init(
      at: .zero,
      member.doses.map { .set(network.inputSymbols[$0.input], $0.free) }
        + member.unstableDoses.map { .set(network.stateSymbols[$0.state], $0.free) } + cycleStart)
  }
}

extension RunnableModel {
  /// A cell as it stands at time 0, before its dose: what all its doses begin from.
  struct Rested: Sendable {
    let state: [Double]
    let inputs: [Double]
    let ending: SimulationResult.Ending
    /// Whether it permeabilised without drug.
    let isPermeabilised: Bool
    let effort: SimulationResult.Effort
  }

  /// When the cell of a run permeabilised before time 0; nil if it did not, and for a model that was
  /// not compiled to watch that.
  func permeabilisedAtRest(_ result: SimulationResult) -> Time? {
    result.landmarkTimes.dropFirst(events.count).first ?? nil
  }

  /// The rest alone. It is the first part of ``problem(_:from:until:at:_:)``, cut where the dose comes:
  /// there the solver begins anew in either, so that the same numbers come out.
  func restProblem(_ member: Start, _ tolerances: Tolerances) -> SimulationProblem {
    SimulationProblem(
      from: .zero - restBeforeStart, until: .zero, inputs: member.inputs,
      initialState: member.state, schedule: Schedule(rest(of: member)), tolerances: tolerances)
  }

  func rested(_ member: Start, _ result: SimulationResult) -> Rested {
    var inputs = member.inputs
    for case .set(let symbol, let value) in rest(of: member).flatMap(\.changes) {
      if let index = network.inputIndex(of: symbol) { inputs[index] = value }
    }
    return Rested(
      state: result.finalState, inputs: inputs, ending: result.ending,
      isPermeabilised: permeabilisedAtRest(result) != nil, effort: result.effort)
  }

  /// What a dose does to a cell that has rested.
  func problem(
    _ member: Start, after rested: Rested, until end: Time, at times: [Time],
    _ tolerances: Tolerances
  ) -> SimulationProblem {
    SimulationProblem(
      from: .zero, until: end, inputs: rested.inputs, initialState: rested.state,
      schedule: Schedule([dosing(of: member)]), outputTimes: times, tolerances: tolerances)
  }
}
