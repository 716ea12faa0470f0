import Figures
import Testing

struct AxisTicksTests {
  @Test(arguments: [0...1, -5...115, 0...6, 1e-9...2e-9, -1e12...1e12, 99.9...100.1])
  func `linear ticks lie within the range, rise by one step, and are few`(
    range: ClosedRange<Double>
  ) {
    let ticks = AxisTicks.linear(range)
    let slack = 1e-9 * (range.upperBound - range.lowerBound)
    #expect((3...11).contains(ticks.count))
    #expect(ticks.allSatisfy { $0 >= range.lowerBound - slack && $0 <= range.upperBound + slack })
    let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 1e-6 * steps[0] })
  }

  @Test func `percent ticks are the quarters`() {
    #expect(AxisTicks.linear(0...100, count: 4) == [0, 25, 50, 75, 100])
  }

  @Test func `decades are typed exactly`() {
    #expect(AxisTicks.decades(0.09...1001) == [0.1, 1, 10, 100, 1000])
  }

  @Test func `less than two decades show halves and fifths`() {
    #expect(AxisTicks.decades(3...40) == [5, 10, 20])
  }

  @Test(arguments: [
    0...0, 0...Double.leastNonzeroMagnitude, -1e308...1e308, 0...Double.infinity,
  ])
  func `ranges that no axis can show give a tick or none, and no crash`(range: ClosedRange<Double>)
  {
    #expect(AxisTicks.linear(range).count <= 1)
    #expect(AxisTicks.decades(0...1).isEmpty)
    #expect(AxisTicks.decades(1...Double.infinity).isEmpty)
  }
}
