import Citations
import FileFormats
import Foundation
import ModelLibrary
import Quantities
import Testing
import Workbench

@Suite struct PartFileTests {
  /// Reads `text` as a file of one's own, by a relative path.
  private func faults(
    in text: String, _ read: (PartResolver) throws(InputRefusal) -> Void
  ) throws -> [String] {
    try inTemporaryFolder { folder in
      try Data(text.utf8).write(to: folder.appending(path: "mine.yaml"))
      do {
        try read(PartResolver(relativeTo: folder.path))
        return []
      } catch let refusal as InputRefusal { return refusal.faults.map(\.text) }
    }
  }

  @Test(arguments: ModelLibrary.drugs)
  func `a drug's file reads back as the same drug, sources and all`(drug: BH3Mimetic) throws {
    try inTemporaryFolder { folder in
      let text = try ModelCatalogue.yaml(of: drug.name)
      try Data(text.utf8).write(to: folder.appending(path: "mine.yaml"))
      let read = try PartResolver(relativeTo: folder.path).drug("mine.yaml")
      #expect(read.part == drug)
      #expect(read.file?.text == text)
    }
  }

  @Test(arguments: ModelLibrary.cellLines)
  func `a line's file reads back as the same line, sources and all`(line: CellLine) throws {
    try inTemporaryFolder { folder in
      let text = try ModelCatalogue.yaml(of: line.name)
      try Data(text.utf8).write(to: folder.appending(path: "mine.yaml"))
      #expect(try PartResolver(relativeTo: folder.path).line("mine.yaml").part == line)
    }
  }

  @Test(arguments: ModelLibrary.nucleosideAnalogues)
  func `a nucleoside's file reads back as the same one, sources and all`(
    drug: NucleosideAnalogue
  ) throws {
    try inTemporaryFolder { folder in
      let text = try ModelCatalogue.yaml(of: drug.name)
      try Data(text.utf8).write(to: folder.appending(path: "mine.yaml"))
      let part = try PartResolver(relativeTo: folder.path).part(inFile: "mine.yaml")
      guard case .nucleoside(let read) = part else {
        Issue.record("\(part) is no nucleoside")
        return
      }
      #expect(read == drug)
      let path = folder.appending(path: "mine.yaml").path
      #expect(try ModelCatalogue.yaml(of: path) == text)
      #expect(try ModelCatalogue.listing(of: path).heading.contains(drug.kinase.rawValue))
    }
  }

  @Test func `a line says how it keeps nucleosides, and its cells do so`() throws {
    let line = CellLine(
      "own", disease: "none", vectors: CellLine.genericAML.vectors,
      nucleosideFactors: [
        .uck2: Sourced(0.1, .chosen(because: "an example"), range: 0.05...0.2),
        .cda: Sourced(5, .fromMemory(nil, note: "")),
      ])
    try inTemporaryFolder { folder in
      try Data(ModelCatalogue.yaml(of: line).utf8).write(to: folder.appending(path: "mine.yml"))
      let read = try PartResolver(relativeTo: folder.path).line("mine.yml").part
      #expect(read == line)
      let response = ApoptosisModel(of: read).nucleosideResponse
      #expect(response.uck2 == 0.1 && response.cda == 5 && response.dck == 1)
    }
    let text = ModelCatalogue.yaml(of: .genericAML)
    #expect(text.contains("#   hENT1, which lets either in: 0 to 1"))
  }

  @Test func `the example in a line's file can be taken as it stands`() throws {
    let text = ModelCatalogue.yaml(of: .genericAML)
    let example = text.split(separator: "\n").drop { $0 != "# nucleosides:" }.prefix(6)
      .map { $0.dropFirst(2) }.joined(separator: "\n")
    try inTemporaryFolder { folder in
      let own =
        text.replacing("name: AML\naliases: [generic AML]", with: "name: own") + example + "\n"
      try Data(own.utf8).write(to: folder.appending(path: "mine.yaml"))
      let read = try PartResolver(relativeTo: folder.path).line("mine.yaml").part
      #expect(read.nucleosideFactors[.uck2]?.value == 0.1)
    }
  }

