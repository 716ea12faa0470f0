import Experiments
import NumericalMethods
import Quantities

/// A law of the mechanism, tested on the trajectories of a study.
public struct MechanismCheck: Sendable, Hashable {
  /// The system of the domain notes, such as "S3".
  public let system: String
  /// What must hold.
  public let claim: String
  /// What the trajectories show.
  public let found: String
  public let verdict: Verdict

  public enum Verdict: String, Sendable, Hashable {
    case holds
    case fails
    /// The study has no cells that could show it.
    case notTested = "not tested"

    init(_ holds: Bool) { self = holds ? .holds : .fails }
  }
}

extension SimulatedLine {
  /// The laws S3–S5 on this line's cells, in order.
  public func mechanismChecks() -> [MechanismCheck] {
    [
      releaseIsSudden(), delayShortensWithDose(), orderHolds(), cleavageFollows(),
      untreatedCellsLive(),
    ]
      + controls.compactMap(check) + [someSingleKnockoutDies()].compactMap(\.self)
  }

  /// The cells in which release completed, over all doses.
  private var permeabilisedCells: [CellCourse] {
    doseArms.flatMap(\.cells).filter { $0.releaseDuration != nil }
  }

  private func releaseIsSudden() -> MechanismCheck {
    let durations = permeabilisedCells.compactMap(\.releaseDuration)
    let limit = Time.minutes(15)
    guard let longest = durations.max(), let median = Time.median(of: durations) else {
      return untested("S3", "cytochrome c leaves within 15 min once it begins (10–90 %)")
    }
    let slow = durations.count { $0 > limit }
    return MechanismCheck(
      system: "S3", claim: "cytochrome c leaves within 15 min once it begins (10–90 %)",
      found:
        "median \(median.formatted(in: .minutes)), longest \(longest.formatted(in: .minutes)); "
        + "\(slow) of \(durations.count) cells took longer",
      verdict: .init(slow == 0))
  }

  private func delayShortensWithDose() -> MechanismCheck {
    let claim = "the delay to MOMP shortens with dose"
    // The median over all cells, and so defined only where at least half of them permeabilised.
    let medians = doseArms.compactMap { arm -> Time? in
      let times = arm.times(of: .permeabilisation)
      let never = max(0, arm.knownCells - times.count)
      guard times.count > never else { return nil }
      // A cell that never does comes after all that do.
      return Time.median(of: times + Array(repeating: .seconds(.infinity), count: never))
    }
    guard let first = medians.first, let last = medians.last, medians.count > 1 else {
      return untested("S3", claim)
    }
    return MechanismCheck(
      system: "S3", claim: claim,
      found: "median \(first.formatted(in: .hours)) at the lowest dose that takes half the cells, "
        + "\(last.formatted(in: .hours)) at the highest",
      verdict: .init(zip(medians, medians.dropFirst()).allSatisfy { $0 >= $1 }))
  }

  private func orderHolds() -> MechanismCheck {
    let claim =
      "release begins, then apoptosomes form, then caspase-3/7 is active, then PARP is cut"
    let order: [CellExperiment.Moment] = [
      .releaseOnset, .apoptosomeFormed, .caspaseActive, .death,
    ]
    let dead = deadCells
    guard !dead.isEmpty else { return untested("S4", claim) }
    // A stage that never reached its onset cannot be ordered; such cells are told of, not judged.
    let staged = dead.map { cell in order.map { cell.time(of: $0) } }
    let complete = staged.map { $0.compactMap(\.self) }.filter { $0.count == order.count }
    let reversed = staged.count { times in
      let reached = times.compactMap(\.self)
      return zip(reached, reached.dropFirst()).contains { $0 >= $1 }
    }
    let silent = dead.count - complete.count
    let aside = silent == 0 ? "" : "; \(silent) cut PARP without reaching every onset"
    return MechanismCheck(
      system: "S4", claim: claim,
      found: "\(reversed) of \(dead.count) dead cells out of order\(aside)",
      verdict: .init(reversed == 0))
  }

