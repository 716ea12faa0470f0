import CSBML
import Citations
import Expressions
import Foundation
import ReactionNetworks

/// Writes a network as SBML level 3, version 1: compartments, species, parameters with units and
/// sources, assignment and rate rules, reactions, events.
///
/// What is written reads back through ``SBMLReader`` to a network with the same trajectories, events
/// apart. A reaction that runs both ways is one with a net law.
public struct SBMLWriter {
  private let network: ReactionNetwork
  private let units: SBMLUnits
  private let notes: [String]

  /// Why a network cannot be said in SBML.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    public let sentence: String
    public var description: String { sentence }
  }

  /// - Parameters:
  ///   - amountUnit: the unit of the model's amounts, `nM` or `molecules`; others are left unsaid.
  ///   - notes: what a reader of the file must know, a paragraph each.
  public init(_ network: ReactionNetwork, amountUnit: String, notes: [String] = []) {
    self.network = network
    self.notes = notes
    units = SBMLUnits(amount: amountUnit)
  }

  /// The file's text, which libSBML's own check of consistency finds no error in.
  public func text() throws(Failure) -> String {
    guard network.constraints.isEmpty else {
      throw Failure(sentence: "algebraic constraints are not written")
    }
    guard let document = SBMLDocument_createWithLevelAndVersion(3, 1) else {
      throw Failure(sentence: "libSBML does not begin a document")
    }
    defer { SBMLDocument_free(document) }
    guard let model = SBMLDocument_createModel(document) else {
      throw Failure(sentence: "libSBML does not begin a model")
    }
    Model_setId(model, Self.identifier(network.name))
    Model_setName(model, network.name)
    annotate(model, notes)
    units.define(in: model)
    for compartment in network.compartments { write(compartment, in: model) }
    for variable in network.variables { try write(variable, in: model) }
    for parameter in network.parameters { write(parameter, in: model) }
    for reaction in network.reactions { try write(reaction, in: model) }
    for event in network.events { try write(event, in: model) }
    try check(document)
    guard let written = writeSBMLToString(document) else {
      throw Failure(sentence: "libSBML wrote nothing")
    }
    defer { free(written) }
    return String(cString: written)
  }

  private func check(_ document: OpaquePointer) throws(Failure) {
    SBMLDocument_checkConsistency(document)
    for index in 0..<SBMLDocument_getNumErrors(document) {
      guard let error = SBMLDocument_getError(document, index),
        XMLError_isError(error) != 0 || XMLError_isFatal(error) != 0
      else { continue }
      throw Failure(sentence: SBMLReader.text(XMLError_getMessage(error)) ?? "an error")
    }
  }

  // MARK: Parts

  private func write(_ compartment: ReactionNetworks.Compartment, in model: OpaquePointer) {
    guard let space = Model_createCompartment(model) else { return }
    Compartment_setId(space, compartment.symbol.name)
    Compartment_setName(space, compartment.name)
    Compartment_setSize(space, compartment.volume)
    Compartment_setSpatialDimensionsAsDouble(space, 3)
    if units.isKnown {
      Compartment_setUnits(space, units.countsMolecules ? "dimensionless" : "litre")
    }
    Compartment_setConstant(space, 1)
  }

  private func write(_ variable: Variable, in model: OpaquePointer) throws(Failure) {
    let id = variable.symbol.name
    if case .species(let compartment, let measure) = variable.kind {
      guard let species = Model_createSpecies(model) else { return }
      Species_setId(species, id)
      Species_setName(species, variable.name)
      Species_setCompartment(species, compartment.name)
      Species_setHasOnlySubstanceUnits(species, measure == .amount ? 1 : 0)
      Species_setBoundaryCondition(species, variable.behaviour == .reactions ? 0 : 1)
      Species_setConstant(species, 0)
      if case .number(let value) = variable.initial {
        switch measure {
        case .amount: Species_setInitialAmount(species, value)
        case .concentration: Species_setInitialConcentration(species, value)
        }
      }
    } else {
      guard let quantity = Model_createParameter(model) else { return }
      Parameter_setId(quantity, id)
      Parameter_setName(quantity, variable.name)
      Parameter_setConstant(quantity, 0)
      if case .number(let value) = variable.initial { Parameter_setValue(quantity, value) }
      if let unit = units.identifier(of: variable.unit) { Parameter_setUnits(quantity, unit) }
    }
    if case .formula(let formula) = variable.initial, variable.isState {
      guard let assignment = Model_createInitialAssignment(model) else { return }
      InitialAssignment_setSymbol(assignment, id)
      try set(formula, of: variable.name) { InitialAssignment_setMath(assignment, $0) }
    }
    switch variable.behaviour {
    case .reactions, .heldConstant: break
    case .algebraic: throw Failure(sentence: "\(variable.name) follows a constraint, not written")
    case .assignment(let formula):
      guard let rule = Model_createAssignmentRule(model) else { return }
      Rule_setVariable(rule, id)
      try set(formula, of: variable.name) { Rule_setMath(rule, $0) }
    case .rate(let formula):
      guard let rule = Model_createRateRule(model) else { return }
      Rule_setVariable(rule, id)
      try set(formula, of: variable.name) { Rule_setMath(rule, $0) }
    }
  }

  private func write(_ own: ReactionNetworks.Parameter, in model: OpaquePointer) {
    guard let parameter = Model_createParameter(model) else { return }
    Parameter_setId(parameter, own.symbol.name)
    Parameter_setName(parameter, own.name)
    Parameter_setValue(parameter, own.value)
    if let unit = units.identifier(of: own.unit) { Parameter_setUnits(parameter, unit) }
    let isReset = network.events.contains { $0.resets.contains { $0.target == own.symbol } }
    Parameter_setConstant(parameter, isReset ? 0 : 1)
    if let provenance = own.provenance {
      let key = provenance.citation.map { " [\($0.key)]" } ?? ""
      annotate(parameter, ["Source: \(provenance.label): \(provenance.detail)\(key)"])
    }
  }

  private func write(_ own: ReactionNetworks.Reaction, in model: OpaquePointer) throws(Failure) {
    guard let reaction = Model_createReaction(model) else { return }
    Reaction_setId(reaction, reactionIdentifier(own))
    Reaction_setName(reaction, own.mechanism.isEmpty ? own.symbol.name : own.mechanism)
    Reaction_setReversible(reaction, own.reverse == nil ? 0 : 1)
    Reaction_setFast(reaction, 0)
    for (side, create) in [
      (own.reactants, Reaction_createReactant), (own.products, Reaction_createProduct),
    ] {
      for participant in side {
        guard let reference = create(reaction) else { continue }
        SpeciesReference_setSpecies(reference, participant.species.name)
        SpeciesReference_setStoichiometry(reference, participant.stoichiometry)
        SpeciesReference_setConstant(reference, 1)
      }
    }
    let used = Set((own.reactants + own.products).map(\.species))
    let species = Set(network.species.map(\.symbol))
    for modifier in own.netRate.symbols.intersection(species).subtracting(used)
      .sorted(by: { $0.name < $1.name })
    {
      guard let reference = Reaction_createModifier(reaction) else { continue }
      SpeciesReference_setSpecies(reference, modifier.name)
    }
    guard let law = Reaction_createKineticLaw(reaction) else { return }
    // A rate of concentrations becomes one of amounts by the space that it is in.
    let space = used.lazy.compactMap { network.variable($0)?.compartment }.sorted {
      $0.name < $1.name
    }.first
    let volume = network.compartments.first { $0.symbol == space }?.volume
    let formula =
      space != nil && volume == 1 && !units.countsMolecules && units.isKnown
      ? space!.expression * own.netRate : own.netRate
    try set(formula, of: own.symbol.name) { KineticLaw_setMath(law, $0) }
  }

  private func write(_ own: ReactionNetworks.Event, in model: OpaquePointer) throws(Failure) {
    guard let event = Model_createEvent(model), let trigger = Event_createTrigger(event) else {
      return
    }
    Event_setId(event, own.symbol.name)
    Event_setUseValuesFromTriggerTime(event, 1)
    Trigger_setInitialValue(trigger, 1)
    Trigger_setPersistent(trigger, own.isPersistent ? 1 : 0)
    try set(own.trigger, of: own.symbol.name) { Trigger_setMath(trigger, $0) }
    if let delay = own.delay, let element = Event_createDelay(event) {
      try set(delay, of: own.symbol.name) { Delay_setMath(element, $0) }
    }
    if let priority = own.priority, let element = Event_createPriority(event) {
      try set(priority, of: own.symbol.name) { Priority_setMath(element, $0) }
    }
    for reset in own.resets {
      guard let assignment = Event_createEventAssignment(event) else { continue }
      EventAssignment_setVariable(assignment, reset.target.name)
      try set(reset.value, of: own.symbol.name) { EventAssignment_setMath(assignment, $0) }
    }
  }

  // MARK: Formulas, names and notes

  private func set(
    _ formula: Expressions.Expression, of name: String, _ body: (OpaquePointer) -> Int32
  ) throws(Failure) {
    guard let tree = SBMLFormulaWriter.tree(formula) else {
      throw Failure(sentence: "\(name): the formula \(formula) cannot be said in SBML")
    }
    defer { ASTNode_free(tree) }
    _ = body(tree)
  }

  /// A reaction's own name, unless something else has it: identifiers are of the whole model.
  private func reactionIdentifier(_ reaction: ReactionNetworks.Reaction) -> String {
    let symbol = reaction.symbol
    let isTaken =
      network.variable(symbol) != nil || network.parameter(symbol) != nil
      || network.compartments.contains { $0.symbol == symbol }
    return isTaken ? "reaction_\(symbol.name)" : Self.identifier(symbol.name)
  }

  /// Letters, digits and underscores, not beginning with a digit.
  private static func identifier(_ name: String) -> String {
    let letters = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return (letters.first?.isNumber ?? true ? "_" : "") + String(letters)
  }

  private func annotate(_ element: OpaquePointer, _ paragraphs: [String]) {
    guard !paragraphs.isEmpty else { return }
    let body = paragraphs.map { text in
      let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;")
      return "<p xmlns=\"http://www.w3.org/1999/xhtml\">\(escaped)</p>"
    }
    SBase_setNotesString(element, body.joined())
  }
}
