import Foundation
import Quantities
import Testing

@Suite struct QuantityTests {
  @Test(arguments: TimeDimension.units)
  func `a time comes back from every unit it is written in`(unit: Quantities.Unit<TimeDimension>)
    throws
  {
    let time = Time.hours(6.5)
    let written = "\(time.value(in: unit))\(unit.symbol)"
    let back = try Time(parsing: written)
    // One multiplication and one division by the scale: two roundings.
    #expect(abs(back / time - 1) < 1e-15)
  }

  @Test(arguments: [
    ("10nM", 10.0), ("10 nM", 10), ("1e-3 µM", 1), ("0.5uM", 500), (" 2 mM ", 2e6), ("-1nM", -1),
    ("3pM", 0.003),
  ])
  func `a concentration reads as people write it`(text: String, nanomolar: Double) throws {
    let value = try Concentration(parsing: text).nanomolar
    #expect(abs(value - nanomolar) <= 1e-12 * abs(nanomolar))
  }

  @Test(arguments: [
    ("10", "“10” has no unit: write one of pM, nM, µM, mM, M, like 10nM"),
    ("10 nm", "“nm” is no unit of concentration: write one of pM, nM, µM, mM, M, like 10nM"),
    ("ten nM", "“ten nM” is no concentration: write a number and a unit, like 10nM"),
    ("", "“” is no concentration: write a number and a unit, like 10nM"),
    ("1e12M", "“1e12M” is beyond any concentration: pure water is 55.5 M of itself"),
    ("1e999nM", "“1e999nM” is no concentration: write a number and a unit, like 10nM"),
  ])
  func `a refused concentration says what to write`(text: String, sentence: String) {
    #expect {
      try Concentration(parsing: text)
    } throws: { error in
      "\(error)" == sentence
    }
  }

  @Test func `a quantity is shown in the unit that suits it`() {
    #expect(Time.seconds(90).description == "1.5 min")
    #expect(Time.hours(24).description == "1 d")
    #expect(Concentration.nanomolar(0.25).description == "250 pM")
    #expect(Concentration.micromolar(1).description == "1 µM")
    #expect(Concentration.zero.description == "0 nM")
  }

  @Test func `a nanomole per litre in a picolitre is 602 molecules`() {
    let molecules = Concentration.nanomolar(1).molecules(in: .picolitres(1))
    #expect(abs(molecules - 602.214_076) < 1e-9)
  }

  @Test func `a half-life and its rate belong together`() {
    let rate = Time.hours(2).rateOfHalfLife
    #expect(abs(exp(-rate.canonicalValue * 7200) - 0.5) < 1e-15)
  }

  @Test func `viability and inhibition mirror each other`() {
    #expect(Viability(fraction: 0.3).inhibition.fraction == 0.7)
    #expect(Inhibition(fraction: 0.25).viability.fraction == 0.75)
  }
}

@Suite struct FormattingTests {
  @Test(arguments: [
    (0.0, "0"), (1, "1"), (10.47, "10.5"), (1234.5, "1230"), (123_456, "123000"),
    (1_234_567, "1.23e6"), (0.000_123_4, "0.000123"), (0.000_012_34, "1.23e-5"), (-2.5, "−2.5"),
    (9.996, "10"), (99.96, "100"), (.infinity, "∞"), (0.1, "0.1"),
  ])
  func `a number has three digits for people`(value: Double, text: String) {
    #expect(value.forPeople() == text)
  }

  @Test func `a missing number is absent, never 0`() {
    #expect(Double.nan.forPeople() == "–")
  }

  @Test(arguments: [
    (1.5, 0.1, 0.15), (0.3, 0.11, 0.033), (7, 0.05, 0.35), (3, 0.1, 0.3), (1000, 0.11, 110),
    (0, 0.1, 0),
  ])
  func `a product of decimals has the digits of decimals`(a: Double, b: Double, product: Double) {
    #expect(a.multipliedInDecimals(by: b) == product)
    #expect(b.multipliedInDecimals(by: a) == product)
  }

  @Test func `a product that is no short decimal stays as it is`() {
    #expect((1.0 / 3).multipliedInDecimals(by: 1.0 / 7) == 1.0 / 3 * (1.0 / 7))
    #expect(Double.nan.multipliedInDecimals(by: 1).isNaN)
    #expect(1e308.multipliedInDecimals(by: 10) == .infinity)
    for index in 1...200 {
      let (a, b) = (Double(index) * 0.37, 1 / Double(index))
      #expect(abs(a.multipliedInDecimals(by: b) - a * b) <= 2 * (a * b).ulp)
    }
  }
}
