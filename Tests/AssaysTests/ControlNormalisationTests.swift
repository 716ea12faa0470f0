import Assays
import DoseResponse
import Foundation
import Quantities
import Testing

/// A small caspase plate: vehicle about 1000, positive control about 20 000, a drug between.
func examplePlate(plate: String = "1", gain: Double = 1) -> [PlateObservation] {
  var wells: [PlateObservation] = []
  func add(_ row: Int, _ column: Int, _ role: WellRole, _ dose: Double?, _ value: Double) {
    wells.append(
      PlateObservation(
        plate: plate, well: WellAddress(row: row, column: column), role: role, line: "RS4;11",
        drug: role == .sample ? "AZD4320" : nil,
        dose: dose.map { NominalDose($0, unit: .nanomolar) },
        time: .hours(6), value: value * gain))
  }
  for row in 0..<4 {
    let wobble = [-30.0, 10, 40, -20][row]
    add(row, 0, .vehicle, 0, 1000 + wobble)
    add(row, 1, .positiveControl, nil, 20_000 + 10 * wobble)
  }
  for column in 0..<8 {
    let dose = pow(10, Double(column) / 2 - 0.5)
    for row in 0..<2 {
      let effect = 1 / (1 + pow(10 / dose, 2))
      add(row, column + 2, .sample, dose, 1000 + 19_000 * effect + (row == 0 ? 60 : -60))
    }
  }
  return wells
}

@Suite struct ControlNormalisationTests {
  @Test func `the controls themselves become zero and one`() throws {
    let result = try ControlNormalisation.fractionOfPositiveControl.normalise(examplePlate())
    func middle(_ role: WellRole) -> Double {
      let values = result.filter { $0.observation.role == role }.map(\.response).sorted()
      return (values[1] + values[2]) / 2
    }
    #expect(abs(middle(.vehicle)) < 1e-12)
    #expect(abs(middle(.positiveControl) - 1) < 1e-12)
    #expect(result.map(\.observation) == examplePlate())
  }

  @Test func `each plate is normalised to its own controls, so the reader's gain does not matter`()
    throws
  {
    let both = examplePlate() + examplePlate(plate: "2", gain: 4)
    let result = try ControlNormalisation.fractionOfPositiveControl.normalise(both)
    let half = result.count / 2
    for (one, other) in zip(result[..<half], result[half...]) {
      #expect(abs(one.response - other.response) < 1e-12)
    }
  }

  @Test func `a viability is what remains of the vehicle less blank`() throws {
    let address = WellAddress(row: 0, column: 0)
    func well(_ role: WellRole, _ value: Double, flag: WellFlag? = nil) -> PlateObservation {
      PlateObservation(
        plate: "1", well: address, role: role, line: role == .blank ? nil : "MOLT-4", value: value,
        flag: flag)
    }
    let wells = [
      well(.blank, 100), well(.vehicle, 1100), well(.sample, 600), well(.sample, 50),
      well(.sample, .nan, flag: .overflow),
    ]
    let result = try ControlNormalisation.fractionOfVehicleLessBlank.normalise(wells)
    #expect(result[2].response == 0.5)
    // Below the blank is below nothing, and kept as measured.
    #expect(result[3].response == -0.05)
    #expect(result[4].response.isNaN)
  }