  private var deadCells: [CellCourse] { doseArms.flatMap(\.cells).filter { $0.death != nil } }

  private func cleavageFollows() -> MechanismCheck {
    let claim = "PARP is half cut 5–30 min after MOMP, in the median cell"
    let delays = deadCells.compactMap { cell -> Time? in
      guard let death = cell.death, let momp = cell.permeabilisation else { return nil }
      return death - momp
    }
    guard let first = delays.min(), let last = delays.max(), let median = Time.median(of: delays)
    else { return untested("S4", claim) }
    let range = Time.minutes(5)...Time.minutes(30)
    let outside = delays.count { !range.contains($0) }
    return MechanismCheck(
      system: "S4", claim: claim,
      found: "median \(median.formatted(in: .minutes)), \(first.formatted(in: .minutes)) to "
        + "\(last.formatted(in: .minutes)); \(outside) of \(delays.count) cells outside",
      verdict: .init(range.contains(median)))
  }

  private func untreatedCellsLive() -> MechanismCheck {
    let claim = "cells given vehicle stay alive while they are watched"
    guard let watched = population.times.last, let dead = vehicle.deadFraction(by: watched) else {
      return untested("S3", claim)
    }
    return MechanismCheck(
      system: "S3", claim: claim,
      found: "\((100 * dead).forPeople()) % dead after \(watched.formatted(in: .hours))",
      verdict: .init(dead == 0))
  }

  private func check(_ outcome: ControlOutcome) -> MechanismCheck? {
    guard let responding = outcome.respondingFraction else {
      return untested(
        "S5", "\(outcome.control.name) changes the outcome", because: outcome.refusal)
    }
    let found =
      "\((100 * responding).forPeople()) % of \(outcome.cells) cells dead, "
      + "\((100 * outcome.meanRelease).forPeople()) % of cytochrome c released"
    switch outcome.control {
    case .knockout(let proteins) where Set(proteins.map { $0.uppercased() }) == ["BAX", "BAK"]:
      return MechanismCheck(
        system: "S5",
        claim: "without BAX and BAK fewer than 5 % respond at \(outcome.dose), and release stays "
          + "below 5 %", found: found,
        verdict: .init(responding < 0.05 && outcome.meanRelease < 0.05))
    case .knockout:
      return nil
    case .drugBindingOff:
      return MechanismCheck(
        system: "control", claim: "with the drug's binding switched off nothing happens",
        found: found, verdict: .init(responding == 0))
    }
  }

  /// S5: BAX and BAK stand in for each other, so at least one of the single knockouts still dies.
  private func someSingleKnockoutDies() -> MechanismCheck? {
    let singles = controls.filter { outcome in
      if case .knockout(let proteins) = outcome.control {
        proteins.count == 1 && ["BAX", "BAK"].contains(proteins[0].uppercased())
      } else {
        false
      }
    }
    guard !singles.isEmpty else { return nil }
    let claim = "without BAX alone, or without BAK alone, cells still die"
    let fractions = singles.compactMap(\.respondingFraction)
    guard let most = fractions.max() else { return untested("S5", claim) }
    let found = zip(singles, singles.map(\.respondingFraction)).map { outcome, fraction in
      "\(outcome.control.name) \(fraction.map { (100 * $0).forPeople() } ?? "–") % dead"
    }
    return MechanismCheck(
      system: "S5", claim: claim, found: found.joined(separator: ", "),
      verdict: .init(most >= 0.5))
  }

  private func untested(
    _ system: String, _ claim: String, because reason: String? = nil
  ) -> MechanismCheck {
    MechanismCheck(
      system: system, claim: claim, found: reason ?? "no cell could show it",
      verdict: .notTested)
  }
}

extension Time {
  /// The time below which a share of `times` lies, as `OrderStatistics` has it; nil for no times.
  static func quantile(_ share: Double, of times: [Time]) -> Time? {
    OrderStatistics.quantile(share, of: times.map(\.seconds)).map { .seconds($0) }
  }

  static func median(of times: [Time]) -> Time? { quantile(0.5, of: times) }
}
