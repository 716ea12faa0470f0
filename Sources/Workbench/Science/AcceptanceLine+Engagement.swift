import Assays
import Experiments
import ModelLibrary
import Quantities
import Simulation

/// S1, S2 and S9: the drug in the groove, what it puts out of there, and the blot that shows it.
extension AcceptanceLine {
  static let engagement = [fretPotency, tightBindingFloor, displacement, recapture, blot]

  /// The guide states neither protein nor tracer nor its affinity: all are chosen here. [C]
  private static let competition = CompetitiveBinding(
    protein: .nanomolar(8), tracer: .nanomolar(2), tracerDissociation: .nanomolar(2))

  /// From what a plate reader can see at all to more than anyone wastes, in steps of a tenth.
  private static let proteins: [Concentration] = (0..<50).map { step in
    .nanomolar((0..<step).reduce(0.5) { product, _ in product * 1.1 })
  }

  /// The protein concentrations at which an assay shows potencies within ×/÷ 1.5 of the guide's.
  private static func proteins(
    showing potencies: [(published: Concentration, dissociation: Concentration)]
  ) -> [Concentration] {
    proteins.filter { protein in
      var well = competition
      well.protein = protein
      return potencies.allSatisfy {
        let ratio = well.halfInhibition(dissociation: $0.dissociation) / $0.published
        return ratio <= 1.5 && ratio >= 1 / 1.5
      }
    }
  }

  private static let fretPotency = AcceptanceLine(
    "S1.1", .targetEngagement,
    .usedInCalibration(how: "the model's Ki was chosen with both potencies in view"),
    stated: "FRET potency 5 nM for BCL-2 and 4 nM for BCL-xL, of an assay that is not described",
    criterion:
      "with 2 nM tracer of Kd 2 nM there are protein concentrations at which both simulated "
      + "IC50s lie within ×/÷ 1.5"
  ) { _ in
    let drug = BH3Mimetic.azd4320
    guard let bcl2 = drug.modelAffinity(for: .bcl2), let bclXL = drug.modelAffinity(for: .bclXL)
    else { return Judgement("the model gives no affinity", holds: nil) }
    let published = [Concentration.nanomolar(5), .nanomolar(4)]
    let fitting = proteins(showing: [(published[0], bcl2.value), (published[1], bclXL.value)])
    let weak = Concentration.nanomolar(100)
    let withWeakDrug = proteins(showing: [(published[0], weak), (published[1], weak)])
    let range = fitting.first.flatMap { first in fitting.last.map { "\(first) to \($0)" } }
    return Judgement(
      range.map { "with \($0) of protein, from a Ki of \(bcl2.value) for both" }
        ?? "no protein concentration shows both", holds: !fitting.isEmpty,
      control: .init(
        "a Ki of \(weak) instead", found: "\(withWeakDrug.count) such concentrations",
        stillHolds: !withWeakDrug.isEmpty))
  }

  private static let tightBindingFloor = AcceptanceLine(
    "S1.2", .targetEngagement, stated: "a competition IC50 has a floor",
    criterion: "however tight the drug, its IC50 is at least half the protein; and the IC50 of the "
      + "model's drug gives its Ki back within 1 %"
  ) { _ in
    let floors = [2.0, 8, 32].map { protein -> Double in
      var well = competition
      well.protein = .nanomolar(protein)
      return well.halfInhibition(dissociation: .nanomolar(1e-6)) / well.protein
    }
    let known = Concentration.nanomolar(0.3)
    let back = competition.dissociation(
      fromHalfInhibition: competition.halfInhibition(dissociation: known))
    let recovered = back.map { ($0 / known - 1).magnitude <= 0.01 } ?? false
    return Judgement(
      "IC50 over protein at 2, 8 and 32 nM: "
        + floors.map { $0.forPeople() }.joined(separator: ", ")
        + "; \(known) comes back as \(back.map(\.description) ?? "nothing")",
      holds: floors.allSatisfy { $0 >= 0.5 } && recovered,
      control: .init(
        "a weak drug (1 µM) instead",
        found: "IC50 \(competition.halfInhibition(dissociation: .micromolar(1)))",
        stillHolds: competition.halfInhibition(dissociation: .micromolar(1)) <= competition.protein)
    )
  }

  // MARK: Displacement

  private static let exposure = Time.hours(4)
  private static let doses = [10.0, 30, 100, 300, 1000]

  private static func observables(_ model: ApoptosisModel) -> [Readout] {
    let held: [(Protein, Protein)] = [
      (.bim, .bcl2), (.bad, .bcl2), (.bak, .bcl2), (.bim, .mcl1),
    ]
    return held.compactMap { protein, guardian in
      model.held(protein, by: guardian).map {
        Readout("\(protein.name):\(guardian.name)", unit: "nM", $0)
      }
    } + [
      Readout("total BCL-2", unit: "nM", model.total(of: .bcl2)),
      Readout("total BIM", unit: "nM", model.total(of: .bim)),
      Readout("total BAD", unit: "nM", model.total(of: .bad)),
      Readout("total BAK", unit: "nM", model.total(of: .bak)),
    ]
  }

  /// Means over cells after 4 h, vehicle first, in the order of the doses.
  private struct Bound {
    let cells: CellExperiment
    let arms: [TreatedPopulation.Arm]