  @Test func `faults of a nucleoside's file are told at once`() throws {
    let text = """
      schema: primed.nucleoside/1
      name: BIM
      kinase: UCK3
      built-into: lipids
      hydrolysis: {value: -1 1/h, source: {standing: chosen, because: no reason}}
      free-fraction: {value: 0, source: {standing: chosen, because: no reason}}
      """
    let found = try faults(in: text) { resolver throws(InputRefusal) in
      _ = try resolver.part(inFile: "mine.yaml")
    }
    #expect(found.count == 4)
    #expect(found.contains { $0.contains("“UCK3” is no known kinase") })
    let taken = try faults(
      in: ModelCatalogue.yaml(of: "azacitidine").replacing("0.35", with: "0.3")
        .replacing("kinase: UCK2", with: "kinase: DCK")
    ) { resolver throws(InputRefusal) in _ = try resolver.part(inFile: "mine.yaml") }
    #expect(taken.first?.contains("the library's azacitidine") == true)
  }

  @Test func `a nucleoside's file gives the bytes of its name`() async throws {
    try await inTemporaryFolder { folder in
      let path = folder.appending(path: "mine.yaml").path
      try Data(ModelCatalogue.yaml(of: "azacitidine").utf8).write(to: URL(filePath: path))
      func csv(_ drug: String) async throws -> String {
        try await MethylationExperiment(
          request(line: "aml", drugs: ["\(drug)=0.3,1uM"], cells: 4) { $0.times = ["48h"] },
          regions: [.promoter], depth: 100
        ).run(listener: nil).csv
      }
      #expect(try await csv(path) == (try await csv("azacitidine")))
    }
  }

  @Test func `a line's and a drug's file run as their names do`() async throws {
    try await inTemporaryFolder { folder in
      func write(_ name: String) throws -> String {
        let path = folder.appending(path: "\(name).yaml").path
        try Data(ModelCatalogue.yaml(of: name).utf8).write(to: URL(filePath: path))
        return path
      }
      func csv(_ line: String, _ drug: String) async throws -> String {
        var request = TimeCourseRequest(model: line, end: "6h")
        request.steps = 3
        request.settings = ["\(drug)=10nM"]
        return try await request.run().csv
      }
      let named = try await csv("oci-m1", "venetoclax")
      #expect(try await csv(try write("oci-m1"), try write("venetoclax")) == named)
      let picture = try await ModelExport(name: try write("oci-m1"), format: "dot").text()
      #expect(picture.contains("apoptosis, OCI-M1"))
    }
  }

  @Test func `a line of several vectors and odd texts reads back too`() throws {
    let line = CellLine(
      "no: \"plain\" name, #1", aliases: ["true", "- x", "a, b"], disease: "none",
      vectors: [
        AbundanceVector(
          weight: 0.25, levels: [.bcl2: .nanomolar(1.0 / 3)],
          provenance: .seen(Citation(key: "Own", short: "notebook 7"), at: "line 1\nline 2 \\")),
        AbundanceVector(
          weight: 0.75, levels: [.bim: .nanomolar(1e-7), .mcl1: .nanomolar(0)],
          provenance: .fromMemory(nil, note: "")),
      ])
    try inTemporaryFolder { folder in
      try Data(ModelCatalogue.yaml(of: line).utf8).write(to: folder.appending(path: "mine.yml"))
      let resolver = PartResolver(relativeTo: folder.path)
      guard case .line(let read) = try resolver.part(inFile: "mine.yml") else {
        Issue.record("a line's file is no line")
        return
      }
      #expect(read == line)
      // Which of them a cell is made of is not guessed.
      #expect(throws: InputRefusal.self) { try resolver.line("mine.yml") }
    }
  }

  @Test func `a published affinity alone is read as the library reads one`() throws {
    try inTemporaryFolder { folder in
      try Data(PartFixtures.compound7.utf8).write(to: folder.appending(path: "mine.yaml"))
      let drug = try PartResolver(relativeTo: folder.path).drug("./mine.yaml").part
      #expect(drug.modelAffinity(for: .bcl2)?.value == .nanomolar(2))
      #expect(drug.modelAffinity(for: .bclXL)?.provenance.label == "chosen")
      #expect(drug.modelAffinity(for: .mcl1) == nil)
      #expect(drug.stabilisationOfMCL1 == nil)
    }
  }

