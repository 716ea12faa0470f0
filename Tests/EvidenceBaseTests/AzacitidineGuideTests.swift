import EvidenceBase
import Testing

struct AzacitidineGuideTests {
  @Test func `every statement is an outcome in words, and none carries an invented number`() {
    for observation in AzacitidineGuide.observations {
      #expect(observation.finding.concentration == nil)
      #expect(observation.finding.outcome?.isEmpty == false)
      #expect(observation.time == nil && observation.treatment == nil)
      #expect(observation.caveats.contains(.noNumericEndpoint))
      let hasBareHost = observation.references.contains { !$0.isResolved }
      #expect(hasBareHost == observation.caveats.contains(.referenceUnresolved))
    }
  }

  @Test func `what the guide only promises has no observation`() {
    let systems = Set(PublishedObservations.all.map(\.system))
    #expect(!systems.contains(.resistance) && !systems.contains(.azacitidineInVivo))
  }

  @Test func `the share in RNA is told as one that depends on the concentration`() throws {
    let routing = try #require(
      AzacitidineGuide.observations.first { $0.system == .azacitidineRouting })
    #expect(routing.caveats.contains(.shareDependsOnConcentration))
  }

  @Test func `all observations stand in the order of the systems, each with its own id`() {
    let all = PublishedObservations.all
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.system <= $1.system })
    #expect(Set(all.map(\.id)).count == all.count)
  }
}
