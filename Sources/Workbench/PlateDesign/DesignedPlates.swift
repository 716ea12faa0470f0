import Assays
import FileFormats
import Foundation
import Quantities
import Reports

/// Layouts, how balanced they are, and what is pipetted to make them.
public struct DesignedPlates: Sendable {
  let plan: DosingPlan
  public let layouts: [PlateLayout]
  public let balances: [LayoutBalance]
  public let dilutions: DilutionPlan
  let limits: DilutionPlan.Limits
  let seed: UInt64

  init(
    _ plan: DosingPlan, lines: [String], _ dilutions: DilutionPlan,
    _ limits: DilutionPlan.Limits,
    seed: UInt64
  ) {
    self.plan = plan
    self.dilutions = dilutions
    self.limits = limits
    self.seed = seed
    let named = lines.isEmpty ? [nil] : lines.map(Optional.init)
    layouts = named.enumerated().map { index, line in
      var own = plan
      own.line = line
      // One plate needs no name, and so its map serves whatever the reader calls the plate.
      return own.layout(named: named.count > 1 ? line : nil, seed: seed, plate: index)
    }
    balances = layouts.map(LayoutBalance.init)
  }

  /// The layouts as one table that `primed plate qc` reads.
  public var csv: String { PlateLayout.table(of: layouts).csv }

  /// What was decided, and how well it came out, a sentence each.
  public var sentences: [String] {
    let plates = layouts.count == 1 ? "One plate" : "\(layouts.count) plates"
    let rim =
      plan.rim == .avoided
      ? "the rim stays empty: fill it with medium"
      : "the rim is used, and every condition has its share of it"
    let worst = balances.map(\.largestCorrelation).max() ?? 0
    let most = balances.map(\.mostInLine).max() ?? 0
    return [
      "\(plates) of \(plan.format.wellCount) wells, \(plan.wellsNeeded) used; \(rim).",
      "No drug's doses follow rows, columns or the rim: the largest correlation is "
        + "\(worst.forPeople(digits: 2)). At most \(most) \(most == 1 ? "well" : "wells") of one dose "
        + "share a row or column.",
      solventSentence, pipettingSentence,
    ]
  }

  private var solventSentence: String {
    let percent = "\((100 * dilutions.solventFraction).forPeople()) %"
    let limit = "\((100 * limits.solventLimit).forPeople()) %"
    let way =
      dilutions.hasIntermediate
      ? "\(dilutions.addedVolume) of the ten-fold intermediate plate onto "
        + "\(dilutions.seededVolume) of cells"
      : "\(dilutions.addedVolume) straight from the solvent into each well"
    return "Every well but untreated ones has \(percent) solvent (at most \(limit)): \(way)."
  }

  /// The smallest and the largest volume that the sheet asks a hand for.
  private var pipettingSentence: String {
    let moved =
      dilutions.steps.flatMap { [$0.sourceVolume, $0.diluentVolume] }
      .filter { $0 > .zero } + [dilutions.addedVolume]
    let tubes = dilutions.steps.map(\.volume)
    let between = dilutions.steps.count(where: \.isOnTheWay)
    let way =
      between == 0
      ? ""
      : " \(between) \(between == 1 ? "tube stands" : "tubes stand") on the way, since no step in solvent dilutes "
        + "more than \(Int(DilutionPlan.largestFold))-fold."
    return "The least that is pipetted is \(moved.min() ?? .zero); the largest tube holds "
      + "\(tubes.max() ?? .zero)." + way
  }

  /// Writes layout.csv, pipetting.csv, sheet.html and design.json into a folder.
  ///
  /// - Returns: the path of the sheet.
  /// - Throws: `OutputError` where the folder may not be written; nothing is left behind then.
  public func write(to path: String, replaces: Bool) throws -> String {
    let folder = try ResultsFolder(at: path, replace: replaces)
    defer { folder.discard() }
    try PlateLayout.table(of: layouts).write(
      to: folder.path(for: "layout.csv"), provenance: provenance)
    try pipettingTable.write(to: folder.path(for: "pipetting.csv"), provenance: provenance)
    let document = PlateDesignSheet(design: self).document()
    try HTMLReportWriter().write(document, to: URL(filePath: folder.path(for: "sheet.html")))
    try JSONReportWriter().write(document, to: URL(filePath: folder.path(for: "sheet.json")))
    try folder.commit()
    return URL(filePath: folder.destination).appending(path: "sheet.html").path
  }

  private var provenance: [String: String] {
    ["origin": "designed", "seed": "\(seed)", "primed": PrimedVersion.current]
  }

  /// Every preparation, in the order of the bench.
  var pipettingTable: TidyTable {
    var table = TidyTable(columns: [
      TidyColumn("step", meaning: "in the order of the bench"),
      TidyColumn("stage", meaning: "in solvent, or in medium (the intermediate plate)"),
      TidyColumn("drug", meaning: "the drug"),
      TidyColumn("assay_dose_nM", unit: "nM", meaning: "the dose in the well that this is for"),
      TidyColumn("from_nM", unit: "nM", meaning: "the concentration that is taken"),
      TidyColumn("take_uL", unit: "µL", meaning: "of that"),
      TidyColumn("add_uL", unit: "µL", meaning: "of solvent or medium"),
      TidyColumn("gives_nM", unit: "nM", meaning: "the concentration that results"),
      TidyColumn("volume_uL", unit: "µL", meaning: "that results"),
      TidyColumn(
        "on_the_way", meaning: "1 where this only leads to the next tube, and goes into no well"),
    ])
    for (index, step) in dilutions.steps.enumerated() {
      table.append([
        .integer(index + 1), .text(step.stage.rawValue), .text(step.drug),
        .number(step.dose.nanomolar), .number(step.source.nanomolar),
        .number(step.sourceVolume.microlitres), .number(step.diluentVolume.microlitres),
        .number(step.concentration.nanomolar), .number(step.volume.microlitres),
        .integer(step.isOnTheWay ? 1 : 0),
      ])
    }
    return table
  }

  /// The body of `primed.plate-design/1`.
  public var answer: some Encodable & Sendable { PlateDesignAnswer(self) }
}

extension Volume {
  /// In µL, to the picolitre.
  var microlitres: Double { canonicalValue.rounded() / 1e6 }
}
