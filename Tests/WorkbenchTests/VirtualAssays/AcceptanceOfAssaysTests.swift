import Assays
import DoseResponse
import Testing
import Workbench

/// What the virtual experiments say of the guide's numbers, computed and never tuned: a line that
/// fails is kept as a known issue with its reason.
@Suite struct AcceptanceOfAssaysTests {
  private static let doses = "0.3,1,3,6,10,20,30,60,100,300,1000nM"

  private func observations(
    _ line: String, _ kind: PlateExperiment.Kind, at time: String? = nil
  ) async throws -> [PlateObservation] {
    try await PlateExperiment(
      request(line: line, drugs: ["AZD4320=\(Self.doses)"], cells: 100) {
        $0.times = [time].compactMap(\.self)
      }, kind: kind
    ).run().observations
  }

  private func caspaseEC50(_ line: String) async throws -> Double {
    let curve = PlateAnalysis(of: try await observations(line, .caspase)).curve
    #expect((curve?.hillSlope?.value ?? 0) > 1.5, "\(line)")
    return try #require(curve?.relativeEC50?.value)
  }

  private func viabilityIC50(_ line: String) async throws -> Double {
    let scale = ControlNormalisation.fractionOfVehicleLessBlank
    let wells = try scale.normalise(try await observations(line, .viabilityByMTT))
    let series = try SeriesAssembly.series(of: wells, scale: scale.responseScale)
    var options = DoseResponseFitOptions()
    options.loss = .leastSquares
    var fitter = DoseResponseFitter(options: options)
    let fit = fitter.fit(try #require(series.first).series)
    return try #require(fit.absoluteIC50.estimate?.estimate)
  }

  /// S1. Protein, tracer and affinity are round numbers named beforehand, none a fact.
  @Test func `S1: one competition returns both published IC50s within 1.5, above its floor`() throws
  {
    let result = try FRETExperiment(
      drug: "AZD4320=0.3,1,3,10,30nM", targets: [], protein: "5nM", tracer: "5nM",
      tracerDissociation: "5nM", repeats: nil, seed: 1
    ).run()
    let table = try #require(result.derived?.table)
    let column = try #require(table.columns.firstIndex { $0.name == "ic50_nM" })
    for (row, published) in zip(table.rows, [5.0, 4.0]) {
      guard case .number(let ic50) = row[column] else {
        Issue.record("no IC50")
        continue
      }
      print("S1: IC50 \(ic50) nM; published \(published) nM")
      #expect((1 / 1.5...1.5).contains(ic50 / published))
    }
  }

  /// S6.
  @Test func `S6: caspase EC50s at 6 h lie within 2 of the published, in their order`() async throws
  {
    var found: [Double] = []
    for (line, published) in [("RS4;11", 10.0), ("Ri-1", 15), ("OCI-M1", 60)] {
      let value = try await caspaseEC50(line)
      print("S6: \(line) EC50 \(value) nM; published \(published) nM")
      #expect((0.5...2).contains(value / published), "\(line): \(value) nM")
      found.append(value)
    }
    #expect(found == found.sorted())
  }

  /// S8.
  @Test func `S8: viability IC50s at 72 h lie within 2 of the published, in their order`()
    async throws
  {
    var found: [Double] = []
    for (line, published) in [("KPUM-UH1", 17.0), ("KPUM-MS3", 26), ("STR-428", 170)] {
      let value = try await viabilityIC50(line)
      print("S8: \(line) IC50 \(value) nM; published \(published) nM")
      func judge() { #expect((0.5...2).contains(value / published), "\(line): \(value) nM") }
      if line == "STR-428" {
        withKnownIssue(
          """
          The levels of this line were worked out on cells that do not divide, of which a third \
          survives any dose for 72 h. Cells that divide change their levels meanwhile, so that most \
          survivors come to be killable.
          """
        ) { judge() }
      } else {
        judge()
      }
      found.append(value)
    }
    #expect(found == found.sorted())
  }

  /// S8, and P7.
  @Test func `S8: in one line the 72 h IC50 lies below the 6 h EC50`() async throws {
    for line in ["RS4;11", "Ri-1", "OCI-M1"] {
      let late = try await viabilityIC50(line)
      let early = try await caspaseEC50(line)
      print("S8: \(line) 72 h IC50 \(late) nM, 6 h EC50 \(early) nM")
      #expect(late < early, "\(line)")
    }
  }

  /// S9. BAK is asked for only if it can be seen; with these affinities it cannot.
  @Test func `S9: BIM leaves the beads, inputs stay, control beads are empty, and BAD washes off`()
    async throws
  {
    var asked = request(drugs: ["AZD4320=100,300,1000,3000nM"], cells: 100)
    asked.lines = []
    let result = try await CoIPExperiment(asked).run()
    func density(_ lane: String, _ blot: String, _ dose: Double) -> Double {
      let bands = result.records.filter {
        $0["lane"] == lane && $0["blot"] == blot && Double($0["nominal_nM"] ?? "") == dose
      }.compactMap { Double($0["band_AU"] ?? "") }
      return bands.reduce(0, +) / Double(bands.count)
    }
    func isVisible(_ lane: String, _ blot: String) -> Bool {
      result.records.contains {
        $0["lane"] == lane && $0["blot"] == blot && $0["role"] == "vehicle"
          && $0["visible"] == "yes"
      }
    }
    let bim = [0.0, 100, 300, 1000, 3000].map { density("IP", "BIM", $0) }
    print("S9: BIM on the beads, AU \(bim), BAK visible \(isVisible("IP", "BAK"))")
    #expect(isVisible("IP", "BIM") && !isVisible("IgG", "BIM"))
    #expect(bim[3] < 0.5 * bim[0] && bim[4] < bim[3])
    #expect(abs(density("input", "BIM", 1000) / density("input", "BIM", 0) - 1) < 0.3)
    withKnownIssue(
      """
      BAD falls in the cells, but its complex with BCL-2 comes apart within minutes (11 nM at 1e-3 per \
      nM and second), so that 45 min of washing leave none of it without drug either.
      """
    ) { #expect(isVisible("IP", "BAD")) }
  }
}
