import Expressions
import FileFormats
import Foundation
import Quantities
import ReactionNetworks
import Simulation

/// What runs members, in the words of a command line.
public struct EngineWords: Sendable {
  /// `auto`, `lanes` or `cvodes`.
  public var method: String
  /// `auto` or a back end of the lanes.
  public var backend: String

  public static let methods = ["auto", "lanes", "cvodes"]
  public static let backends = ["auto"] + LaneBackend.allCases.map(\.rawValue)

  public init(method: String = "auto", backend: String = "auto") {
    self.method = method
    self.backend = backend
  }

  /// What is wrong with the words; nil for what can be run.
  public var complaint: String? {
    if !Self.methods.contains(method) {
      return "--method is \(Self.methods.joined(separator: ", ")); found \(method)."
    }
    if !Self.backends.contains(backend) {
      return "--backend is \(Self.backends.joined(separator: ", ")); found \(backend)."
    }
    if method == "cvodes", backend != "auto" {
      return "--backend \(backend) is a back end of lanes, which --method cvodes does not use."
    }
    return nil
  }

  var engine: EnsembleEngine {
    if method == "cvodes" { return .cvodes }
    return LaneBackend(rawValue: backend).map { .lanes($0) } ?? .automatic
  }

  /// What a person should know of the choice before members run.
  func notes(on runner: EnsembleRunner, members: Int) -> [String] {
    if let refusal = runner.refusal {
      return ["CVODES runs the members; lanes cannot: \(refusal)."]
    }
    guard method != "cvodes" else { return [] }
    if backend == LaneBackend.native.rawValue, runner.backend != .native {
      return ["There is no compiler for native code here; the interpreter gives the same bits."]
    }
    guard backend == "auto" else { return [] }
    let chosen = runner.backend?.rawValue ?? "cvodes"
    guard let breakEven = runner.breakEvenMembers else {
      return ["Back end \(chosen): native code would not repay its compiler on this network."]
    }
    return [
      "Back end \(chosen): native code repays its compiler from \(breakEven) members on; "
        + "\(members) are run."
    ]
  }
}

extension FaultCollector {
  /// A time of the model; nil where the text is none.
  func time(_ text: String, _ option: String, in unit: ModelUnit) -> Double? {
    do {
      let time = try unit.read(text)
      // Beyond a century no clock of the library's models means anything.
      if case .known = unit, time.magnitude > Time.days(36_525).seconds {
        note(
          at: nil, found: "\(option) \(text)", needed: "a time within \(Time.days(36_525))")
        return nil
      }
      return time
    } catch {
      note(
        at: nil, found: "\(option) \(text): \(error.found)", needed: error.needed,
        hint: error.hint)
      return nil
    }
  }
}

extension ModelSource {
  /// The species and other variables of some names, all species by default; notes the names that are
  /// neither.
  func species(named names: [String]?, _ faults: FaultCollector) -> [Variable] {
    guard let names else { return network.species }
    if names.isEmpty { faults.note(at: nil, found: "--select without a name", needed: "a species") }
    for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
      faults.note(at: nil, found: "--select: \(name) stands twice", needed: "each species once")
    }
    return names.compactMap { name in
      if let variable = network.variable(Symbol(name)) { return variable }
      faults.note(
        at: nil, found: "--select: \(name.quotedForPeople) is no species of \(self.name)",
        needed: "a species or variable of the model",
        hint: NameSuggestion.hint(for: name, among: network.variables.map(\.symbol.name)))
      return nil
    }
  }

  /// What the answer says of units and of rest.
  var notes: [String] {
    if isFile { return ["Times and amounts are in the file's own units, which are not converted."] }
    let unit = network.species.first?.unit ?? "nM"
    guard let cell else { return ["Times are in seconds, amounts in \(unit)."] }
    let rest = cell.equilibration.reduce(Time.zero) { $0 + $1.duration }
    return [
      "Times are in seconds, amounts in \(unit); cells rest \(rest) without drug before time 0.",
      "A line is one illustrative vector of levels: \(VirtualAssayResult.caveat).",
    ]
  }
}
