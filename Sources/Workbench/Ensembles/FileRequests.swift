import FileFormats
import Quantities
import Simulation

extension VariantEnsemble {
  /// The engine that a person calls by this name; nil if there is none.
  public static func engine(named name: String) -> EnsembleEngine? {
    switch name {
    case "auto": .automatic
    case "cvodes": .cvodes
    default: LaneBackend(rawValue: name).map { .lanes($0) }
    }
  }
}

extension TimeCourse {
  /// The engine that a person calls by this name; nil if there is none.
  public static func engine(named name: String) -> EnsembleEngine? {
    switch name {
    case "auto": .automatic
    case "lanes": .lanes(.interpreter)
    case "cvodes": .cvodes
    default: nil
    }
  }
}

/// An ensemble asked for by file names and bare numbers in the file's own units.
public struct EnsembleFileRequest: Sendable {
  private let model, variants, backend: String
  private let end, relativeTolerance, absoluteTolerance: Double
  private let threads, checkedMembers: Int

  public init(
    model: String, variants: String, end: Double, relativeTolerance: Double,
    absoluteTolerance: Double, threads: Int, backend: String, checkedMembers: Int
  ) {
    self.model = model
    self.variants = variants
    self.end = end
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    self.threads = threads
    self.backend = backend
    self.checkedMembers = checkedMembers
  }

  /// What was run, and what loading it took.
  public struct Answer: Sendable {
    public let summary: VariantEnds.Summary
    public let csv: String
    /// The members that did not reach their end; nil if all did.
    public let failed: ItemsFailed?

    public func write(to path: String) throws { try AtomicOutput.write(csv, to: path) }

    /// For people: how many, how fast, how exact.
    public var sentence: String {
      let rate = summary.runsPerSecond.map { ", \(Int($0.rounded())) a second" } ?? ""
      let error = summary.achievedError.map { ", error \($0)" } ?? ""
      let again = summary.fallbacks > 0 ? ", \(summary.fallbacks) run again by CVODES" : ""
      return "\(summary.members) members on \(summary.backEnd)\(rate)\(error)\(again)."
    }
  }

  public func run(listener: any ProgressListener) async throws -> Answer {
    let loading = ContinuousClock.now
    let compiled = try FileModel.load(model)
    let loadSeconds = (ContinuousClock.now - loading) / .seconds(1)
    let text = try InputText(contentsOf: variants, limit: 1 << 30).text
    let table: VariantTable
    do {
      table = try VariantTable(csv: text, for: compiled)
    } catch {
      throw error.refusal(of: variants)
    }
    var ensemble = VariantEnsemble(
      compiled, table, until: .seconds(end),
      tolerances: Tolerances(relative: relativeTolerance, absolute: absoluteTolerance),
      threads: threads, engine: VariantEnsemble.engine(named: backend) ?? .automatic)
    ensemble.checkedMembers = checkedMembers
    let count = max(1, table.count)
    let ends = try await ensemble.run { done in
      listener.hear(JobProgress(stage: "members", finished: min(done, count), of: count))
    }
    let items = ends.unfinished.map { ItemsFailed.Item(name: $0.name, reason: $0.reason) }
    return Answer(
      summary: ends.summary(loadSeconds: loadSeconds), csv: ends.csv,
      failed: items.isEmpty ? nil : ItemsFailed(items))
  }
}

/// A time course asked for by a file name and bare numbers in the file's own units.
public struct TimeCourseFileRequest: Sendable {
  private let model, method: String
  private let start, end, relativeTolerance, absoluteTolerance: Double
  private let steps: Int
  private let settings: [String]
  private let selected: [String]?

  /// - Parameter settings: each `NAME=VALUE`.
  public init(
    model: String, start: Double, end: Double, steps: Int, settings: [String], method: String,
    relativeTolerance: Double, absoluteTolerance: Double, selected: [String]?
  ) {
    self.model = model
    self.start = start
    self.end = end
    self.steps = steps
    self.settings = settings
    self.method = method
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    self.selected = selected
  }

  public func run() async throws -> TimeCourse.Answer {
    let compiled = try FileModel.load(model)
    var changes: [String: Double] = [:]
    var faults: [EnsembleRefusal.Fault] = []
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, let value = Double(parts[1]), value.isFinite {
        changes[parts[0]] = value
      } else {
        faults.append(.init(line: nil, sentence: "“\(setting)” is not NAME=NUMBER"))
      }
    }
    do throws(EnsembleRefusal) {
      guard faults.isEmpty else { throw EnsembleRefusal(faults: faults) }
    } catch {
      throw error.refusal(of: model)
    }
    let course = TimeCourse(
      compiled, from: .seconds(start), until: .seconds(end), steps: steps, changes: changes,
      selected: selected,
      tolerances: Tolerances(relative: relativeTolerance, absolute: absoluteTolerance),
      engine: TimeCourse.engine(named: method) ?? .automatic)
    do {
      return try await course.run()
    } catch let error as EnsembleRefusal {
      throw error.refusal(of: model)
    }
  }
}

extension TimeCourse.Answer {
  public func write(to path: String) throws { try AtomicOutput.write(csv, to: path) }

  /// Says why the course ends early; nil if it does not.
  public var failed: ItemsFailed? {
    ending == .reachedEnd ? nil : ItemsFailed([.init(name: "run", reason: ending.description)])
  }
}

extension FileModel {
  /// Reads and compiles an SBML file, with its faults placed in it.
  static func load(_ path: String) throws -> FileModel {
    let text = try InputText(contentsOf: path).text
    do {
      return try FileModel(sbml: text)
    } catch let error as SBMLRefusal {
      throw InputRefusal(
        error.faults.map { fault in
          InputFault(
            file: path, at: fault.line.map { TextPosition(line: $0, column: 1) },
            found: fault.sentence, needed: "SBML with reactions, species and constant parameters")
        })
    } catch FileModelError.nothingMoves {
      throw InputRefusal(
        InputFault(
          file: path, found: "a model in which nothing changes",
          needed: "a species that a reaction or a rate rule changes"))
    } catch let error as CompilationError {
      throw InputRefusal(
        [
          InputFault(
            file: path, found: "\(error)", needed: "a model that contradicts itself nowhere")
        ])
    }
  }
}

extension EnsembleRefusal {
  /// The same faults, placed in the file that a person named.
  func refusal(of file: String) -> InputRefusal {
    InputRefusal(
      faults.map { fault in
        InputFault(
          file: file, at: fault.line.map { TextPosition(line: $0, column: 1) },
          found: fault.sentence, needed: "ids of the model's file with finite numbers")
      })
  }
}
