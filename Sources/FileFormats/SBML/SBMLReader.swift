import CSBML
import Expressions
import ReactionNetworks

/// What a reader of SBML could not take, all of it at once.
public struct SBMLRefusal: Error, Hashable, Sendable {
  public let faults: [Fault]

  public struct Fault: Hashable, Sendable {
    /// The line of the file, from 1; nil where the file as a whole is meant.
    public let line: Int?
    public let sentence: String
  }
}

extension SBMLRefusal: CustomStringConvertible {
  public var description: String {
    faults.map { fault in fault.line.map { "line \($0): " } ?? "" + fault.sentence }
      .joined(separator: "\n")
  }
}

/// Reads the plain part of SBML: compartments of constant size, species, parameters, initial
/// assignments, assignment rules, rate rules and reactions.
///
/// Stoichiometry left unset is 1, a rate law may be net of its reverse, and numbers are in the file's
/// own units, which are not converted. What else the language can say (events, algebraic rules,
/// function definitions, delays, conversion factors, fast reactions) is refused by
/// name.
public struct SBMLReader {
  private let model: OpaquePointer
  private var network: ReactionNetwork
  private var faults: [SBMLRefusal.Fault] = []
  private var volumes: [Symbol: Double] = [:]
  private var assigned: [Symbol: Expression] = [:]
  private var rates: [Symbol: Expression] = [:]
  private var initial: [Symbol: Expression] = [:]

  /// The network that the text of an SBML file describes.
  public static func network(from text: String) throws(SBMLRefusal) -> ReactionNetwork {
    guard let document = readSBMLFromString(text) else {
      throw SBMLRefusal(faults: [.init(line: nil, sentence: "the file could not be read as SBML")])
    }
    defer { SBMLDocument_free(document) }
    let errors = errors(of: document)
    guard errors.isEmpty else { throw SBMLRefusal(faults: errors) }
    guard let model = SBMLDocument_getModel(document) else {
      throw SBMLRefusal(faults: [.init(line: nil, sentence: "the file holds no model")])
    }
    var reader = SBMLReader(model)
    reader.readAll()
    guard reader.faults.isEmpty else { throw SBMLRefusal(faults: reader.faults) }
    return reader.network
  }

  private init(_ model: OpaquePointer) {
    self.model = model
    network = ReactionNetwork(
      name: Self.text(Model_getName(model)) ?? Self.text(Model_getId(model)) ?? "model")
  }

  private static func errors(of document: OpaquePointer) -> [SBMLRefusal.Fault] {
    (0..<SBMLDocument_getNumErrors(document)).compactMap { index in
      guard let error = SBMLDocument_getError(document, index),
        XMLError_isError(error) != 0 || XMLError_isFatal(error) != 0
      else { return nil }
      let message = text(XMLError_getMessage(error)) ?? "an error without words"
      return .init(
        line: Int(XMLError_getLine(error)),
        sentence: message.split(separator: "\n").first.map(String.init) ?? message)
    }
  }

