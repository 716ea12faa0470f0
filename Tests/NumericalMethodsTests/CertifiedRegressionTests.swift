import Foundation
import NumericalMethods
import Testing

@Suite struct CertifiedRegressionTests {
  static let committed = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/NIST")
  static let reference = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"].map {
    URL(filePath: $0).appending(path: "nist-strd")
  }
  static var hasAll: Bool {
    reference.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
  }

  static func load(_ name: String, from folder: URL) throws -> CertifiedRegression {
    let text = try String(contentsOf: folder.appending(path: "\(name).dat"), encoding: .utf8)
    return try CertifiedRegression(name: name, text: text)
  }

  @Test(arguments: CertifiedRegression.sixCommitted, [0, 1])
  func `NIST's certified parameters come back from both starts`(name: String, start: Int) throws {
    let problem = try Self.load(name, from: Self.committed)
    var parameters = problem.starts[start]
    var solver = LeastSquaresSolver(options: .tight)
    let outcome = solver.minimiseRetrying(problem, parameters: &parameters)
    #expect(outcome.ending.isMinimum)
    #expect(problem.agreement(of: parameters) >= 6)

    let freedom = Double(problem.observationCount - problem.parameterCount)
    let found = solver.inverseInformation(problem, at: parameters)
    let inverse = try #require(found)
    for index in parameters.indices {
      let variance = outcome.cost / freedom * inverse[index * parameters.count + index]
      let deviation = problem.deviations[index]
      #expect(abs(variance.squareRoot() / deviation - 1) < 1e-5)
    }
  }

  @Test(.enabled(if: hasAll, "needs PRIMED_REFERENCE_DATA/nist-strd"))
  func `all 54 certified runs reach six digits`() throws {
    let folder = try #require(Self.reference)
    var reached = 0
    for name in CertifiedRegression.formulas.keys.sorted() {
      let problem = try Self.load(name, from: folder)
      for start in problem.starts {
        var parameters = start
        var solver = LeastSquaresSolver(options: .tight)
        _ = solver.minimiseRetrying(problem, parameters: &parameters)
        let digits = problem.agreement(of: parameters)
        if digits >= 6 { reached += 1 }
      }
    }
    print("NIST StRD: \(reached) of 54 runs reach six digits")
    #expect(reached == 54)
  }
}
