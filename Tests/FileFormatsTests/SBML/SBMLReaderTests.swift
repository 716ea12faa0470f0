import Expressions
import FileFormats
import ReactionNetworks
import Testing

@Suite struct SBMLReaderTests {
  private func document(
    species: String = """
    <species id="A" compartment="c" initialAmount="4" hasOnlySubstanceUnits="true"
      boundaryCondition="false" constant="false"/>
    <species id="B" name="the dimer" compartment="c" hasOnlySubstanceUnits="true"
      boundaryCondition="false" constant="false"/>
    """,
    law: String = """
    <apply><minus/>
      <apply><times/><ci>kf</ci><apply><power/><ci>A</ci><cn>2</cn></apply></apply>
      <apply><times/><ci>kr</ci><ci>B</ci></apply>
    </apply>
    """, extra: String = ""
  ) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
      <model id="dimers">
        <listOfCompartments>
          <compartment id="c" size="2" constant="true"/>
        </listOfCompartments>
        <listOfSpecies>\(species)</listOfSpecies>
        <listOfParameters>
          <parameter id="kf" value="3" constant="true"/>
          <parameter id="kr" value="0.5" constant="true"/>
          <parameter id="B_0" value="7" constant="true"/>
          <parameter id="total" constant="false"/>
        </listOfParameters>
        <listOfInitialAssignments>
          <initialAssignment symbol="B">
            <math xmlns="http://www.w3.org/1998/Math/MathML"><ci>B_0</ci></math>
          </initialAssignment>
        </listOfInitialAssignments>
        <listOfRules>
          <assignmentRule variable="total">
            <math xmlns="http://www.w3.org/1998/Math/MathML">
              <apply><plus/><ci>A</ci><ci>B</ci></apply>
            </math>
          </assignmentRule>
        </listOfRules>
        <listOfReactions>
          <reaction id="r" reversible="true">
            <listOfReactants>
              <speciesReference species="A" stoichiometry="2" constant="true"/>
            </listOfReactants>
            <listOfProducts><speciesReference species="B" constant="true"/></listOfProducts>
            <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">\(law)</math></kineticLaw>
          </reaction>
        </listOfReactions>
        \(extra)
      </model>
    </sbml>
    """
  }

  @Test func `reactions, initial assignments and unset stoichiometry are read`() throws {
    let network = try SBMLReader.network(from: document())
    #expect(network.faults().isEmpty)
    #expect(network.species.map(\.symbol) == ["A", "B"])
    #expect(network.variable("A")?.initial == .number(4))
    #expect(network.variable("B")?.initial == .formula(.symbol("B_0")))
    #expect(network.variable("B")?.name == "the dimer")
    let reaction = try #require(network.reactions.first)
    #expect(reaction.netStoichiometry == ["A": -2, "B": 1])
    #expect(reaction.forward.description == "kf * A^2 - kr * B")
    #expect(network.variable("total")?.behaviour == .assignment(.symbol("A") + .symbol("B")))
  }

  @Test func `a concentration is an amount over its compartment's size`() throws {
    let species = """
      <species id="A" compartment="c" initialAmount="4" hasOnlySubstanceUnits="false"
        boundaryCondition="false" constant="false"/>
      <species id="B" compartment="c" initialConcentration="5" hasOnlySubstanceUnits="true"
        boundaryCondition="true" constant="false"/>
      """
    let network = try SBMLReader.network(from: document(species: species))
    #expect(network.variable("A")?.initial == .number(2))
    #expect(network.variable("B")?.behaviour == .heldConstant)
  }

  @Test func `what is not read is refused by name, all of it`() {
    let law =
      "<apply><csymbol encoding=\"text\" "
      + "definitionURL=\"http://www.sbml.org/sbml/symbols/delay\">delay</csymbol>"
      + "<ci>A</ci><cn>3</cn></apply>"
    let events = """
      <listOfEvents><event id="e" useValuesFromTriggerTime="true">
        <trigger initialValue="true" persistent="true">
          <math xmlns="http://www.w3.org/1998/Math/MathML"><true/></math>
        </trigger>
      </event></listOfEvents>
      """
    let refusal = #expect(throws: SBMLRefusal.self) {
      try SBMLReader.network(from: document(law: law, extra: events))
    }
    #expect(
      refusal?.faults.map(\.sentence)
        == ["events are not read", "the formula element delay is not read"])
    #expect(refusal?.faults.allSatisfy { ($0.line ?? 0) > 1 } == true)
    #expect(refusal?.description.contains(": events are not read") == true)
  }

  @Test func `what is no SBML is refused`() {
    #expect(throws: SBMLRefusal.self) { try SBMLReader.network(from: "") }
    #expect(throws: SBMLRefusal.self) { try SBMLReader.network(from: "<sbml") }
    #expect(throws: SBMLRefusal.self) { try SBMLReader.network(from: "a,b\n1,2\n") }
  }
}
