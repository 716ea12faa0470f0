import EvidenceBase
import Testing

@Suite struct GuideErratumTests {
  @Test func `there are eight, numbered, each with what is right and whence`() {
    #expect(GuideErratum.all.map(\.number) == Array(1...8))
    for erratum in GuideErratum.all {
      #expect(!erratum.guideSays.isEmpty && !erratum.isRight.isEmpty)
      #expect(!erratum.source.detail.isEmpty && !erratum.systems.isEmpty)
      #expect(erratum.place.label == "guide")
    }
  }

  @Test func `an observation meets the errata of its system as caveats`() {
    for observation in PublishedObservations.all {
      let expected = GuideErratum.concerning(observation.system).flatMap(\.caveats)
      let met = Set(expected).intersection(observation.caveats)
      #expect(expected.isEmpty || !met.isEmpty, "\(observation.id)")
    }
  }

  @Test func `every caveat that corrects a guide belongs to an erratum`() {
    let told = Set(GuideErratum.all.flatMap(\.caveats))
    let corrections: Set<ObservationCaveat> = [
      .caspaseReadoutIsLuminescence, .viabilityReadoutDiffers, .potencyIsNoConstant,
      .boundByProteinConcentration, .timeNotStated, .routeDiffersFromPrimary, .noNumericEndpoint,
      .bimIsAnActivator, .shareDependsOnConcentration,
    ]
    #expect(corrections.isSubset(of: told))
  }
}
