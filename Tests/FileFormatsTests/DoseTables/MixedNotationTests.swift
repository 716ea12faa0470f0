import FileFormats
import Testing

@Suite struct MixedNotationTests {
  private static func probe(
    _ responses: [Double], _ kind: ResponseScale.Kind = .viability
  ) -> TableProbe {
    let rows = responses.enumerated().map { "\($0.offset / 2 + 1),\($0.element)\n" }.joined()
    return TableProbe("dose (nM),response\n" + rows) { $0.kind = kind }
  }

  @Test(arguments: [
    // One replicate of each dose in each notation.
    [0.99, 97, 0.95, 96, 0.80, 83, 0.40, 37, 0.10, 12],
    // The low doses as fractions.
    [0.99, 1.02, 0.97, 0.95, 80, 83, 40, 37, 10, 12],
    // One percent among fractions.
    [0.99, 97, 0.80, 0.78, 0.40, 0.35, 0.10, 0.08],
  ])
  func `fractions among percents are asked about`(responses: [Double]) {
    let probe = Self.probe(responses)
    #expect(probe.faults.count == 1)
    #expect(probe.faults.first?.contains("fractions and percents seem to be mixed") == true)
    #expect(probe.faults.first?.contains("--scale-is-right") == true)
  }

  @Test(arguments: [
    // Full kills, close to nothing.
    [100, 98, 60, 55, 12, 9, 1.2, 0.8, 0.5, 1.4],
    // Everything dead at every dose, and a vehicle.
    [100, 101, 1.02, 0.98, 1.01, 0.99, 1.0, 1.03],
    // One dead well, and two in one dose.
    [100, 98, 1.0, 97, 95, 96, 97, 99], [100, 98, 1.0, 0.9, 95, 96, 97, 99],
    // Nothing happens.
    [100, 98, 97, 101, 95, 96, 97, 99],
  ])
  func `kills and dead wells are not`(responses: [Double]) {
    #expect(Self.probe(responses).faults.isEmpty)
  }

  @Test func `an inhibition about nothing at low doses is not`() {
    #expect(
      Self.probe([0.5, 1.2, -0.7, 1.5, 0.3, 5, 20, 24, 60, 64, 91, 88], .inhibition).faults.isEmpty)
    #expect(Self.probe([12, 0.8, 15, 1.2, 11, 1.0, 30, 34, 80, 78], .inhibition).faults.isEmpty)
    #expect(!Self.probe([5, 0.06, 20, 0.22, 40, 0.43, 80, 0.78], .inhibition).faults.isEmpty)
  }
}
