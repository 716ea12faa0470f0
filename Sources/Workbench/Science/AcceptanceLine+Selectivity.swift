import EvidenceBase
import Experiments
import ModelLibrary
import Quantities

/// P2 and P5: which guard a cell leans on decides which drug kills it.
extension AcceptanceLine {
  static let selectivity = [selectiveInhibition, mcl1Resistance]

  private static let assay = Time.hours(6)

  private static let selectiveInhibition = AcceptanceLine(
    "P2", .caspasePotency, .prediction,
    stated: "AZD4320 inhibits BCL-2 and BCL-xL, venetoclax BCL-2 alone",
    criterion: "in lines that lean on BCL-xL (OCI-M1, MOLT-4) AZD4320 kills half the cells within "
      + "6 h at some free dose, and venetoclax needs at least 10 times as much"
  ) { bench in
    func doses(_ line: CellLine) async throws -> (LethalDose, LethalDose) {
      let model = ApoptosisModel(of: line, drugs: [.azd4320, .venetoclax])
      return (
        try await bench.lethalDose(of: "AZD4320", in: model, by: assay),
        try await bench.lethalDose(of: "venetoclax", in: model, by: assay)
      )
    }
    var found: [String] = []
    var holds: Bool? = true
    for line in [CellLine.ociM1, .molt4] {
      let (azd4320, venetoclax) = try await doses(line)
      let ratio = venetoclax.ratio(to: azd4320)
      found.append("\(line.name): AZD4320 \(azd4320), venetoclax \(venetoclax)\(told(ratio))")
      guard case .between = azd4320 else {
        holds = false
        continue
      }
      holds = both(holds, ratio?.reaches(10))
    }
    let (azd4320, venetoclax) = try await doses(.rs411)
    let ratio = venetoclax.ratio(to: azd4320)
    return Judgement(
      found.joined(separator: "; "), holds: holds,
      controls: [
        .init(
          "a line that leans on BCL-2 (RS4;11)",
          why: "where BCL-2 is the guard, sparing BCL-xL must cost venetoclax nothing",
          found: "AZD4320 \(azd4320), venetoclax \(venetoclax)\(told(ratio))",
          stillHolds: ratio?.reaches(10) ?? false)
      ])
  }

  private static let mcl1Resistance = AcceptanceLine(
    "P5", .caspasePotency, .prediction,
    stated: "MCL-1, which neither drug binds, protects",
    criterion:
      "three times the MCL-1 raises the lethal dose at 6 h of AZD4320 and of venetoclax at "
      + "least 5-fold in RS4;11, and 100 nM free S63845 brings it back to within 2-fold"
  ) { bench in
    var found: [String] = []
    var holds: Bool? = true
    var control = (told: "", holds: true, moves: false)
    for drug in [BH3Mimetic.azd4320, .venetoclax] {
      func dose(mcl1 factor: Double, inhibited: Bool) async throws -> LethalDose {
        try await bench.lethalDose(
          of: drug.name,
          in: ApoptosisModel(
            of: .rs411, drugs: [drug, .s63845], levelFactors: factor == 1 ? [:] : [.mcl1: factor]),
          by: assay,
          beside: inhibited ? [.init("S63845", .nanomolar(100), .free)] : [])
      }
      let usual = try await dose(mcl1: 1, inhibited: false)
      let raised = try await dose(mcl1: 3, inhibited: false)
      let restored = try await dose(mcl1: 3, inhibited: true)
      let (up, back) = (raised.ratio(to: usual), restored.ratio(to: usual))
      found.append(
        "\(drug.name): \(usual) becomes \(raised)\(told(up)), with S63845 \(restored)\(told(back))")
      let returns = back.map { $0.reaches(2).map { !$0 } } ?? nil
      holds = both(holds, both(up?.reaches(5), returns))
      if drug.name == BH3Mimetic.azd4320.name {
        control = (told(back), both(back?.reaches(5), true) ?? false, back != up)
      }
    }
    func level(_ protein: Protein) -> Concentration {
      ApoptosisModel(of: .rs411).level(of: protein).value
    }
    let alone = try await bench.arms(
      of: .init(ApoptosisModel(of: .rs411, drugs: [.azd4320, .s63845], levelFactors: [.mcl1: 3])),
      under: [Treatment([.init("S63845", .nanomolar(100), .free)])], until: assay)[0]
      .deadFraction(by: assay)
    return Judgement(
      found.joined(separator: "; "), holds: holds,
      because:
        "the direction holds and the size does not: three times \(level(.mcl1)) of MCL-1 stand "
        + "beside \(level(.bcl2)) of BCL-2, and the dose rises as what both must be filled with. That the inhibitor "
        + "restores the dose says little here: alone it kills \(alone.map(percent) ?? "–") of these "
        + "cells",
      controls: [
        .init(
          "MCL-1 inhibited",
          why: "more of a guard that is blocked must protect nobody",
          found: "AZD4320\(control.told)", stillHolds: control.holds, moves: control.moves)
      ])
  }

  private static func told(_ ratio: LethalDose.Ratio?) -> String { ratio.map { ", \($0)" } ?? "" }

  /// Both, where one failure decides and an open question leaves it open.
  static func both(_ first: Bool?, _ second: Bool?) -> Bool? {
    if first == false || second == false { return false }
    return first == nil || second == nil ? nil : true
  }
}
