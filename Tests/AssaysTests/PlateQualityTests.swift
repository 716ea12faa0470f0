import Assays
import Foundation
import Quantities
import Testing

@Suite struct PlateQualityTests {
  private func plate(signal: [Double], background: [Double]) -> [PlateObservation] {
    (signal.map { (WellRole.positiveControl, $0) } + background.map { (.vehicle, $0) })
      .enumerated().map { index, well in
        PlateObservation(
          plate: "1", well: WellAddress(row: index / 12, column: index % 12), role: well.0,
          value: well.1)
      }
  }

  private func quality(signal: [Double], background: [Double]) -> PlateQuality {
    PlateQuality(
      of: plate(signal: signal, background: background),
      in: ControlGroup(plate: "1", line: nil, time: nil), signal: .positiveControl,
      background: .vehicle)
  }

  @Test func `the numbers are those of their formulae`() throws {
    // Means 100 and 10, standard deviations 10 and 1.
    let result = quality(signal: [90, 100, 110], background: [9, 10, 11])
    #expect(abs(try #require(result.zPrime) - (1 - 33.0 / 90)) < 1e-12)
    // Median absolute deviations of 10 and 1, times 1.4826.
    let robust = 1 - 3 * 1.482_602_218_505_602 * 11 / 90
    #expect(abs(try #require(result.robustZPrime) - robust) < 1e-12)
    #expect(
      abs(try #require(result.strictlyStandardisedMeanDifference) - 90 / 101.0.squareRoot())
        < 1e-12)
    #expect(result.signalToBackground == 10)
    #expect(result.signalVariation == 0.1 && result.backgroundVariation == 0.1)
    #expect(result.verdict == .accept)
  }

  @Test func `Z′ does not change with the reader's gain or its zero`() throws {
    let one = try #require(quality(signal: [90, 100, 110], background: [9, 10, 11]).zPrime)
    let other = try #require(
      quality(signal: [1270, 1400, 1530], background: [217, 230, 243]).zPrime)
    #expect(abs(one - other) < 1e-12)
  }

  @Test func `one wild well hurts Z′ and not its robust form`() throws {
    let result = quality(signal: [98, 99, 100, 101, 500], background: [9, 10, 11, 10, 10])
    #expect(try #require(result.zPrime) < 0)
    #expect(try #require(result.robustZPrime) > 0.9)
  }

  @Test func `verdicts are said in words`() {
    #expect(
      quality(signal: [90, 100, 110], background: [9, 10, 11]).sentence
        == "plate 1: accepted, Z′ 0.63 (0.5 or more is asked for).")
    #expect(
      quality(signal: [80, 100, 120], background: [7, 10, 13]).sentence
        == "plate 1: marginal, Z′ 0.23 (0.5 or more is asked for); only large effects can be told "
        + "from none.")
    #expect(
      quality(signal: [8, 10, 12], background: [7, 9, 11]).sentence
        == "plate 1: rejected, Z′ −11; positive control and vehicle overlap.")
    let unknown = quality(signal: [8], background: [])
    #expect(unknown.zPrime == nil && unknown.signalToBackground == nil)
    #expect(unknown.verdict == .undetermined)
    #expect(
      unknown.sentence
        == "plate 1: quality unknown, with 1 positive control and 0 vehicle wells; two of each "
        + "are needed.")
  }

  @Test func `replicates are compared within their condition`() throws {
    let result = try #require(
      PlateQuality.groups(of: examplePlate(), signal: .positiveControl, background: .vehicle).first)
    let variation = try #require(result.replicateVariation)
    #expect(variation > 0 && variation < 0.05)
    #expect(result.group.name == "plate 1, RS4;11, 6 h")
    #expect(result.verdict == .accept)
  }
}
