import Experiments
import Expressions
import ModelLibrary
import Quantities
import Testing

/// The mean RS4;11 cell against the numbers of a throw-away prototype in another language and solver.
///
/// Its numbers carry two digits, and those of one digit more than 5 % of rounding; the band of 5 % is
/// the prototype's own.
@Suite struct DeveloperRegressionTests {
  private static let restingAmounts: [(Symbol, Double)] = [
    ("BCL2", 118), ("BCLXL", 7.9), ("MCL1", 29), ("BIM", 0.104), ("BAX_active", 0.0086),
    ("BAK_active", 0.012), ("BAX4", 4e-6), ("BAK4", 1.6e-5), ("BIM_BCL2", 22.7),
    ("BIM_MCL1", 3.7), ("NOXA_MCL1", 5.9), ("BAD_BCL2", 4.3),
  ]

  @Test func `the untreated cell rests where the prototype rests`() async throws {
    let cell = try await SingleCell(ApoptosisModel(of: .rs411))
    for (species, expected) in Self.restingAmounts {
      let found = cell.resting(species)
      #expect((found / expected - 1).magnitude < 0.05, "\(species): \(found) nM, not \(expected)")
    }
  }

  @Test(arguments: [
    (0.6, 13.7), (1, 7.6), (1.5, 5.1), (3, 2.8), (10, 1.2), (100, 0.5),
  ])
  func `free AZD4320 kills at the prototype's time`(dose: Double, hours: Double) async throws {
    try await expectDeath(by: .azd4320, dose: dose, hours: hours)
  }

  @Test(arguments: [(0.3, 17.9), (1, 6.3), (10, 1.2)])
  func `free venetoclax kills at the prototype's time`(dose: Double, hours: Double) async throws {
    try await expectDeath(by: .venetoclax, dose: dose, hours: hours)
  }

  @Test func `at 0.3 nM free AZD4320 the cell outlives three days`() async throws {
    let cell = try await SingleCell(ApoptosisModel(of: .rs411, drugs: [.azd4320]))
    let course = try await cell.course([("AZD4320", 0.3)], until: .hours(72))
    #expect(course.ending == .observed)
    #expect(course.isDead(by: .hours(72)) == false)
  }

  private func expectDeath(by drug: BH3Mimetic, dose: Double, hours: Double) async throws {
    let cell = try await SingleCell(ApoptosisModel(of: .rs411, drugs: [drug]))
    let death = try #require(
      try await cell.course([(drug.name, dose)], until: .hours(72)).death)
    #expect((death.hours / hours - 1).magnitude < 0.05, "\(death.hours) h, not \(hours) h")
  }
}
