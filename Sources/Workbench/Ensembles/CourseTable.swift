import FileFormats
import Foundation
import NumericalMethods
import Quantities

/// The quantiles over time: one row an arm, a time and a species.
///
/// `dose:NAME` as far as there are doses, `time`, `species`, `members` (how many were counted), `min`,
/// one `qP` a quantile, `max`.
struct CourseTable {
  private let model: RunnableModel
  private let design: EnsembleDesign
  private let quantiles: [Double]

  init(_ model: RunnableModel, _ design: EnsembleDesign, _ quantiles: [Double]) {
    self.model = model
    self.design = design
    self.quantiles = quantiles
  }

  func write(
    _ counted: CourseQuantiles, to write: ([UInt8]) throws(OutputError) -> Void
  ) throws(OutputError) {
    let header =
      design.doses.map { "dose:\($0.name)" } + ["time", "species", "members", "min"]
      + quantiles.map { "q\($0)" } + ["max"]
    try write(Self.line(header))
    for arm in 0..<design.armCount {
      let doses = design.levels(ofArm: arm).map(\.description)
      for (index, time) in counted.times.enumerated() {
        for (species, sketch) in zip(model.species, counted.sketches(arm: arm, time: index)) {
          try write(
            Self.line(
              doses + [time.seconds.description, species.name, "\(sketch.count)"]
                + Self.numbers(of: sketch, quantiles)))
        }
      }
    }
  }

  /// Least, quantiles, largest; empty where nothing was counted.
  static func numbers(of sketch: QuantileSketch, _ quantiles: [Double]) -> [String] {
    ([sketch.minimum] + quantiles.map { sketch.quantile($0) } + [sketch.maximum])
      .map { $0?.description ?? "" }
  }

  static func line(_ fields: [String]) -> [UInt8] {
    Array((fields.map { EndsTable.quoted($0) }.joined(separator: ",") + "\n").utf8)
  }
}

/// In how many members of each arm each event came, and when: one row an arm and an event.
///
/// `dose:NAME` as far as there are doses, `event`, `members`, `already` (had it at rest, before anything
/// was done; they are left out of what follows), `known` (reached the end or the event),
/// `responded`, `fraction` (of the known), and the quantiles of the event's time over those that
/// responded.
struct ResponseTable {
  private let model: RunnableModel
  private let design: EnsembleDesign
  private let quantiles: [Double]

  init(_ model: RunnableModel, _ design: EnsembleDesign, _ quantiles: [Double]) {
    self.model = model
    self.design = design
    self.quantiles = quantiles
  }

  func csv(_ tally: EnsembleTally) -> [UInt8] {
    var text = CourseTable.line(
      design.doses.map { "dose:\($0.name)" } + [
        "event", "members", "already", "known", "responded", "fraction",
      ]
        + ["min"] + quantiles.map { "q\($0)" } + ["max"])
    for arm in 0..<design.armCount {
      let doses = design.levels(ofArm: arm).map(\.description)
      for (event, counted) in zip(model.events, tally.events[arm]) {
        text += CourseTable.line(
          doses + [
            event.name, "\(tally.memberCounts[arm])", "\(counted.alreadyAtRest)",
            "\(counted.known)", "\(counted.responded)",
            counted.fraction?.description ?? "",
          ] + CourseTable.numbers(of: counted.times, quantiles))
      }
    }
    return text
  }
}

extension EnsembleSummary {
  /// Writes this summary beside the table of ends, with `.json` in place of `.csv`: units, design and
  /// seed, from which the table can be made again.
  func writeCompanion(of path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(Companion(summary: self))
    try AtomicOutput.write(
      [UInt8](body) + [UInt8(ascii: "\n")], to: TidyTable.companionPath(of: path))
  }

  private struct Companion: Encodable {
    let summary: EnsembleSummary

    private enum Key: String, CodingKey { case schema }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("primed.ensemble/1", forKey: .schema)
    }
  }
}
