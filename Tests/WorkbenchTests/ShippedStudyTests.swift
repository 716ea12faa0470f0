import Foundation
import Quantities
import Testing
import Workbench

/// What the shipped study must show, whole: 200 cells a condition, all lines, doses and controls.
@Suite struct ShippedStudyTests {
  @Test func `the shipped study holds what it must`() async throws {
    let study = try StudyFile.read(contentsOf: shippedStudy.path)
    let results = try await StudyRunner(study, threads: 2).run()
    #expect(results.failures.isEmpty)

    // Within a factor of two of the published 10, 15 and 60 nM, in that order.
    let published = ["RS4;11": 10.0, "Ri-1": 15, "OCI-M1": 60]
    var potencies: [Double] = []
    for line in results.lines {
      let curve = try #require(line.analysis.curve)
      let potency = try #require(curve.relativeEC50).value
      let expected = try #require(published[line.line.name])
      #expect((expected / 2...expected * 2).contains(potency), "\(line.line.name)")
      #expect(try #require(curve.hillSlope).value > 1.5)
      potencies.append(potency)
      let checks = line.mechanismChecks()
      #expect(checks.filter { $0.verdict != .holds } == [], "\(line.line.name)")
      #expect(line.analysis.quality.first?.verdict.contains("accepted") == true)
      #expect(line.culture.ready >= 180)
    }
    #expect(potencies == potencies.sorted())
  }
}
