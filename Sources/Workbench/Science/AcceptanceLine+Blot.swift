import Experiments
import ModelLibrary
import Quantities

/// S9: the blot that shows what a drug puts out of BCL-2, read lane by lane.
extension AcceptanceLine {
  static let blots = [blot]

  private static let blot = AcceptanceLine(
    "S9", .coImmunoprecipitation,
    stated: "in PC9 cells with much BCL-2, AZD4320 takes BIM, BAK and BAD off BCL-2 within 4 h",
    criterion:
      "at 100 nM free, after washing, the beads' BIM and BAD bands can be seen under vehicle "
      + "and fall below 80 % of it; BAK falls if its band can be seen; BCL-2 on the beads and every "
      + "input stay within 20 %; nothing can be seen on beads with an unspecific antibody"
  ) { bench in
    let model = ApoptosisModel(of: .pc9BCL2, drugs: [.azd4320])
    func read(_ binding: ApoptosisModel.DrugBinding) async throws -> Blot {
      Blot(try await Bound(bench, binding: binding), model)
    }
    let (found, cut) = (try await read(.on), try await read(.off))
    return Judgement(
      found.sentence, holds: found.hasBandLogic, because: found.missing,
      controls: [
        .init(
          "the drug's binding off", why: "a drug that binds nothing must leave every band",
          found: cut.sentence, stillHolds: cut.hasBandLogic,
          moves: (cut.partners[0].left - found.partners[0].left).magnitude > 0.01)
      ])
  }

  /// The lanes of vehicle and of 100 nM free, without noise.
  private struct Blot {
    /// BIM, BAD and BAK.
    let partners: [Band]
    let bait: Band
    /// The share of cells at 100 nM free that have permeabilised.
    let permeabilised: Double

    init(_ bound: Bound, _ model: ApoptosisModel) {
      permeabilised = bound.arms[3].fraction(reaching: .permeabilisation) ?? .nan
      partners = [Protein.bim, .bad, .bak].map { Band($0, model, bound) }
      bait = Band(.bcl2, model, bound)
    }

    var hasBandLogic: Bool {
      let falls = partners.map { $0.isVisible ? $0.left < 0.8 : nil }
      let inputs = (partners + [bait]).map(\.inputLeft)
      return falls[0] == true && falls[1] == true && falls[2] != false
        && (inputs + [bait.left]).allSatisfy { ($0 - 1).magnitude <= 0.2 }
        && !(partners + [bait]).contains(where: \.isOnUnspecificBeads)
    }

    /// What of the band logic is not met.
    var missing: String {
      let unseen = partners.prefix(2).filter { !$0.isVisible }.map(\.name)
      let moved = (partners + [bait]).filter { ($0.inputLeft - 1).magnitude > 0.2 }
        .map { "\($0.name) to \(percent($0.inputLeft))" }
      let standing = partners.filter { $0.isVisible && $0.left >= 0.8 }.map(\.name)
      return [
        unseen.isEmpty
          ? nil
          : "the guide probes for \(unseen.joined(separator: " and ")), and here the complex is "
            + "gone before it is blotted: its affinity, of the peptide in solution, does not outlast "
            + "45 min of washing",
        standing.isEmpty ? nil : "\(standing.joined(separator: " and ")) stays on the beads",
        moved.isEmpty
          ? nil
          : "the input falls, \(moved.joined(separator: ", ")), since \(percent(permeabilised)) of the "
            + "cells have permeabilised by 4 h and their pores decay",
      ].compactMap(\.self).joined(separator: "; ")
    }

    var sentence: String {
      let inputs = (partners + [bait]).map { "\($0.name) \(percent($0.inputLeft))" }
      let stray = (partners + [bait]).filter(\.isOnUnspecificBeads).map(\.name)
      return partners.map(\.sentence).joined(separator: "; ")
        + "; of vehicle's, BCL-2 on the beads \(percent(bait.left)), inputs "
        + inputs.joined(separator: ", ") + "; unspecific beads: "
        + (stray.isEmpty ? "no band" : stray.joined(separator: ", "))
    }
  }

  /// One protein in all lanes.
  private struct Band {
    let name: String
    /// On the beads under vehicle, AU: the vehicle's input band is 100.
    let underVehicle: Double
    let isVisible: Bool
    /// On the beads at 100 nM free, of vehicle's band.
    let left: Double
    let inputLeft: Double
    let isOnUnspecificBeads: Bool
    private let halfLife: Time?

    init(_ protein: Protein, _ model: ApoptosisModel, _ bound: Bound) {
      name = protein.name
      let isBait = protein == .bcl2
      let total = bound.readings("total \(name)")
      let held = isBait ? total : bound.readings("\(name):BCL-2")
      let release = isBait ? nil : model.release(of: protein, from: .bcl2)
      halfLife = release.map { .seconds(0.693_147_180_559_945_3 / $0.canonicalValue) }
      guard held.count > 3, total.count > 3 else {
        (underVehicle, left, inputLeft) = (.nan, .nan, .nan)
        (isVisible, isOnUnspecificBeads) = (false, false)
        return
      }
      let assay = CoIPAssay()
      let partner = CoIPAssay.Partner(name, dissociation: release)
      let reference = CoIPAssay.Amounts(complex: held[0], total: total[0])
      func lanes(_ arm: Int) -> [CoIPAssay.Lane: Double] {
        let bands = assay.bands(
          of: partner, .init(complex: held[arm], total: total[arm]), reference: reference,
          seed: 1)
        return Dictionary(
          bands.map { ($0.lane, $0.expected) }, uniquingKeysWith: { first, _ in first })
      }
      let (vehicle, treated) = (lanes(0), lanes(3))
      let least = 100 * assay.protocolData.visibleBand
      underVehicle = vehicle[.immunoprecipitate] ?? .nan
      isVisible = underVehicle >= least
      left = (treated[.immunoprecipitate] ?? .nan) / underVehicle
      inputLeft = (treated[.input] ?? .nan) / (vehicle[.input] ?? .nan)
      isOnUnspecificBeads = (treated[.unspecific] ?? .nan) >= least
    }

    var sentence: String {
      guard !isVisible else { return "\(name) falls to \(percent(left))" }
      let leaves = halfLife.map { "it leaves BCL-2 with a half-life of \($0), and " } ?? ""
      let least = 100 * CoIPProtocol().visibleBand
      return
        "no band of \(name): \(leaves)washing leaves \(underVehicle.forPeople()) of the input's "
        + "100 even under vehicle, where at least \(least.forPeople()) can be seen"
    }
  }
}