  static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer, pointer.pointee != 0 else { return nil }
    return String(cString: pointer)
  }

  private mutating func refuse(_ element: OpaquePointer?, _ sentence: String) {
    let line = element.map { Int(SBase_getLine($0)) }
    faults.append(.init(line: line == 0 ? nil : line, sentence: sentence))
  }

  // MARK: The parts of a model

  private mutating func readAll() {
    refuseWhatIsNotRead()
    readRules()
    readInitialAssignments()
    readCompartments()
    readParameters()
    readSpecies()
    readReactions()
  }

  private mutating func refuseWhatIsNotRead() {
    if Model_getNumEvents(model) > 0 {
      refuse(Model_getEvent(model, 0), "events are not read")
    }
    if Model_getNumConstraints(model) > 0 {
      refuse(Model_getConstraint(model, 0), "constraints are not read")
    }
    if Model_getNumFunctionDefinitions(model) > 0 {
      refuse(Model_getFunctionDefinition(model, 0), "function definitions are not read")
    }
    if Model_isSetConversionFactor(model) != 0 {
      refuse(model, "conversion factors are not read")
    }
  }

  private mutating func readRules() {
    for index in 0..<Model_getNumRules(model) {
      guard let rule = Model_getRule(model, index) else { continue }
      guard Rule_isAlgebraic(rule) == 0, let name = Self.text(Rule_getVariable(rule)) else {
        refuse(rule, "a rule that is neither an assignment nor a rate is not read")
        continue
      }
      guard let formula = expression(Rule_getMath(rule), of: rule) else { continue }
      if Rule_isRate(rule) != 0 {
        rates[Symbol(name)] = formula
      } else {
        assigned[Symbol(name)] = formula
      }
    }
  }

  private mutating func readInitialAssignments() {
    for index in 0..<Model_getNumInitialAssignments(model) {
      guard let assignment = Model_getInitialAssignment(model, index),
        let name = Self.text(InitialAssignment_getSymbol(assignment))
      else { continue }
      if let formula = expression(InitialAssignment_getMath(assignment), of: assignment) {
        initial[Symbol(name)] = formula
      }
    }
  }

  private mutating func readCompartments() {
    for index in 0..<Model_getNumCompartments(model) {
      guard let compartment = Model_getCompartment(model, index),
        let id = Self.text(Compartment_getId(compartment))
      else { continue }
      let symbol = Symbol(id)
      if assigned[symbol] != nil || initial[symbol] != nil || rates[symbol] != nil {
        refuse(compartment, "compartment \(id) has a size given by a formula, which is not read")
      }
      var volume = Compartment_getSize(compartment)
      if Compartment_isSetSize(compartment) == 0 || !volume.isFinite {
        // A size matters only where a species is read as a concentration; 1 leaves amounts alone.
        volume = .nan
      } else if volume <= 0 {
        refuse(compartment, "compartment \(id) has size \(volume); a positive one is needed")
      }
      volumes[symbol] = volume
      network.compartments.append(
        Compartment(
          symbol, name: Self.text(Compartment_getName(compartment)) ?? id,
          volume: volume.isFinite ? volume : 1))
    }
  }

  private mutating func readParameters() {
    for index in 0..<Model_getNumParameters(model) {
      guard let parameter = Model_getParameter(model, index),
        let id = Self.text(Parameter_getId(parameter))
      else { continue }
      let symbol = Symbol(id)
      let name = Self.text(Parameter_getName(parameter)) ?? id
      let unit = Self.text(Parameter_getUnits(parameter)) ?? ""
      if let formula = assigned[symbol] {
        network.variables.append(
          Variable(symbol, name: name, kind: .quantity, behaviour: .assignment(formula), unit: unit)
        )
      } else if let rate = rates[symbol] {
        let value = Parameter_getValue(parameter)
        let isSet = Parameter_isSetValue(parameter) != 0
        network.variables.append(
          Variable(
            symbol, name: name, kind: .quantity,
            initial: initial[symbol].map { .formula($0) } ?? (isSet ? .number(value) : .unset),
            behaviour: .rate(rate), unit: unit))
      } else if initial[symbol] != nil {
        refuse(
          parameter, "parameter \(id) has an initial assignment, which is read for species only")
      } else if Parameter_isSetValue(parameter) == 0 {
        refuse(parameter, "parameter \(id) has no value")
      } else {
        network.parameters.append(
          ReactionNetworks.Parameter(
            symbol, name: name, value: Parameter_getValue(parameter), unit: unit))
      }
    }
  }

  private mutating func readSpecies() {
    for index in 0..<Model_getNumSpecies(model) {
      guard let species = Model_getSpecies(model, index), let id = Self.text(Species_getId(species))
      else { continue }
      let symbol = Symbol(id)
      let compartment = Symbol(Self.text(Species_getCompartment(species)) ?? "")
      let isAmount = Species_getHasOnlySubstanceUnits(species) != 0
      let volume = volumes[compartment] ?? .nan
      if Species_isSetConversionFactor(species) != 0 {
        refuse(species, "species \(id) has a conversion factor, which is not read")
      }
      if !isAmount, !volume.isFinite {
        refuse(species, "species \(id) is a concentration in \(compartment), which has no size")
      }
      let behaviour: Variable.Behaviour =
        if let formula = assigned[symbol] {
          .assignment(formula)
        } else if let rate = rates[symbol] {
          .rate(rate)
        } else if Species_getConstant(species) != 0 || Species_getBoundaryCondition(species) != 0 {
          .heldConstant
        } else {
          .reactions
        }
      network.variables.append(
        Variable(
          symbol, name: Self.text(Species_getName(species)) ?? id,
          kind: .species(in: compartment, measure: isAmount ? .amount : .concentration),
          initial: initialValue(of: species, symbol, isAmount: isAmount, volume: volume),
          behaviour: behaviour, unit: Self.text(Species_getSubstanceUnits(species)) ?? ""))
    }
  }

  private func initialValue(
    of species: OpaquePointer, _ symbol: Symbol, isAmount: Bool, volume: Double
  ) -> Variable.InitialValue {
    if let formula = initial[symbol] { return .formula(formula) }
    if Species_isSetInitialAmount(species) != 0 {
      let amount = Species_getInitialAmount(species)
      return .number(isAmount ? amount : amount / volume)
    }
    if Species_isSetInitialConcentration(species) != 0 {
      let concentration = Species_getInitialConcentration(species)
      return .number(isAmount ? concentration * volume : concentration)
    }
    return .unset
  }

  private mutating func readReactions() {
    for index in 0..<Model_getNumReactions(model) {
      guard let reaction = Model_getReaction(model, index),
        let id = Self.text(Reaction_getId(reaction))
      else { continue }
      if Reaction_getFast(reaction) != 0 {
        refuse(reaction, "reaction \(id) is fast; that is not read")
      }
      guard let law = Reaction_getKineticLaw(reaction), KineticLaw_isSetMath(law) != 0 else {
        refuse(reaction, "reaction \(id) has no rate law")
        continue
      }
      let reactants = (0..<Reaction_getNumReactants(reaction)).compactMap {
        participant(Reaction_getReactant(reaction, $0))
      }
      let products = (0..<Reaction_getNumProducts(reaction)).compactMap {
        participant(Reaction_getProduct(reaction, $0))
      }
      guard let rate = expression(KineticLaw_getMath(law), of: law, local: localParameters(of: law))
      else { continue }
      network.reactions.append(
        ReactionNetworks.Reaction(
          Symbol(id), mechanism: Self.text(Reaction_getName(reaction)) ?? id, reactants: reactants,
          products: products, forward: rate))
    }
  }

  private mutating func participant(_ reference: OpaquePointer?) -> ReactionNetworks.Reaction
    .Participant?
  {
    guard let reference, let species = Self.text(SpeciesReference_getSpecies(reference)) else {
      return nil
    }
    if SpeciesReference_isSetStoichiometryMath(reference) != 0 {
      refuse(reference, "the stoichiometry of \(species) is a formula, which is not read")
    }
    if let id = Self.text(SpeciesReference_getId(reference)),
      assigned[Symbol(id)] != nil || initial[Symbol(id)] != nil
    {
      refuse(reference, "the stoichiometry of \(species) is given by a formula, which is not read")
    }
    let count = SpeciesReference_getStoichiometry(reference)
    let isSet = SpeciesReference_isSetStoichiometry(reference) != 0 && count.isFinite
    return .init(Symbol(species), stoichiometry: isSet ? count : 1)
  }

  /// The numbers that belong to one rate law; they hide the model's of the same name.
  private mutating func localParameters(of law: OpaquePointer) -> [String: Double] {
    var local: [String: Double] = [:]
    for index in 0..<KineticLaw_getNumParameters(law) {
      guard let parameter = KineticLaw_getParameter(law, index),
        let id = Self.text(Parameter_getId(parameter))
      else { continue }
      if Parameter_isSetValue(parameter) == 0 {
        refuse(law, "the local parameter \(id) has no value")
      } else {
        local[id] = Parameter_getValue(parameter)
      }
    }
    return local
  }

  private mutating func expression(
    _ math: OpaquePointer?, of element: OpaquePointer, local: [String: Double] = [:]
  ) -> Expression? {
    do throws(SBMLFormula.Unread) {
      return try SBMLFormula(local: local).expression(math)
    } catch {
      refuse(element, error.sentence)
      return nil
    }
  }
}
