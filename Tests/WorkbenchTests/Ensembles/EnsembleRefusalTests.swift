import Foundation
import Testing
import Workbench

@Suite struct EnsembleRefusalTests {
  @Test func `every fault of the words is told at once, with what to do`() async throws {
    try await DecayFolder.with { folder in
      let said = await folder.refusal {
        $0.end = "2h"
        $0.ends = folder.path("missing/ends.csv")
        $0.events = ["C>1", "B=1", "B>1nM"]
        $0.selected = ["A", "D"]
        $0.design.settings = ["k", "x=1"]
        $0.design.varied = ["A=cv:-1", "kk=0.25", "k=0.25"]
        $0.design.doses = ["B=0,1,1", "A=-3"]
        $0.design.samples = 0
      }
      for sentence in [
        "--end 2h: “2h” has a unit; needed: a bare number in the file's own unit",
        "--output missing/ends.csv: there is no folder",
        "hint: make it first: mkdir -p",
        "--event: “C” is nothing that changes in decay.xml",
        "--event “B=1”; needed: NAME>VALUE or NAME<VALUE",
        "--event B>1nM: “1nM” has a unit",
        "--select: “D” is no species of decay.xml; needed: a species or variable of the model",
        "--set “k”; needed: NAME=VALUE",
        "“x” is nothing that can be set in decay.xml",
        "a coefficient of variation of -1.0; needed: a finite number of 0 or more",
        "“kk” is nothing that can be set in decay.xml",
        "--vary “k=0.25”; needed: NAME=cv:NUMBER",
        "--dose B=0,1,1: 1.0 stands 2 times; needed: each dose once",
        "--dose A=-3: -3.0 is below zero; needed: 0 or more",
        "--samples 0; needed: at least 1",
      ] { #expect(said.contains(sentence), "\(sentence)\n\(said)") }
    }
  }

  @Test func `every fault of a variant table is told at once, with its line`() async throws {
    try await DecayFolder.with { folder in
      try folder.write("variant,A,Q,A\none,1,2,3\ntwo,x,2,3\nthree,1\n", "v.csv")
      let said = await folder.refusal { $0.variants = folder.path("v.csv") }
      #expect(
        said.contains(
          """
          v.csv:1:1: column “A” comes twice; needed: each column once
          v.csv:3:1: “x” in column A; needed: a finite number
          v.csv:4:1: 2 fields; needed: 4, as in the header
          """), "\(said)")
      try folder.write("variant,A\none,1\ntwo,2\none,3\ntwo,4\none,5\n", "v.csv")
      let repeated = await folder.refusal { $0.variants = folder.path("v.csv") }
      for (row, name, first) in [(3, "one", 1), (4, "two", 2), (5, "one", 1)] {
        #expect(
          repeated.contains("v.csv: row \(row) has the name “\(name)”, as row \(first) has"),
          "\(repeated)")
      }
      for empty in ["", "\n\n", "variant,A\n"] {
        try folder.write(empty, "v.csv")
        #expect(
          await folder.refusal { $0.variants = folder.path("v.csv") }.contains("the variant table"))
      }
      try folder.write("Q\n1\n", "v.csv")
      #expect(
        await folder.refusal { $0.variants = folder.path("v.csv") }
          .contains("v.csv:1:1: “Q” is nothing that can be set in decay.xml"))
    }
  }

  @Test func `one thing is set in one place, under whatever name`() async throws {
    try await DecayFolder.with { folder in
      try folder.write("A\n1\n", "v.csv")
      let said = await folder.refusal {
        $0.variants = folder.path("v.csv")
        $0.design.settings = ["k=1", "k=2"]
        $0.design.doses = ["A=1,2", "k=1,2"]
        $0.design.varied = ["B=cv:0.1", "B=cv:0.2"]
        $0.design.samples = 2
      }
      for sentence in [
        "--set k is given twice", "A stands in --dose and in the variant table",
        "k stands in --dose and in --set", "--vary B is given twice",
      ] { #expect(said.contains(sentence), "\(sentence)\n\(said)") }
    }
  }

  @Test func `samples of nothing that varies are refused, and a course too wide`() async throws {
    try await DecayFolder.with { folder in
      #expect(
        await folder.refusal { $0.design.samples = 2 }.contains("nothing that varies"))
      #expect(
        await folder.refusal {
          $0.course = folder.path("course.csv")
          $0.courseIntervals = 100_000
        }.contains("name the species with --select, or take fewer --steps"))
      #expect(await folder.refusal { $0.end = "0" }.contains("a time above zero"))
    }
  }

  @Test func `a model that is none is refused with the nearest name`() async throws {
    try await DecayFolder.with { folder in
      #expect(await folder.refusal { $0.model = "rs4-12" }.contains("did you mean RS4;11?"))
      #expect(await folder.refusal { $0.model = "no.xml" }.contains("there is no such file"))
      let start = try #require(decayFile.range(of: "<listOfReactions>"))
      let end = try #require(decayFile.range(of: "</listOfReactions>"))
      var still = decayFile
      still.removeSubrange(start.lowerBound..<end.upperBound)
      still = still.replacing("boundaryCondition=\"false\"", with: "boundaryCondition=\"true\"")
      try folder.write(still, "still.xml")
      #expect(
        await folder.refusal { $0.model = folder.path("still.xml") }
          .contains("a model in which nothing changes"))
    }
  }
}
