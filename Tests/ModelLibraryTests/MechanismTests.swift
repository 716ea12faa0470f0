import Experiments
import Expressions
import ModelLibrary
import Quantities
import Testing

/// What the mechanism must do, whatever its numbers: S3, S4 and S5.
@Suite struct MechanismTests {
  /// A dose, in nM free, that kills the mean cell of each sensitive line well within a day.
  private static let lethal: [(line: CellLine, free: Double)] = [
    (.rs411, 1), (.rs411, 10), (.rs411, 100), (.ri1, 10), (.ri1, 100), (.ociM1, 30), (.ociM1, 300),
    (.genericAML, 10), (.molt4, 10),
  ]

  @Test(arguments: lethal)
  func `release is sudden, and what follows keeps its order`(line: CellLine, free: Double)
    async throws
  {
    let cell = try await SingleCell(ApoptosisModel(of: line, drugs: [.azd4320]))
    let course = try await cell.course([("AZD4320", free)], until: .hours(24))
    let release = try #require(course.releaseDuration)
    #expect(release <= .minutes(15))
    let order: [CellExperiment.Moment] = [
      .releaseBegun, .apoptosomeFormed, .caspaseActive, .death,
    ]
    let times = try order.map { try #require(course.time(of: $0)) }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    let toDeath = times[3] - (try #require(course.permeabilisation))
    #expect(toDeath >= .minutes(5) && toDeath <= .minutes(30), "MOMP to death took \(toDeath)")
  }

  @Test func `the delay shortens with dose`() async throws {
    let cell = try await SingleCell(ApoptosisModel(of: .rs411, drugs: [.azd4320]))
    var delays: [Time] = []
    for dose in [0.6, 1, 3, 10, 30, 100] {
      delays.append(
        try #require(
          try await cell.course([("AZD4320", dose)], until: .hours(72)).permeabilisation))
    }
    #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 > $1 })
  }

  private static let sensitive: [CellLine] = [
    .rs411, .ri1, .ociM1, .kpumUH1, .kpumMS3, .str428, .genericAML, .molt4,
  ]

  @Test(arguments: sensitive)
  func `without BAX and BAK nothing is released; without one of them cells still die`(
    line: CellLine
  ) async throws {
    func course(without knockouts: Set<Protein>) async throws -> CellCourse {
      try await SingleCell(
        ApoptosisModel(of: line, drugs: [.azd4320], knockouts: knockouts)
      ).course([("AZD4320", 1000)], until: .hours(24), reportedAt: [.hours(24)])
    }
    let double = try await course(without: [.bax, .bak])
    #expect(double.death == nil)
    #expect(double.value(of: .cytochromeReleased, at: 0) < 0.05)
    let bax = try await course(without: [.bax]).death
    let bak = try await course(without: [.bak]).death
    #expect(bax != nil || bak != nil)
  }

  @Test(arguments: sensitive)
  func `with drug binding off nothing happens`(line: CellLine) async throws {
    let model = ApoptosisModel(of: line, drugs: [.azd4320, .s63845], drugBinding: .off)
    let course = try await SingleCell(model).course(
      [("AZD4320", 1000), ("S63845", 1000)], until: .hours(24), reportedAt: [.hours(24)])
    #expect(course.ending == .observed)
    #expect(course.permeabilisation == nil)
    #expect(course.value(of: .cytochromeReleased, at: 0) < 1e-3)
  }

  @Test func `drug in the cell reaches what is free outside`() async throws {
    var model = ApoptosisModel(of: .rs411, drugs: [.venetoclax], knockouts: [.bax, .bak])
    model.drugBinding = .off
    let cellModel = model.cellModel
    #expect(cellModel.media.map(\.symbol) == ["venetoclax_medium"])
    #expect(cellModel.freeConcentration(of: .init("venetoclax", .nanomolar(100))) == .nanomolar(5))
  }

  @Test func `more MCL-1 protects, and an MCL-1 inhibitor takes the protection away`() async throws
  {
    func death(mcl1 factor: Double, _ doses: [(String, Double)]) async throws -> Time {
      let model = ApoptosisModel(
        of: .rs411, drugs: [.azd4320, .s63845], levelFactors: [.mcl1: factor])
      let course = try await SingleCell(model).course(
        doses.map { (drug: $0.0, nanomolar: $0.1) }, until: .hours(72))
      return try #require(course.death)
    }
    let unchanged = try await death(mcl1: 1, [("AZD4320", 3)])
    let protected = try await death(mcl1: 3, [("AZD4320", 3)])
    let exposed = try await death(mcl1: 3, [("AZD4320", 3), ("S63845", 100)])
    #expect(protected > unchanged * 2)
    #expect(exposed < unchanged)
  }
}
