import Experiments
import Foundation
import Quantities
import Testing

@Suite struct CoIPAssayTests {
  private let assay = CoIPAssay()

  private func amounts(_ complex: Double, _ total: Double) -> CoIPAssay.Amounts {
    .init(complex: PopulationReading([complex]), total: PopulationReading([total]))
  }

  @Test func `washing takes from weak partners what it leaves to tight ones`() {
    let rates = [1e-6, 1e-4, 1e-3, 1e-2].map(FirstOrderRate.perSecond)
    let kept = rates.map { assay.washed(.init("partner", dissociation: $0)) }
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0 > $1 })
    #expect(kept[0] > 0.99 && kept[3] < 1e-6)
    #expect(assay.washed(.init("BCL-2", dissociation: nil)) == 1)
    #expect(abs(kept[2] - exp(-2.7)) < 1e-12)
  }

  @Test func `bands are what the rule says, and the control beads are empty`() {
    let partner = CoIPAssay.Partner("BIM", dissociation: .perSecond(1e-4))
    var quiet = assay
    quiet.protocolData.bandVariation = 0
    let bands = quiet.bands(
      of: partner, amounts(20, 40), reference: amounts(35, 40), seed: 1)
    #expect(bands.count == 9)
    for band in bands {
      switch band.lane {
      case .immunoprecipitate:
        #expect(abs(band.density - 100 * 20 * exp(-0.27) / (40 * 0.05)) < 1e-9)
      case .input: #expect(abs(band.density - 100) < 1e-12)
      case .unspecific: #expect(!band.isVisible)
      }
    }
  }

  @Test func `diluted drug lets the complex form anew, undiluted vehicle loses a little`() throws {
    func factor(drug: Double, bound: Double) throws -> Double {
      try #require(
        assay.reformation(
          captured: .nanomolar(1500), partner: .nanomolar(40), boundInCells: .nanomolar(bound),
          partnerDissociation: .nanomolar(0.5), drug: .nanomolar(drug),
          drugDissociation: drug > 0 ? .nanomolar(0.3) : nil))
    }
    let vehicle = try factor(drug: 0, bound: 40)
    #expect(vehicle > 0.9 && vehicle <= 1)
    #expect(try factor(drug: 1500, bound: 4) > 2)
    #expect(
      assay.reformation(
        captured: .zero, partner: .nanomolar(1), boundInCells: .nanomolar(1),
        partnerDissociation: .nanomolar(1), drug: .zero, drugDissociation: nil) == nil)
  }
}
