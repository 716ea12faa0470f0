import Experiments
import FileFormats
import Foundation
import Quantities
import Testing
import Workbench

@Suite struct StudyFileTests {
  private func read(_ text: String) throws -> Study {
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "study.yaml")
      try Data(text.utf8).write(to: file)
      return try StudyFile.read(contentsOf: file.path)
    }
  }

  private func faults(in text: String) throws -> [InputFault] {
    do {
      _ = try read(text)
      return []
    } catch let refusal as InputRefusal {
      return refusal.faults
    }
  }

  @Test func `the shipped study says what the issue asks of it`() throws {
    let study = try StudyFile.read(contentsOf: shippedStudy.path)
    let plan = try #require(study.simulation)
    #expect(plan.lines.map(\.name) == ["RS4;11", "Ri-1", "OCI-M1"])
    #expect(plan.drug.name == "AZD4320")
    #expect(plan.cells >= 200)
    #expect(plan.caspase.exposure == .hours(6))
    #expect(plan.controls.contains(.drugBindingOff))
    #expect(plan.controls.contains(.knockout(["BAX", "BAK"])))
    #expect(plan.comparesWithGuide)
  }

  @Test func `the template is a sound study`() throws {
    let study = try read(StudyTemplate.text)
    #expect(study.simulation?.drug.name == "venetoclax")
  }

  @Test func `names match without case or punctuation, and a list's last unit serves all`() throws {
    let study = try read(
      small.replacing("RS4;11", with: "rs4-11").replacing("AZD4320", with: "azd 4320"))
    #expect(study.simulation?.lines.map(\.name) == ["RS4;11"])
    #expect(study.simulation?.doses == [.nanomolar(3), .nanomolar(30)])
  }

  @Test func `all faults are told at once, each with its place and a hint`() throws {
    let found = try faults(
      in: """
        schema: primed.study/1
        title: Faulty
        simulate:
          lines: [RS4;12, OCI-M1]
          drug: AZD4321
          doses: -1, 10 nM
          watch: 24
          celsl: 200
          seed: 1
        assay:
          kind: caspase
          exposure: 6 parsecs
        """)
    let texts = found.map(\.text)
    #expect(found.map { $0.position?.line } == [4, 5, 6, 7, 8, 12])
    #expect(texts[0].contains("“RS4;12” is no known cell line"))
    #expect(texts[0].contains("did you mean RS4;11?"))
    #expect(texts[1].contains("did you mean AZD4320?"))
    #expect(texts[2].contains("“-1” is not above zero"))
    #expect(texts[3].contains("“24” has no unit"))
    #expect(texts[4].contains("did you mean cells?"))
    #expect(texts[5].contains("“parsecs” is no unit of time"))
  }

  @Test func `a study without anything to do is refused`() throws {
    let found = try faults(in: "schema: primed.study/1\ntitle: Nothing\n")
    #expect(found.map(\.found) == ["a study without anything to do"])
  }

  @Test func `another schema is refused by name`() throws {
    let found = try faults(in: small.replacing("primed.study/1", with: "primed.study/9"))
    #expect(found.first?.text.contains("this version of Primed reads primed.study/1 only") == true)
  }

  @Test func `watching for less than the assay takes is refused`() throws {
    let found = try faults(in: small.replacing("watch: 6h", with: "watch: 2h"))
    #expect(found.first?.found == "cells are watched for 2 h, and the assay reads at 6 h")
  }

  @Test func `a unit's capitals count`() throws {
    let measured = """
      schema: primed.study/1
      title: Measured
      measured:
        - {file: curves.csv, dose: dose, response: response, dose-unit: MM, scale: signal}
      """
    #expect(try faults(in: measured).count == 1)
  }
}
