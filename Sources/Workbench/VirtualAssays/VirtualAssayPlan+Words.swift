import Experiments
import Quantities

extension VirtualAssayPlan {
  /// What a condition is given, in words: `AZD4320 10 nM + venetoclax 3 nM`.
  func text(_ condition: Condition) -> String {
    if let schedule = schedule(of: condition) { return schedule }
    return zip(drugs, condition.doses).filter { $0.1 > .zero }.map { "\($0.0.name) \($0.1)" }
      .joined(separator: " + ")
  }

  /// What a condition is given and when, in words; nil where everything is given once, at 0 h.
  func schedule(of condition: Condition) -> String? {
    guard isScheduled, let regimen else { return nil }
    return regimen.words(given(in: condition))
  }

  /// Whether the levels of the cells change while they are watched, in words.
  var driftInWords: String {
    drifts
      ? "protein levels drift: log-levels follow an Ornstein–Uhlenbeck process of 40 h, drawn anew "
        + "every 10 h"
      : "protein levels stay as each cell was drawn, without drift"
        + (growth == .none ? "; --drift on lets them drift though no cell divides" : "")
  }

  /// The seed of the noise of one container, which no other shares.
  ///
  /// - Parameter place: what tells it from others of the same line, condition and time.
  func noiseSeed(
    _ kind: String, _ line: String, _ condition: Condition?, at time: Time, _ place: String = ""
  ) -> UInt64 {
    NoiseSeed.seed(
      seed,
      of: [
        kind, line, change ?? "", condition.map(text) ?? "vehicle", time.formatted(in: .hours),
        place,
      ].joined(separator: "|"))
  }

  /// What must be known of the doses.
  var doseNotes: [String] {
    let least = drugs.flatMap(\.doses).min()
    guard let least, least < .nanomolar(1) else { return [] }
    return [
      "Below 1 nM the cells of a well may take up more than 2 % of the drug; the medium is held "
        + "constant here."
    ]
  }
}
