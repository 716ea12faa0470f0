import Experiments
import ModelLibrary
import Quantities

/// S5 and P1: the effectors that death by this mechanism needs.
extension AcceptanceLine {
  static let effectors = [doubleKnockout, singleKnockout, resistanceInEachLine]

  /// Of the cells given 1 µM nominal: who activated caspase-3/7 or died, and what is released.
  private struct Response {
    let responders: Double
    let released: Double

    /// - Returns: nil where no cell's fate is known.
    init?(
      _ bench: ScienceBench, _ line: CellLine, without knockouts: Set<Protein>, by time: Time
    ) async throws {
      let arm = try await bench.arms(
        of: .init(ApoptosisModel(of: line, drugs: [.azd4320], knockouts: knockouts)),
        under: [Treatment([.init("AZD4320", .micromolar(1))])], until: time, reportedAt: [time])[0]
      guard let active = arm.fraction(reaching: .caspaseActive),
        let dead = arm.deadFraction(by: time)
      else { return nil }
      responders = max(active, dead)
      released = arm.mean(of: .cytochromeReleased, at: 0)
    }

    var resists: Bool { responders < 0.05 && released < 0.05 }
    var told: String { "\(percent(responders)) respond, \(percent(released)) released" }
  }

  private static let doubleKnockout = AcceptanceLine(
    "S5.1", .doubleKnockout, .prediction,
    stated: "cells without BAX and BAK resist AZD4320-induced caspase-3/7 activation",
    criterion:
      "in RS4;11 without BAX and BAK, at 1 µM nominal and 6 h, fewer than 5 % activate caspase-3/7 "
      + "and less than 5 % of cytochrome c is released"
  ) { bench in
    guard
      let without = try await Response(bench, .rs411, without: [.bax, .bak], by: .hours(6)),
      let with = try await Response(bench, .rs411, without: [], by: .hours(6))
    else { return .untold("no cell's fate is known") }
    return Judgement(
      without.told, holds: without.resists,
      controls: [
        .init(
          "BAX and BAK present", why: "the dose must be one that kills where the effectors are",
          found: with.told, stillHolds: with.resists)
      ])
  }

  private static let resistanceInEachLine = AcceptanceLine(
    "P1", .doubleKnockout, .prediction,
    stated: "resistance of cells without BAX and BAK is no matter of the line",
    criterion: "in every line of which 1 µM nominal makes half the cells respond within 24 h, "
      + "without BAX and BAK fewer than 5 % do and less than 5 % of cytochrome c is released"
  ) { bench in
    var found: [String] = []
    var failing: [String] = []
    var usual: [Response] = []
    for line in ModelLibrary.cellLines {
      guard let with = try await Response(bench, line, without: [], by: watch) else {
        return .untold("no fate is known of a cell of \(line.name)")
      }
      guard with.responders >= 0.5 else { continue }
      guard let without = try await Response(bench, line, without: [.bax, .bak], by: watch) else {
        return .untold("no fate is known of a cell of \(line.name)")
      }
      found.append("\(line.name) \(percent(without.responders))")
      usual.append(with)
      if !without.resists { failing.append(line.name) }
    }
    guard !found.isEmpty else { return .untold("no line is sensitive") }
    return Judgement(
      "respond: \(found.joined(separator: ", "))", holds: failing.isEmpty,
      controls: [
        .init(
          "BAX and BAK present", why: "the dose must be one that kills where the effectors are",
          found: "respond: \(usual.map { percent($0.responders) }.joined(separator: ", "))",
          stillHolds: usual.allSatisfy(\.resists))
      ])
  }

  private static let singleKnockout = AcceptanceLine(
    "S5.2", .doubleKnockout, .prediction, stated: "one effector suffices",
    criterion: "in every line whose mean cell dies at 1 µM free within 24 h it still dies with BAX "
      + "or with BAK gone"
  ) { bench in
    func dies(_ line: CellLine, _ knockouts: Set<Protein>) async throws -> Bool {
      try await bench.arms(
        of: .mean(of: ApoptosisModel(of: line, drugs: [.azd4320], knockouts: knockouts)),
        under: treatments([1000]), until: watch)[0].deadFraction(by: watch) == 1
    }
    var sensitive: [CellLine] = []
    for line in ModelLibrary.cellLines where try await dies(line, []) { sensitive.append(line) }
    guard !sensitive.isEmpty else { return .untold("no line is sensitive") }
    var (told, survivors): ([String], [String]) = ([], [])
    var bothGone = 0
    for line in sensitive {
      var needless: [String] = []
      for knockout in [Protein.bax, .bak] where try await dies(line, [knockout]) {
        needless.append(knockout.name)
      }
      told.append("\(line.name) \(needless.isEmpty ? "neither" : needless.joined(separator: ", "))")
      if needless.isEmpty { survivors.append(line.name) }
      if try await dies(line, [.bax, .bak]) { bothGone += 1 }
    }
    return Judgement(
      "dies without: \(told.joined(separator: "; "))", holds: survivors.isEmpty,
      controls: [
        .init(
          "both gone", why: "one suffices only if none does not",
          found: "\(bothGone) of \(sensitive.count) lines die", stillHolds: bothGone > 0)
      ])
  }
}
