// Runs the variants of an SBML model on one engine and prints what it cost and how far the ends are
// from a reference, as one line of JSON:
//
//   LaneBenchmark MODEL.xml VARIANTS.csv REFERENCE.csv ENGINE COUNT RTOL ATOL THREADS
//
// ENGINE is interpreter, swift, native or cvodes. Variants and reference are CSV files whose columns
// are SBML species ids; the end is 20,000 s. The members are run once to warm up and then timed; the
// members of a timed run are distinct, and nothing is kept from one run to the next.
import Expressions
import FileFormats
import Foundation
import NativeKernels
import Quantities
import ReactionNetworks
import Simulation

struct Table {
  let columns: [Symbol]
  let rows: [[Double]]

  init(_ path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    columns = (lines.first ?? []).map { Symbol(String($0)) }
    rows = lines.dropFirst().map { $0.map { Double($0) ?? .nan } }
  }
}

func seconds(since start: ContinuousClock.Instant) -> Double {
  (ContinuousClock.now - start) / .seconds(1)
}

/// What all threads of this process have spent on processors, which neighbours on a shared machine
/// disturb less than the time on the wall.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

struct Usage: Error {}

func measure(_ arguments: [String]) async throws {
  guard arguments.count == 9, let count = Int(arguments[5]), let relative = Double(arguments[6]),
    let absolute = Double(arguments[7]), let threads = Int(arguments[8]), count > 0
  else { throw Usage() }
  let loading = ContinuousClock.now
  let model = try SBMLReader.network(from: String(contentsOfFile: arguments[1], encoding: .utf8))
  let network = try CompiledNetwork(model, readouts: [])
  let engine: EnsembleEngine
  switch arguments[4] {
  case "cvodes": engine = .cvodes
  case let name:
    guard let backend = LaneBackend(rawValue: name) else { throw Usage() }
    engine = .lanes(backend)
  }
  let kernels = arguments[4] == "native" ? NativeKernels() : nil
  let runner = EnsembleRunner(network, threads: threads, engine: engine, kernels: kernels)
  let ready = seconds(since: loading)

  let variants = try Table(arguments[2])
  let reference = try Table(arguments[3])
  let members = min(count, variants.rows.count)
  let base = network.initialState(inputs: network.inputs())
  let problems = variants.rows.prefix(members).map { row in
    var state = base
    for (symbol, value) in zip(variants.columns, row) {
      if let index = network.stateIndex(of: symbol) { state[index] = value }
    }
    return SimulationProblem(
      until: .seconds(20_000), inputs: network.inputs(), initialState: state,
      tolerances: Tolerances(relative: relative, absolute: absolute))
  }
  @Sendable func error(_ member: Int, _ result: SimulationResult) -> Double {
    guard result.ending == .reachedEnd else { return .infinity }
    return zip(reference.columns, reference.rows[member]).reduce(0) { worst, entry in
      guard let index = network.stateIndex(of: entry.0) else { return worst }
      return max(worst, abs(result.finalState[index] - entry.1) / max(abs(entry.1), 1))
    }
  }
  @Sendable func ends() async throws -> [SimulationResult] {
    try await runner.run(count: members, problem: { problems[$0] }, reduce: { $1 })
  }
  _ = try await ends()
  let start = ContinuousClock.now
  let processorStart = processorSeconds()
  let results = try await ends()
  let spent = seconds(since: start)
  let processorSpent = processorSeconds() - processorStart

  let errors = results.enumerated().map { error($0, $1) }.sorted()
  let effort = results.reduce(SimulationResult.Effort()) { $0 + $1.effort }
  let rounded = { (value: Double) in Double(String(format: "%.4g", value)) ?? value }
  let report: [(String, String)] = [
    ("engine", "\"\(runner.backend?.rawValue ?? "cvodes")\""), ("members", "\(members)"),
    ("runs_per_second", "\(rounded(Double(members) / spent))"),
    ("runs_per_processor_second", "\(rounded(Double(members) / processorSpent))"),
    ("ready_seconds", "\(rounded(ready))"), ("median_error", "\(rounded(errors[members / 2]))"),
    ("worst_error", "\(errors[members - 1].isFinite ? "\(rounded(errors[members - 1]))" : "null")"),
    ("unfinished", "\(errors.count { !$0.isFinite })"), ("steps", "\(effort.steps)"),
    ("rejected", "\(effort.errorTestFailures)"), ("fallbacks", "\(effort.fallbacks)"),
  ]
  print("{" + report.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
}

do {
  try await measure(CommandLine.arguments)
} catch is Usage {
  FileHandle.standardError.write(
    Data(
      "use: LaneBenchmark MODEL VARIANTS REFERENCE ENGINE COUNT RTOL ATOL THREADS\n".utf8))
  exit(2)
}
