import Assays
import FileFormats
import Foundation
import Testing
import Workbench

/// What a bench is asked to pipette for a design, as JSON tells it.
@Suite struct PlateDesignVolumeTests {
  private struct Answer: Decodable {
    struct Step: Decodable {
      var stage: String
      var drug: String
      var assay_dose_nM: Double
      var from_nM: Double
      var take_uL: Double
      var add_uL: Double
      var gives_nM: Double
      var on_the_way: Bool
    }
    var well_volume_uL: Double
    var added_volume_uL: Double
    var seeded_volume_uL: Double
    var solvent_fraction: Double
    var intermediate_plate: Bool
    var steps: [Step]
  }

  private func answer(_ change: (inout PlateDesignRequest) -> Void) throws -> Answer {
    var request = PlateDesignRequest()
    request.drugs = ["d=100nM:10:3"]
    request.replicates = 2
    (request.vehicle, request.positive, request.blank) = (4, 2, 2)
    change(&request)
    let design = try request.run()
    return try JSONDecoder().decode(Answer.self, from: JSONEncoder().encode(design.answer))
  }

  @Test(arguments: [(24, 500.0), (48, 250), (96, 100), (384, 50), (1536, 8)])
  func `a well holds what such wells hold`(wells: Int, volume: Double) throws {
    let found = try answer { $0.wells = wells }
    #expect(found.well_volume_uL == volume)
    #expect(abs(found.added_volume_uL + found.seeded_volume_uL - volume) < 1e-6)
  }

  @Test(arguments: [(384, "5mL", "10 µL to 90 µL"), (96, "5uL", "30 µL to 280 µL")])
  func `a volume that such wells cannot hold is refused`(
    wells: Int, volume: String, needed: String
  ) throws {
    let refusal = try #require(throws: InputRefusal.self) {
      try answer {
        $0.wells = wells
        $0.volume = volume
      }
    }
    #expect(refusal.faults.contains { $0.needed == needed }, "\(refusal.faults)")
  }

  /// From 10 mM to 1 pM are ten decades; a hand makes them in steps.
  @Test(arguments: ["1pM", "1pM:10:3", "150nM,1nM", "100nM:3:9", "1uM:1000:3", "66nM"])
  func `the sheet adds up, and no step is beyond a pipette`(doses: String) throws {
    let found = try answer { $0.drugs = ["d=\(doses)"] }
    var made: [Double: Double] = [:]
    for step in found.steps {
      let volume = step.take_uL + step.add_uL
      // What goes in comes out.
      #expect(abs(step.from_nM * step.take_uL / (step.gives_nM * volume) - 1) < 1e-6)
      // A step into medium is set by the part of solvent: a tenth of it is taken.
      let largest = step.stage == "in solvent" ? 100 : 1 / (10 * found.solvent_fraction)
      #expect(volume / step.take_uL <= largest * (1 + 1e-6))
      #expect(step.take_uL >= 1 - 1e-9 && (step.add_uL == 0 || step.add_uL >= 1 - 1e-9))
      #expect(volume <= 50_000)
      if step.from_nM < 1e7 * (1 - 1e-9) {
        let source = try #require(
          made.first { abs($0.key / step.from_nM - 1) < 1e-6 }, "nothing holds \(step.from_nM) nM")
        made[source.key] = source.value - step.take_uL
      }
      made[step.gives_nM] = volume
    }
    // No tube gives more than it held.
    #expect(made.values.allSatisfy { $0 > 0 })
    for step in found.steps where step.stage == "in solvent" && !step.on_the_way {
      #expect(abs(step.gives_nM * found.solvent_fraction / step.assay_dose_nM - 1) < 1e-6)
    }
    let last = found.steps.last {
      $0.stage == (found.intermediate_plate ? "in medium" : "in solvent")
    }
    let well =
      try #require(last).gives_nM * found.added_volume_uL
      / (found.added_volume_uL + found.seeded_volume_uL)
    #expect(abs(well / (try #require(last).assay_dose_nM) - 1) < 1e-6)
  }

  @Test func `doses that no tube can hold apart are refused in words`() throws {
    let refusal = try #require(throws: InputRefusal.self) {
      try answer { $0.drugs = ["d=100nM,100.001nM"] }
    }
    #expect(refusal.faults.contains { $0.found.hasPrefix("d: the tube for 100") })
  }
}
