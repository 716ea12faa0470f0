import Foundation
import Quantities
import Simulation
import Testing
import Workbench

@Suite struct VariantEnsembleTests {
  /// `A → B` at k·A in a compartment of size 2, A a concentration, B an amount.
  private static let sbml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
      <model id="m">
        <listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
        <listOfSpecies>
          <species id="A" compartment="c" initialConcentration="3" hasOnlySubstanceUnits="false"
            boundaryCondition="false" constant="false"/>
          <species id="B" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true"
            boundaryCondition="false" constant="false"/>
        </listOfSpecies>
        <listOfParameters><parameter id="k" value="0.5" constant="true"/></listOfParameters>
        <listOfReactions>
          <reaction id="r" reversible="false">
            <listOfReactants><speciesReference species="A" constant="true"/></listOfReactants>
            <listOfProducts><speciesReference species="B" constant="true"/></listOfProducts>
            <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">
              <apply><times/><ci>k</ci><ci>A</ci><ci>c</ci></apply>
            </math></kineticLaw>
          </reaction>
        </listOfReactions>
      </model>
    </sbml>
    """

  @Test func `variants end where the formula says, in amounts`() async throws {
    let model = try FileModel(sbml: Self.sbml)
    let table = try VariantTable(csv: "A,k\n6,0.5\n10,0.25\n1,2\n", for: model)
    var ensemble = VariantEnsemble(
      model, table, until: .seconds(2), tolerances: Tolerances(relative: 1e-8, absolute: 1e-10))
    ensemble.checkedMembers = 2
    let ends = try await ensemble.run()
    for (member, (amount, rate)) in [(6.0, 0.5), (10.0, 0.25), (1.0, 2.0)].enumerated() {
      let left = amount * exp(-rate * 2)
      #expect(abs(ends.amounts(of: member)[0] - left) < 1e-7)
      #expect(abs(ends.amounts(of: member)[1] - (amount - left)) < 1e-7)
    }
    #expect(ends.unfinished.isEmpty)
    #expect((ends.achievedError ?? 1) < 1e-7)
    #expect(ends.csv.split(separator: "\n").first == "variant,A,B")
    #expect(ends.csv.split(separator: "\n").count == 4)
    let summary = ends.summary(loadSeconds: 0)
    #expect(summary.members == 3)
    #expect(summary.backEnd == "interpreter")
    let json = String(decoding: try JSONEncoder().encode(summary), as: UTF8.self)
    for key in ["ready_seconds", "runs_per_second", "rejected_steps", "lane_use", "achieved_error"]
    {
      #expect(json.contains("\"\(key)\":"))
    }
  }

  @Test func `every fault of a variant table is told at once`() throws {
    let model = try FileModel(sbml: Self.sbml)
    let refusal = #expect(throws: EnsembleRefusal.self) {
      try VariantTable(csv: "variant,A,Q,A\none,1,2,3\ntwo,x,2,3\nthree,1\n", for: model)
    }
    #expect(
      refusal?.description == """
        line 1: “Q” is nothing that can be set; the model has A, B, k, …
        line 1: column “A” comes twice
        line 3: “x” in column A is no finite number
        line 4: 2 fields where the header has 4
        """)
    #expect(throws: EnsembleRefusal.self) { try VariantTable(csv: "\n\n", for: model) }
  }

  @Test func `rows may have names`() async throws {
    let model = try FileModel(sbml: Self.sbml)
    let table = try VariantTable(csv: "variant,k\r\nslow,0.1\r\nfast,9\r\n", for: model)
    #expect(table.names == ["slow", "fast"])
  }

  @Test(arguments: [EnsembleEngine.automatic, .cvodes])
  func `a time course is reported at its times`(engine: EnsembleEngine) async throws {
    let model = try FileModel(sbml: Self.sbml)
    let course = TimeCourse(
      model, until: .seconds(4), steps: 4, changes: ["k": 1], selected: ["B"], engine: engine)
    let answer = try await course.run()
    #expect(answer.times == [0, 1, 2, 3, 4].map { .seconds($0) })
    for (row, time) in answer.times.enumerated() {
      #expect(abs(answer.rows[row][0] - 6 * (1 - exp(-time.seconds))) < 1e-5)
    }
    #expect(answer.csv.hasPrefix("time,B\n0.0,0.0\n1.0,"))
  }

  @Test func `a time course of what is not there is refused`() async throws {
    let model = try FileModel(sbml: Self.sbml)
    let course = TimeCourse(
      model, until: .zero, steps: 0, changes: ["x": 1], selected: ["C"])
    let refusal = await #expect(throws: EnsembleRefusal.self) { try await course.run() }
    #expect(refusal?.faults.count == 4)
  }
}