  @Test func `every fault of a drug is told at once, with its place`() throws {
    let found = try faults(in: PartFixtures.faultyDrug) { resolver throws(InputRefusal) in
      _ = try resolver.drug("mine.yaml")
    }
    #expect(
      found == [
        "mine.yaml:3:1: a drug has no key “afinities”; needed: one of the known keys\n"
          + "  hint: did you mean affinities?",
        "mine.yaml:5:13: “BCL-3” is no known target; needed: a known target\n"
          + "  hint: did you mean BCL-2 or BCL-w?",
        "mine.yaml:6:16: an IC50, which is no dissociation constant; needed: the key “model”, with "
          + "what the model uses\n  hint: an IC50 cannot fall below half the protein in its assay",
        "mine.yaml:7:13: a source has no “because”; needed: the key “because”",
        "mine.yaml:9:10: “1.5” has no unit; needed: a first-order rate with its unit\n"
          + "  hint: write one of 1/s, 1/h behind it, as in 1.5 1/s",
      ], "\(found.joined(separator: "\n"))")
  }

  @Test func `a part may not bear a library's name with other numbers`() throws {
    let changed = try ModelCatalogue.yaml(of: "rs4-11").replacing("150 nM", with: "151 nM")
    let found = try faults(in: changed) { resolver throws(InputRefusal) in
      _ = try resolver.line("mine.yaml")
    }
    #expect(
      found == [
        "mine.yaml:5:7: the name “RS4;11” is the library's RS4;11, and the numbers are not; "
          + "needed: a name of its own for another cell line\n"
          + "  hint: as in “name: RS4;11 changed”; published values belong to RS4;11 alone"
      ])
  }

  @Test(arguments: ["BIM", "C8", "7up", "кит"])
  func `a drug may not take the symbol of a species`(name: String) throws {
    let found = try faults(
      in: PartFixtures.compound7.replacing("compound 7", with: name)
    ) { resolver throws(InputRefusal) in _ = try resolver.drug("mine.yaml") }
    #expect(found.count == 1)
    #expect(found[0].contains("needed: a name of letters from A to Z and digits"))
  }

  @Test func `a word that is neither name nor file is refused with the nearest`() {
    let faults = FaultCollector(file: "command line")
    #expect(PartResolver().drug("AZD4321", at: .option("--drug"), noting: faults) == nil)
    #expect(PartResolver().line("./none.yaml", at: .option("--line"), noting: faults) == nil)
    #expect(
      faults.faults.map(\.text) == [
        "command line: --drug: “AZD4321” is no known drug; needed: a known drug, or the path of a "
          + "YAML file\n  hint: did you mean AZD4320?",
        "./none.yaml: there is no such file; needed: a file that can be read",
      ])
  }

  @Test func `a study takes parts from files beside it, and its results can be run again`()
    async throws
  {
    try await inTemporaryFolder { folder in
      try Data(PartFixtures.compound7.utf8).write(to: folder.appending(path: "compound7.yaml"))
      let line = try ModelCatalogue.yaml(of: "OCI-M1").replacing("OCI-M1", with: "my line")
      try Data(line.utf8).write(to: folder.appending(path: "line.yaml"))
      let text = small.replacing("[RS4;11]", with: "[line.yaml, rs4-11]")
        .replacing("AZD4320", with: "compound7.yaml").replacing("cells: 8", with: "cells: 2")
      let file = folder.appending(path: "study.yaml")
      try Data(text.utf8).write(to: file)
      let results = folder.appending(path: "results").path
      _ = try await StudyUseCase(
        path: file.path, output: results, replaces: false, threads: 1
      ).run()
      let again = try StudyFile.read(contentsOf: results + "/study.yaml")
      #expect(again.simulation?.lines.map(\.name) == ["my line", "RS4;11"])
      #expect(again.simulation?.drug.name == "compound 7")
    }
  }
}
