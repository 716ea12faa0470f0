import FileFormats
import Foundation
import Testing
import Workbench

/// `A → B` at 0.1 a second from 8 of A, as a model file.
private let decay = """
  <?xml version="1.0" encoding="UTF-8"?>
  <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">
    <model id="decay">
      <listOfCompartments><compartment id="c" size="1" constant="true" spatialDimensions="3"/></listOfCompartments>
      <listOfSpecies>
        <species id="A" compartment="c" initialAmount="8" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
        <species id="B" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
      </listOfSpecies>
      <listOfParameters><parameter id="k" value="0.1" constant="true"/></listOfParameters>
      <listOfReactions>
        <reaction id="r" reversible="false" fast="false">
          <listOfReactants><speciesReference species="A" stoichiometry="1" constant="true"/></listOfReactants>
          <listOfProducts><speciesReference species="B" stoichiometry="1" constant="true"/></listOfProducts>
          <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>k</ci><ci>A</ci></apply></math></kineticLaw>
        </reaction>
      </listOfReactions>
    </model>
  </sbml>
  """

private struct Silent: ProgressListener {
  func hear(_ progress: JobProgress) {}
}

@Suite struct FileRequestTests {
  @Test func `an ensemble of a model file ends where decay ends, and states its error`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let model = folder.appending(path: "decay.xml")
      let variants = folder.appending(path: "variants.csv")
      try Data(decay.utf8).write(to: model)
      try Data("A\n8\n4\n".utf8).write(to: variants)
      let answer = try await EnsembleFileRequest(
        model: model.path, variants: variants.path, end: 10, relativeTolerance: 1e-8,
        absoluteTolerance: 1e-10, threads: 2, backend: "auto", checkedMembers: 2
      ).run(listener: Silent())
      let rows = answer.csv.split(separator: "\n").map { $0.split(separator: ",") }
      #expect(rows[0] == ["variant", "A", "B"])
      for (row, start) in zip(rows.dropFirst(), [8.0, 4]) {
        let end = try #require(Double(row[1]))
        // A tolerance of 1e-8 a step over some twenty steps.
        #expect(abs(end - start * exp(-1)) < 1e-6)
      }
      #expect(answer.failed == nil)
      #expect(try #require(answer.summary.achievedError) < 1e-6)
    }
  }

  @Test func `a variant of what the model has not is refused with its place`() async throws {
    try await inTemporaryFolder { folder in
      let model = folder.appending(path: "decay.xml")
      let variants = folder.appending(path: "variants.csv")
      try Data(decay.utf8).write(to: model)
      try Data("Z\n8\n".utf8).write(to: variants)
      await #expect(throws: InputRefusal.self) {
        _ = try await EnsembleFileRequest(
          model: model.path, variants: variants.path, end: 10, relativeTolerance: 1e-6,
          absoluteTolerance: 1e-9, threads: 1, backend: "auto", checkedMembers: 0
        ).run(listener: Silent())
      }
    }
  }

  @Test func `a model in which nothing changes is refused, not run`() async throws {
    try await inTemporaryFolder { folder in
      let model = folder.appending(path: "still.xml")
      let start = try #require(decay.range(of: "<listOfReactions>"))
      let end = try #require(decay.range(of: "</listOfReactions>"))
      var still = decay
      still.removeSubrange(start.lowerBound..<end.upperBound)
      still = still.replacing("constant=\"false\"/>", with: "constant=\"true\"/>")
      still = still.replacing("boundaryCondition=\"false\"", with: "boundaryCondition=\"true\"")
      try Data(still.utf8).write(to: model)
      await #expect(throws: InputRefusal.self) {
        _ = try await TimeCourseFileRequest(
          model: model.path, start: 0, end: 10, steps: 2, settings: [], method: "auto",
          relativeTolerance: 1e-6, absoluteTolerance: 1e-9, selected: nil
        ).run()
      }
    }
  }

  @Test func `a time course of a model file is exponential`() async throws {
    try await inTemporaryFolder { folder in
      let model = folder.appending(path: "decay.xml")
      try Data(decay.utf8).write(to: model)
      let answer = try await TimeCourseFileRequest(
        model: model.path, start: 0, end: 10, steps: 2, settings: ["A=4"], method: "auto",
        relativeTolerance: 1e-8, absoluteTolerance: 1e-10, selected: ["A"]
      ).run()
      let rows = answer.csv.split(separator: "\n").map { $0.split(separator: ",") }
      #expect(rows.count == 4)
      let end = try #require(rows.last.flatMap { Double($0[1]) })
      #expect(abs(end - 4 * exp(-1)) < 1e-6)
    }
  }
}
