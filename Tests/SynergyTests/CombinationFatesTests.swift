import Synergy
import Testing

@Suite struct CombinationFatesTests {
  private func arm(_ dead: (Int) -> Bool) -> [CloneFate] {
    (0..<400).map { CloneFate(dead: dead($0) ? 1 : 0, known: 1) }
  }

  /// Two drugs of which each kills by a trait of its own: half the founders, and a quarter.
  private var independent: CombinationFates {
    CombinationFates(
      vehicle: arm { _ in false }, first: arm { $0 % 2 == 0 }, second: arm { $0 / 2 % 4 == 0 },
      both: arm { $0 % 2 == 0 || $0 / 2 % 4 == 0 })
  }

  @Test func `drugs that kill by traits of their own show no excess`() throws {
    let excess = try #require(independent.excess(seed: 1))
    #expect(abs(excess.value) < 1e-12)
    #expect(excess.expected.fraction == 1 - 0.5 * 0.75)
    #expect(excess.verdict == .independent)
    #expect(try #require(excess.interval).contains(0))
  }

  @Test func `the order of the drugs changes nothing`() throws {
    let swapped = CombinationFates(
      vehicle: independent.vehicle, first: independent.second, second: independent.first,
      both: independent.both)
    let one = try #require(independent.excess(seed: 1))
    let two = try #require(swapped.excess(seed: 1))
    #expect(one.value == two.value && one.interval == two.interval)
  }

  @Test func `cells that only both drugs kill are synergy`() throws {
    let fates = CombinationFates(
      vehicle: arm { _ in false }, first: arm { $0 % 10 == 0 }, second: arm { $0 % 10 == 1 },
      both: arm { $0 % 10 < 8 })
    let excess = try #require(fates.excess(seed: 1))
    #expect(abs(excess.value - (0.8 - 0.19)) < 1e-12)
    #expect(excess.verdict == .synergy)
  }

  @Test func `a seed gives the same interval, and more founders a narrower one`() throws {
    let one = try #require(independent.excess(seed: 7)?.interval)
    #expect(one == independent.excess(seed: 7)?.interval)
    func first(_ count: Int) -> CombinationFates {
      CombinationFates(
        vehicle: Array(independent.vehicle.prefix(count)),
        first: Array(independent.first.prefix(count)),
        second: Array(independent.second.prefix(count)),
        both: Array(independent.both.prefix(count)))
    }
    let few = try #require(first(40).excess(seed: 7)?.interval)
    #expect(few.upperBound - few.lowerBound > one.upperBound - one.lowerBound)
  }

  @Test func `the mean over pairs is the mean, and its interval holds it`() throws {
    let mean = try #require(CombinationFates.meanExcess(of: [independent, independent], seed: 1))
    #expect(abs(mean.mean) < 1e-12)
    #expect(mean.interval.contains(mean.mean))
  }

  @Test func `an arm of unknown fates gives no excess`() {
    let unknown = [CloneFate](repeating: .unknown, count: 400)
    let fates = CombinationFates(
      vehicle: unknown, first: unknown, second: unknown, both: unknown)
    #expect(fates.excess(seed: 1) == nil)
    #expect(CombinationFates.meanExcess(of: [fates], seed: 1) == nil)
  }

  @Test func `daughters count as the cells that they are`() throws {
    // A founder that lived and became four cells outweighs one that died alone.
    let vehicle = [CloneFate(dead: 0, known: 4), CloneFate(dead: 0, known: 4)]
    let killed = [CloneFate(dead: 1, known: 1), CloneFate(dead: 0, known: 4)]
    let fates = CombinationFates(vehicle: vehicle, first: killed, second: vehicle, both: killed)
    let excess = try #require(fates.excess(seed: 1))
    #expect(abs(excess.observed.fraction - 0.2) < 1e-15 && abs(excess.value) < 1e-15)
  }
}