  @Test func `missing and useless controls are refused, all at once and in words`() {
    var plate = examplePlate()
    for index in plate.indices where plate[index].role == .positiveControl {
      plate[index].flag = .empty
    }
    var flat = examplePlate(plate: "2")
    for index in flat.indices where flat[index].role == .positiveControl {
      flat[index].value = 1000 + Double(index % 3) * 20
    }
    let error = #expect(throws: NormalisationError.self) {
      try ControlNormalisation.fractionOfPositiveControl.normalise(plate + flat)
    }
    #expect(
      error?.description == """
        plate 1, RS4;11, 6 h: no usable positive control well, and the protocol normalises to it. \
        Mark the positive control wells in the layout.
        plate 2, RS4;11, 6 h: positive control (1020) and vehicle (995) do not separate, so no \
        fraction can be made between them. Check the layout, and whether the control worked.
        """)
  }

  @Test func `a vehicle below its blank is refused`() {
    let wells = [
      PlateObservation(plate: "1", well: WellAddress(row: 0, column: 0), role: .blank, value: 9),
      PlateObservation(plate: "1", well: WellAddress(row: 0, column: 1), role: .vehicle, value: 5),
      PlateObservation(plate: "1", well: WellAddress(row: 0, column: 2), role: .sample, value: 7),
    ]
    #expect(throws: NormalisationError.self) {
      try ControlNormalisation.fractionOfVehicleLessBlank.normalise(wells)
    }
  }
}

@Suite struct SeriesAssemblyTests {
  @Test func `a plate goes through to its EC50`() throws {
    let normalisation = ControlNormalisation.fractionOfPositiveControl
    let normalised = try normalisation.normalise(examplePlate())
    let curves = try SeriesAssembly.series(of: normalised, scale: normalisation.responseScale)
    let curve = try #require(curves.first)
    #expect(curves.count == 1)
    #expect(curve.key.name == "RS4;11, AZD4320, 6 h")
    #expect(curve.series.unit == .nanomolar)
    #expect(curve.series.points.count { $0.dose == 0 } == 4)
    var fitter = DoseResponseFitter()
    let fit = fitter.fit(curve.series)
    #expect(fit.verdict == .complete)
    let potency = try #require(fit.relativeEC50.estimate)
    #expect(abs(potency.estimate - 10) < 0.5)
    #expect(try #require(potency.low) < 10 && #require(potency.high) > 10)
  }

  @Test func `molar units are brought together and others are not`() throws {
    var plate = examplePlate()
    let last = try #require(plate.indices.last)
    plate[last].dose = NominalDose(1, unit: .micromolar)
    let normalisation = ControlNormalisation.fractionOfPositiveControl
    let curves = try SeriesAssembly.series(
      of: normalisation.normalise(plate), scale: .effect, vehicle: .leftOut)
    #expect(curves[0].series.points.last?.dose == 1000)

    plate[last].dose = NominalDose(1, unit: DoseUnit(symbol: "ng/mL"))
    let error = #expect(throws: SeriesAssemblyError.self) {
      try SeriesAssembly.series(of: normalisation.normalise(plate), scale: .effect)
    }
    #expect(
      error?.description == "RS4;11, AZD4320, 6 h: doses in nM and ng/mL, which do not convert "
        + "into each other. State all doses in one unit.")
  }

  @Test func `a sample without a dose is refused by its address`() throws {
    var plate = examplePlate()
    let last = try #require(plate.indices.last)
    plate[last].dose = nil
    let error = #expect(throws: SeriesAssemblyError.self) {
      try SeriesAssembly.series(
        of: ControlNormalisation.fractionOfPositiveControl.normalise(plate), scale: .effect)
    }
    #expect(
      error?.description
        == "plate 1, well B10: a sample without drug or dose. State both in the layout.")
  }

  @Test func `lines, drugs and times become curves of their own, in order`() throws {
    var wells = examplePlate()
    for time in [2.0, 24] {
      wells += examplePlate().map { well in
        var other = well
        other.time = .hours(time)
        other.line = time == 2 ? "OCI-M1" : well.line
        return other
      }
    }
    let normalised = try ControlNormalisation.fractionOfPositiveControl.normalise(wells)
    let curves = try SeriesAssembly.series(of: normalised, scale: .effect)
    #expect(
      curves.map(\.key.name) == [
        "OCI-M1, AZD4320, 2 h", "RS4;11, AZD4320, 6 h", "RS4;11, AZD4320, 1 d",
      ])
  }
}
