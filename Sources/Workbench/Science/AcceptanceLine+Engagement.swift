import Assays
import Experiments
import ModelLibrary
import Quantities
import Simulation

/// S1 and S2: the drug in the groove, and what it puts out of there.
extension AcceptanceLine {
  static let engagement = [
    fretPotency, tightBindingFloor, displacement, recapture, displacementFromBCLXL,
  ]

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
    else { return .untold("the model gives no affinity") }
    let published = [Concentration.nanomolar(5), .nanomolar(4)]
    let fitting = proteins(showing: [(published[0], bcl2.value), (published[1], bclXL.value)])
    let weak = Concentration.nanomolar(100)
    let withWeakDrug = proteins(showing: [(published[0], weak), (published[1], weak)])
    let range = fitting.first.flatMap { first in fitting.last.map { "\(first) to \($0)" } }
    return Judgement(
      range.map { "with \($0) of protein, from a Ki of \(bcl2.value) for both" }
        ?? "no protein concentration shows both", holds: !fitting.isEmpty,
      controls: [
        .init(
          "a Ki of \(weak) instead", why: "a drug that binds badly must show no such potency",
          found: "\(withWeakDrug.count) such concentrations", stillHolds: !withWeakDrug.isEmpty)
      ])
  }

  private static let tightBindingFloor = AcceptanceLine(
    "S1.2", .targetEngagement, stated: "a competition IC50 has a floor",
    criterion: "however tight the drug, its IC50 is at least half the protein; and the IC50 of the "
      + "model's drug gives its Ki back within 1 %"
  ) { _ in
    let tight = Concentration.nanomolar(1e-6)
    let proteins = [2.0, 8, 32]
    let floors = proteins.map { protein -> Double in
      var well = competition
      well.protein = .nanomolar(protein)
      return well.halfInhibition(dissociation: tight) / well.protein
    }
    let known = Concentration.nanomolar(0.3)
    let back = competition.dissociation(
      fromHalfInhibition: competition.halfInhibition(dissociation: known))
    let recovered = back.map { ($0 / known - 1).magnitude <= 0.01 } ?? false
    // Cheng and Prusoff's formula, which lets the free drug be all the drug.
    let undepleted = tight * (1 + competition.tracer / competition.tracerDissociation)
    let without = proteins.map { undepleted / .nanomolar($0) }
    func told(_ floors: [Double]) -> String {
      floors.map { $0.forPeople() }.joined(separator: ", ")
    }
    return Judgement(
      "IC50 over protein at 2, 8 and 32 nM: \(told(floors)); \(known) comes back as "
        + (back.map(\.description) ?? "nothing"),
      holds: floors.allSatisfy { $0 >= 0.5 } && recovered,
      controls: [
        .init(
          "no drug used up by the protein (Cheng–Prusoff)",
          why: "that the protein takes drug out of the well is all that makes a floor",
          found: "IC50 over protein \(told(without))",
          stillHolds: without.allSatisfy { $0 >= 0.5 })
      ])
  }

  // MARK: Displacement

  private static let exposure = Time.hours(4)
  private static let doses = [10.0, 30, 100, 300, 1000]
  /// The BH3-only proteins that BCL-2 and BCL-xL hold in a cell to which nothing was done.
  private static let partners = [Protein.bim, .puma, .bad]

  private static func observables(_ model: ApoptosisModel) -> [Readout] {
    let held: [(Protein, Protein)] =
      partners.flatMap { [($0, .bcl2), ($0, .bclXL)] } + [(.bak, .bcl2), (.bim, .mcl1)]
    return held.compactMap { protein, guardian in
      model.held(protein, by: guardian).map {
        Readout("\(protein.name):\(guardian.name)", unit: "nM", $0)
      }
    }
      + [Protein.bcl2, .bim, .bad, .bak].map {
        Readout("total \($0.name)", unit: "nM", model.total(of: $0))
      }
  }

  /// Means over cells after 4 h, vehicle first, in the order of the doses.
  struct Bound {
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

    /// Of an observable, with its spread over cells; none for one that the cells do not have.
    func readings(_ name: String) -> [PopulationReading] {
      guard let readout = cells.observable(name) else { return [] }
      return arms.map { arm in
        PopulationReading(
          arm.valuesByFounder(at: exposure) { $0.value(ofReadout: readout, at: 0) })
      }
    }

    func means(_ name: String) -> [Double] { readings(name).map(\.mean) }

    /// The complexes of a guardian that fall with every higher dose, and those that do not.
    func falling(from guardian: Protein) -> (told: String, holds: Bool, least: Double) {
      let courses = partners.map { ($0, means("\($0.name):\(guardian.name)")) }
      return (
        courses.map { "\($0.name):\(guardian.name) \(shares($1))" }.joined(separator: "; "),
        courses.allSatisfy { falls($1) },
        courses.map { ($1.last ?? .nan) / ($1.first ?? .nan) }.min() ?? .nan
      )
    }
  }

  private static func falls(_ values: [Double]) -> Bool {
    values.count > 1 && zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
  }

  private static func shares(_ values: [Double]) -> String {
    values.dropFirst().map { "\((100 * $0 / values[0]).forPeople(digits: 2))" }
      .joined(separator: ", ")
  }

  /// Whether a guardian's partners leave it, dose by dose.
  private static func judged(_ guardian: Protein, on bench: ScienceBench) async throws -> Judgement
  {
    let (bound, unbound) = (try await Bound(bench), try await Bound(bench, binding: .off))
    let (found, cut) = (bound.falling(from: guardian), unbound.falling(from: guardian))
    return Judgement(
      "of vehicle's, %: \(found.told)", holds: found.holds,
      controls: [
        .init(
          "the drug's binding off", why: "only a drug in the groove can put them out",
          found: "\(cut.told) %",
          // The solver's last digits may order equal numbers: a fall is more than a hundredth.
          stillHolds: cut.holds && cut.least < 0.99, moves: cut.least > found.least + 0.01)
      ])
  }

  private static let displacement = AcceptanceLine(
    "S2.1", .displacement, stated: "AZD4320 puts BIM and BAD out of BCL-2",
    criterion: "in PC9+BCL-2 at 4 h what BCL-2 holds of BIM, PUMA and BAD falls with every higher "
      + "dose, 10 nM to 1 µM free"
  ) { try await judged(.bcl2, on: $0) }

  private static let displacementFromBCLXL = AcceptanceLine(
    "S2.3", .displacement, stated: "and out of BCL-xL",
    criterion: "in PC9+BCL-2 at 4 h what BCL-xL holds of BIM, PUMA and BAD falls with every higher "
      + "dose, 10 nM to 1 µM free"
  ) { try await judged(.bclXL, on: $0) }

  private static let recapture = AcceptanceLine(
    "S2.2", .displacement, stated: "MCL-1, which the drug leaves alone, takes up what is freed",
    criterion:
      "at 100 nM free MCL-1 holds more BIM than under vehicle, and less than all that BCL-2 "
      + "and BCL-xL have lost: it takes up a part"
  ) { bench in
    func recaptured(_ bound: Bound) -> (vehicle: Double, treated: Double, lost: Double)? {
      let courses = ["MCL-1", "BCL-2", "BCL-xL"].map { bound.means("BIM:\($0)") }
      guard courses.allSatisfy({ $0.count == doses.count + 1 }) else { return nil }
      return (
        courses[0][0], courses[0][3],
        courses[1][0] - courses[1][3] + courses[2][0] - courses[2][3]
      )
    }
    guard let found = recaptured(try await Bound(bench)),
      let cut = recaptured(try await Bound(bench, binding: .off))
    else { return .untold("no such complex") }
    let gain = found.treated - found.vehicle
    return Judgement(
      "\(found.vehicle.forPeople()) nM under vehicle, \(found.treated.forPeople()) nM at 100 nM: "
        + "\(percent(gain / found.lost)) of the \(found.lost.forPeople()) nM that BCL-2 and BCL-xL "
        + "lose", holds: gain > 0 && gain < found.lost,
      controls: [
        .init(
          "the drug's binding off", why: "what is not freed cannot be taken up",
          found: "\(cut.treated.forPeople()) nM", stillHolds: cut.treated > 1.01 * cut.vehicle)
      ])
  }
}
