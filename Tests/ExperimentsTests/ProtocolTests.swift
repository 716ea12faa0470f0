import Assays
import Experiments
import Quantities
import Testing

@Suite struct ProtocolTests {
  private let sheets: [ProtocolSheet] = [
    CaspaseProtocol().sheet, ViabilityProtocol(.atp).sheet, ViabilityProtocol(.mtt).sheet,
    AnnexinProtocol().sheet, CoIPProtocol().sheet, BH3ProfileProtocol().sheet,
    FRETProtocol(
      protein: .nanomolar(5), tracer: .nanomolar(5), tracerDissociation: .nanomolar(5)
    ).sheet,
  ]

  @Test func `every step says what is done and where that comes from`() {
    for sheet in sheets {
      #expect(sheet.steps.count >= 5, "\(sheet.name)")
      for step in sheet.steps {
        #expect(!step.text.isEmpty && !step.provenance.detail.isEmpty, "\(sheet.name)")
      }
      #expect(!sheet.cautions.isEmpty && !sheet.readout.isEmpty)
    }
  }

  @Test func `the errors of the guides are told where a user would meet them`() {
    func told(_ sheet: ProtocolSheet, _ words: String) -> Bool {
      sheet.cautions.contains { $0.contains(words) }
    }
    #expect(told(CaspaseProtocol().sheet, "“fluorometric”"))
    #expect(told(ViabilityProtocol(.atp).sheet, "protocol B measures ATP, its Table 1 quotes MTT"))
    #expect(told(CoIPProtocol().sheet, "BIM is an activator"))
    #expect(told(sheets[6], "neither Ki nor Kd"))
    #expect(told(sheets[6], "half the protein"))
  }

  @Test func `absorbance is written in steps of a thousandth`() {
    var viability = ViabilityProtocol(.mtt)
    viability.replicates = 2
    let wells = viability.wells(
      samples: [0.5], vehicle: 1, positiveControl: .nan, plate: "toy", seed: 1)
    #expect(wells.count == 20)
    for well in wells {
      #expect(abs(well.reading * 1000 - (well.reading * 1000).rounded()) < 1e-9)
      #expect("\(well.reading)".count <= 6)
    }
  }

  @Test func `a reader with a limit flags what is above it`() {
    var viability = ViabilityProtocol(.atp)
    viability.signal.saturation = 200_000
    let wells = viability.wells(
      samples: [0.1], vehicle: 1, positiveControl: .nan, plate: "toy", seed: 1)
    for well in wells where well.role == .vehicle {
      #expect(well.flag == .overflow && well.reading.isNaN)
    }
    #expect(wells.filter { $0.role == .sample }.allSatisfy { $0.flag == nil })
  }
}
