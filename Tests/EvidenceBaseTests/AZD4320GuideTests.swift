import Citations
import EvidenceBase
import Foundation
import Quantities
import Testing

struct AZD4320GuideTests {
  let observations = AZD4320Guide.observations

  @Test func `the tables have their fourteen observations, each with an id of its own`() {
    #expect(AZD4320Guide.inVitroPotency.count == 9)
    #expect(AZD4320Guide.inVivoEfficacy.count == 5)
    #expect(Set(observations.map(\.id)).count == 14)
  }

  @Test(arguments: [
    ("BCL-2", "potency", 5.0, nil as Double?), ("BCL-xL", "potency", 4, nil),
    ("RS4;11", "EC50", 10, 6), ("Ri-1", "EC50", 15, 6), ("OCI-M1", "EC50", 60, 6),
    ("PDX samples (median)", "EC50", 7.6, nil), ("KPUM-MS3", "IC50", 26, 72),
    ("KPUM-UH1", "IC50", 17, 72), ("STR-428", "IC50", 170, 72),
  ])
  func `Table 1 says what the guide says`(
    subject: String, quantity: String, nanomolar: Double, hours: Double?
  ) throws {
    let found = try #require(
      AZD4320Guide.inVitroPotency.first { $0.subject.name == subject })
    #expect(found.finding.quantityName == quantity)
    #expect(found.finding.concentration == .nanomolar(nanomolar))
    #expect(found.time?.hours == hours)
    #expect(found.treatment == nil)
    #expect(found.drug == "AZD4320")
  }

  @Test func `Table 2 keeps doses, routes and schedules as stated, and no invented number`() {
    let efficacy = AZD4320Guide.inVivoEfficacy
    #expect(efficacy.compactMap { $0.treatment?.milligramsPerKilogram } == [3, 10, 20, 10, 10])
    #expect(
      efficacy.compactMap { $0.treatment?.route.rawValue }
        == ["i.p.", "i.p.", "i.p.", "i.v.", "i.v."])
    #expect(efficacy.allSatisfy { $0.finding.concentration == nil && $0.finding.outcome != nil })
    #expect(efficacy.allSatisfy { $0.caveats.contains(.noNumericEndpoint) })
    #expect(efficacy.last?.subject.sampleCount == 9)
  }

  @Test func `every observation names its place and keeps bare hosts unresolved`() {
    for observation in observations {
      #expect(observation.provenance.citation == .azd4320Guide)
      #expect(observation.provenance.detail.contains("row"))
      #expect(!observation.references.isEmpty)
      let hasBareHost = observation.references.contains { !$0.isResolved }
      #expect(hasBareHost == observation.caveats.contains(.referenceUnresolved))
    }
    #expect(
      observations[0].references.map(\.described) == [
        "[4] researchgate.net (unresolved)", "[5] openinnovation.astrazeneca.com (unresolved)",
      ])
  }

  @Test func `the guide's errors travel with what they concern`() throws {
    for observation in observations {
      let caveats = observation.caveats
      #expect(
        caveats.contains(.caspaseReadoutIsLuminescence) == (observation.system == .caspasePotency))
      #expect(caveats.contains(.viabilityReadoutDiffers) == (observation.system == .viability))
      #expect(caveats.contains(.potencyIsNoConstant) == (observation.system == .targetEngagement))
      #expect(caveats.contains(.timeNotStated) == (observation.system == .patientSampleDeath))
      #expect(
        caveats.contains(.routeDiffersFromPrimary) == (observation.system == .subcutaneousRS411))
    }
  }

  @Test func `every value that parameters were chosen by is marked as used`() {
    for observation in AZD4320Guide.inVitroPotency {
      #expect(observation.roleLabel == "used in calibration", "\(observation.id)")
    }
    let heldOut = observations.filter { $0.role == .heldOut }.map(\.id)
    #expect(
      heldOut == [
        "azd4320-guide-2.1a", "azd4320-guide-2.1b", "azd4320-guide-2.2", "azd4320-guide-2.3",
      ])
  }

  static let referenceData = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"]

  /// The guide's tables as transcribed independently of this code.
  @Test(.enabled(if: referenceData != nil, "PRIMED_REFERENCE_DATA names no folder"))
  func `both tables agree with their transcription`() throws {
    let folder = try #require(Self.referenceData)
    func rows(_ name: String) throws -> [[String]] {
      let text = try String(contentsOfFile: "\(folder)/guides/\(name)", encoding: .utf8)
      return text.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    for (row, observation) in zip(try rows("potency.csv"), AZD4320Guide.inVitroPotency) {
      #expect(row[0] == observation.wording)
      #expect(row[1].lowercased() == observation.subject.name.lowercased())
      #expect(Double(row[2]) == observation.finding.concentration?.nanomolar)
      #expect(Double(row[4]) == observation.time?.hours)
      #expect(row[5] == observation.assay)
      #expect(row[6] == observation.references.map { "[\($0.number)]" }.joined())
    }
    for (row, observation) in zip(try rows("efficacy.csv"), AZD4320Guide.inVivoEfficacy) {
      #expect(row[1] == observation.subject.name)
      #expect(observation.finding.outcome.map { row[2].contains($0) } == true)
      #expect(row[5] == observation.assay)
      #expect(row[6] == observation.references.map { "[\($0.number)]" }.joined())
      #expect(Double(row[7]) == observation.treatment?.milligramsPerKilogram)
      #expect(row[8] == observation.treatment?.route.rawValue)
      #expect(row[9] == observation.treatment?.schedule)
    }
  }
}
