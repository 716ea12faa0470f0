// Fits a table of curves by one engine and prints what it cost and how far the EC50s are from the
// truth, as one line of JSON:
//
//   FitBenchmark CURVES.csv TRUTH.csv ENGINE REPEATS [ll4] [constant-noise] [all-intervals] [SET]
//
// ENGINE is careful (robust, gate, profile interval, one at a time), batch (the same in lanes) or
// least-squares (four parameters alone, in lanes). The tables are those of generate_curves.py; SET is
// main or hard, whose thirds are flat, incomplete and with outliers. The model is chosen by AICc, or
// always ll4; the noise is tested for growth, or taken as constant. One thread.
import DoseResponse
import Foundation

func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func rows(_ path: String) throws -> [[Double]] {
  try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
    .map { $0.split(separator: ",").map { Double($0) ?? .nan } }
}

struct Usage: Error {}

func measure(_ arguments: [String]) throws {
  guard arguments.count >= 5, let repeats = Int(arguments[4]), repeats > 0 else { throw Usage() }
  let truth = try rows(arguments[2])
  var points = [[DoseResponsePoint]](repeating: [], count: truth.count)
  for row in try rows(arguments[1]) {
    points[Int(row[0])].append(DoseResponsePoint(dose: row[1], response: row[3]))
  }
  let series = points.enumerated().map {
    DoseResponseSeries(name: "\($0)", unit: .micromolar, scale: .viability, points: $1)
  }
  var options = DoseResponseFitOptions()
  options.intervals = arguments.contains("all-intervals") ? .all : .potencyOnly
  if arguments.contains("ll4") { options.model = .only(.logLogistic4) }
  if arguments.contains("constant-noise") { options.noise = .constant }
  var best = Double.infinity
  var fits: [DoseResponseFit] = []
  var estimates: [Double] = []
  var careful = 0
  for _ in 0..<repeats {
    let before = processorSeconds()
    switch arguments[3] {
    case "careful":
      var fitter = DoseResponseFitter(options: options)
      fits = series.map { fitter.fit($0) }
    case "batch":
      var batch = DoseResponseBatch(options: options)
      fits = batch.fit(series)
      careful = batch.carefulCount
    case "least-squares":
      var batch = LeastSquaresBatch()
      estimates.removeAll(keepingCapacity: true)
      batch.fit(
        series.count,
        wells: { index, wells in
          for point in points[index] { wells.add(dose: point.dose, response: point.response) }
        }, each: { _, fit in estimates.append(fit.ec50) })
      careful = batch.carefulCount
    default: throw Usage()
    }
    best = min(best, processorSeconds() - before)
  }
  func near(_ estimate: Double?, _ truth: Double) -> Bool {
    guard let estimate else { return false }
    return max(estimate / truth, truth / estimate) <= 2
  }
  var report: [(String, String)] = [
    ("engine", "\"\(arguments[3])\""), ("curves", "\(truth.count)"),
    ("fits_per_processor_second", "\(Int(Double(truth.count) / best))"), ("careful", "\(careful)"),
  ]
  func add(_ name: String, _ count: Int, of total: Int) {
    report.append((name, "\(Double(count) / Double(max(total, 1)))"))
  }
  if fits.isEmpty {
    add("within_2x", truth.indices.count { near(estimates[$0], truth[$0][3]) }, of: truth.count)
  } else {
    let potency = fits.map { $0.relativeEC50.estimate }
    func covered(_ index: Int) -> Bool {
      guard let low = potency[index]?.low, let high = potency[index]?.high else { return false }
      return low <= truth[index][3] && truth[index][3] <= high
    }
    if arguments.last == "hard" {
      let third = truth.count / 3
      add("flat_called_active", (0..<third).count { fits[$0].verdict != .flat }, of: third)
      let beyond = (third..<2 * third).filter { truth[$0][3] > 10 }
      add("beyond_given_a_point", beyond.count { potency[$0] != nil }, of: beyond.count)
      report.append(("beyond", "\(beyond.count)"))
      let wild = 2 * third..<truth.count
      add("outliers_within_2x", wild.count { near(potency[$0]?.estimate, truth[$0][3]) }, of: third)
      add("outliers_covered", wild.count { covered($0) }, of: third)
    } else {
      add(
        "within_2x", truth.indices.count { near(potency[$0]?.estimate, truth[$0][3]) },
        of: truth.count)
      add(
        "given_an_interval",
        truth.indices.count { potency[$0]?.low != nil && potency[$0]?.high != nil }, of: truth.count
      )
      add("covered", truth.indices.count { covered($0) }, of: truth.count)
      for model in CurveModel.allCases {
        let count = fits.count { $0.model == model }
        if count > 0 { report.append((model.rawValue, "\(count)")) }
      }
    }
  }
  print("{" + report.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
}

do {
  try measure(CommandLine.arguments)
} catch {
  print(
    "FitBenchmark CURVES.csv TRUTH.csv careful|batch|least-squares REPEATS [all-intervals] [main|hard]"
  )
  exit(2)
}
