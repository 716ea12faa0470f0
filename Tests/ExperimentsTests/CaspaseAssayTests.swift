import Assays
import Experiments
import Quantities
import Testing

@Suite struct CaspaseAssayTests {
  private var plate: [PlateObservation] {
    CaspaseAssay().plate(
      named: "P1", line: "toy", drug: "poison",
      doses: [(.nanomolar(1), 5), (.nanomolar(10), 40), (.nanomolar(100), 80)], vehicle: 0.1,
      positiveControl: 80, seed: 5)
  }

  @Test func `the plate holds what the protocol names`() {
    let counts = Dictionary(grouping: plate, by: \.role).mapValues(\.count)
    #expect(counts == [.vehicle: 12, .positiveControl: 6, .blank: 6, .sample: 9])
    #expect(Set(plate.map(\.well)).count == plate.count)
    #expect(plate.allSatisfy { $0.time == .hours(6) })
  }

  @Test func `a seed gives the same plate, another seed another`() {
    #expect(plate == plate)
    let other = CaspaseAssay().plate(
      named: "P1", line: "toy", drug: "poison", doses: [(.nanomolar(1), 5)],
      vehicle: 0.1,
      positiveControl: 80, seed: 6)
    #expect(plate[0].value != other[0].value)
  }

  @Test func `plates of other lines and drugs share no well, and a plate is the same anywhere`() {
    func plate(_ name: String, exposure: Time = .hours(6)) -> [Double] {
      var assay = CaspaseAssay()
      assay.protocolData.exposure = exposure
      return assay.plate(
        named: name, line: "toy", drug: "poison", doses: [(.nanomolar(1), 5)], vehicle: 0.1,
        positiveControl: 80, seed: 5
      ).map(\.value)
    }
    let one = plate("RS4;11 AZD4320")
    #expect(plate("RS4;11 AZD4320") == one)
    for other in [plate("RS4;11 venetoclax"), plate("Ri-1 AZD4320")]
      + [plate("RS4;11 AZD4320", exposure: .hours(24))]
    {
      // Vehicle, positive and blank wells hold the same in all of them but for their noise.
      #expect(zip(one, other).count { $0 == $1 } < 2)
    }
  }

  @Test func `the protocol says how a fired cell is read, and why not literally`() {
    var assay = CaspaseAssay()
    func told(_ words: String) -> Bool { assay.sheet.cautions.contains { $0.contains(words) } }
    #expect(told("held and faded, and not the caspase active at the moment of reading"))
    #expect(told("--reading instantaneous reads it literally"))
    #expect(told("The positive control is no ceiling"))
    assay.reading = .instantaneous
    #expect(told("no EC50 describes it"))
    #expect(assay.sheet.steps.contains { $0.text.contains("the positive control's highest") })
  }

  @Test func `without noise a reading is background plus gain times signal`() {
    var protocolData = CaspaseProtocol()
    protocolData.signal.wellVariation = 0
    protocolData.signal.plateVariation = 0
    protocolData.signal.readerNoise = 0
    let plate = CaspaseAssay(protocolData).plate(
      named: "P1", line: "toy", drug: "poison", doses: [(.nanomolar(10), 40)],
      vehicle: 0, positiveControl: 80, seed: 5)
    #expect(plate.filter { $0.role == .blank }.allSatisfy { $0.value == 2_000 })
    #expect(plate.filter { $0.role == .positiveControl }.allSatisfy { $0.value == 30_000 })
    #expect(plate.filter { $0.role == .sample }.allSatisfy { $0.value == 16_000 })
  }

  @Test
  func `a held reading never falls below the instantaneous one, and differs only after a peak`()
    async throws
  {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell()), size: 6, seed: 2, variability: .typical, threads: 1)
    let times = (0...12).map { Time.hours(Double($0)) }
    let arm = try await founders.treated(
      with: [Treatment([.init("poison", .nanomolar(20))])], until: .hours(12), reportedAt: times,
      threads: 1
    ).arms[0]
    var literal = CaspaseAssay()
    literal.reading = .instantaneous
    for (index, time) in times.enumerated() {
      let held = CaspaseAssay().signal(of: arm, at: index, time: time)
      #expect(held >= literal.signal(of: arm, at: index, time: time))
    }
  }

  @Test func `a population without observed cells gives wells without a number`() {
    let plate = CaspaseAssay().plate(
      named: "P1", line: "toy", drug: "poison", doses: [(.nanomolar(1), .nan)],
      vehicle: 0, positiveControl: 80, seed: 5)
    #expect(plate.filter { $0.role == .sample }.allSatisfy { $0.value.isNaN && !$0.isUsable })
  }
}

extension CaspaseAssay {
  /// A plate of one line with one drug, each sample with its signal in nM.
  fileprivate func plate(
    named name: String, line: String, drug: String,
    doses: [(dose: Concentration, signal: Double)], vehicle: Double, positiveControl: Double,
    seed: UInt64
  ) -> [PlateObservation] {
    protocolData.wells(
      samples: doses.map { $0.signal / positiveControl }, vehicle: vehicle / positiveControl,
      positiveControl: 1, plate: "\(name), \(protocolData.exposure.formatted(in: .hours))",
      seed: seed
    ).map { well in
      well.observation(
        on: name, line: line, drug: drug, dose: well.sample.map { doses[$0].dose },
        time: protocolData.exposure)
    }
  }
}