    init(_ bench: ScienceBench, binding: ApoptosisModel.DrugBinding = .on) async throws {
      let model = ApoptosisModel(of: .pc9BCL2, drugs: [.azd4320], drugBinding: binding)
      let asked = ScienceBench.Cells(model, observing: observables(model))
      cells = try await bench.founders(of: asked).experiment
      arms = try await bench.arms(
        of: asked,
        under: [.vehicle] + doses.map { Treatment([.init("AZD4320", .nanomolar($0), .free)]) },
        until: exposure, reportedAt: [exposure])
    }

    func means(_ name: String) -> [Double] {
      guard let readout = cells.observable(name) else { return [] }
      return arms.map { arm in
        PopulationReading(
          arm.valuesByFounder(at: exposure) { $0.value(ofReadout: readout, at: 0) }
        ).mean
      }
    }
  }

  private static func falls(_ values: [Double]) -> Bool {
    values.count > 1 && zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
  }

  private static func shares(_ values: [Double]) -> String {
    values.dropFirst().map { "\((100 * $0 / values[0]).forPeople(digits: 2))" }
      .joined(separator: ", ")
  }

  private static let displacement = AcceptanceLine(
    "S2.1", .displacement, stated: "AZD4320 puts BIM and BAD out of BCL-2",
    criterion: "in PC9+BCL-2 at 4 h BIM:BCL-2 and BAD:BCL-2 fall with every higher dose, 10 nM to "
      + "1 µM free"
  ) { bench in
    let (bound, unbound) = (try await Bound(bench), try await Bound(bench, binding: .off))
    let (bim, bad) = (bound.means("BIM:BCL-2"), bound.means("BAD:BCL-2"))
    let cut = unbound.means("BIM:BCL-2")
    return Judgement(
      "of vehicle's, %: BIM:BCL-2 \(shares(bim)); BAD:BCL-2 \(shares(bad))",
      holds: falls(bim) && falls(bad),
      control: .init(
        "the drug's binding off", found: "BIM:BCL-2 \(shares(cut)) %",
        stillHolds: (cut.last ?? .nan) < 0.99 * (cut.first ?? .nan)))
  }

  private static let recapture = AcceptanceLine(
    "S2.2", .displacement, stated: "MCL-1, which the drug leaves alone, takes up what is freed",
    criterion: "BIM:MCL-1 is higher at 100 nM free than under vehicle"
  ) { bench in
    let (bound, unbound) = (try await Bound(bench), try await Bound(bench, binding: .off))
    let (held, cut) = (bound.means("BIM:MCL-1"), unbound.means("BIM:MCL-1"))
    guard held.count == doses.count + 1 else { return Judgement("no such complex", holds: nil) }
    return Judgement(
      "\(held[0].forPeople()) nM under vehicle, \(held[3].forPeople()) nM at 100 nM",
      holds: held[3] > held[0],
      control: .init(
        "the drug's binding off", found: "\(cut[3].forPeople()) nM",
        stillHolds: cut[3] > 1.01 * cut[0]))
  }

  private static let blot = AcceptanceLine(
    "S9", .coImmunoprecipitation,
    stated: "in PC9 cells with much BCL-2, AZD4320 takes BIM, BAK and BAD off BCL-2 within 4 h",
    criterion:
      "at 100 nM free, after washing, the beads' BIM and BAD bands can be seen under vehicle "
      + "and fall below 80 % of it; BCL-2 on the beads and BIM in the input stay within 20 %; BAK "
      + "falls if its band can be seen"
  ) { bench in
    let (bound, unbound) = (try await Bound(bench), try await Bound(bench, binding: .off))
    let model = ApoptosisModel(of: .pc9BCL2, drugs: [.azd4320])
    let bands = [Protein.bim, .bad, .bak].map { Band($0, model, bound) }
    let steady = ["total BCL-2", "total BIM"].map { name in
      let values = bound.means(name)
      return values.count > 3 ? values[3] / values[0] : .nan
    }
    let falls = bands.map { $0.isVisible ? $0.left < 0.8 : nil }
    let cut = Band(.bim, model, unbound)
    return Judgement(
      bands.map(\.sentence).joined(separator: "; ")
        + "; of vehicle's, BCL-2 on the beads \(percent(steady[0])), input BIM \(percent(steady[1]))",
      holds: falls[0] == true && falls[1] == true && falls[2] != false
        && steady.allSatisfy { ($0 - 1).magnitude <= 0.2 },
      control: .init(
        "the drug's binding off", found: "BIM \(percent(cut.left)) of vehicle's",
        stillHolds: cut.left < 0.8))
  }

  /// A partner's band on the beads after washing.
  private struct Band {
    let protein: Protein
    /// Of all that the vehicle's cells hold of it.
    let underVehicle: Double
    /// At 100 nM free, of vehicle's band.
    let left: Double

    init(_ protein: Protein, _ model: ApoptosisModel, _ bound: Bound) {
      self.protein = protein
      let held = bound.means("\(protein.name):BCL-2")
      let total = bound.means("total \(protein.name)")
      let washed = CoIPAssay().washed(
        .init(protein.name, dissociation: model.release(of: protein, from: .bcl2)))
      underVehicle = held.isEmpty || total.isEmpty ? .nan : held[0] * washed / total[0]
      left = held.count > 3 ? held[3] / held[0] : .nan
    }

    /// The input lane holds a share of the cells, and its band is the measure of what can be seen.
    var isVisible: Bool {
      underVehicle >= CoIPProtocol().visibleBand * CoIPProtocol().inputShare
    }

    var sentence: String {
      isVisible
        ? "\(protein.name) falls to \(percent(left))"
        : "no band of \(protein.name) is left after washing, even under vehicle"
    }
  }
}
