import Citations
import Quantities

extension Protein {
  /// The level in a cell of which nothing else is known.
  public var defaultLevel: Sourced<Concentration> {
    switch self {
    case .bcl2: .chosenLevel(150, "RS4;11's level stands in where no line is named", 10...500)
    case .bclXL: .chosenLevel(10, "RS4;11's level stands in where no line is named", 5...400)
    case .mcl1: .chosenLevel(40, "RS4;11's level stands in where no line is named", 20...300)
    case .bim: .chosenLevel(28, "RS4;11's level stands in where no line is named", 15...60)
    case .puma: .chosenLevel(6, "a weak basal activator", 0...30)
    case .bid: .seenLevel(40, "BID 40–60 nM", 40...60)
    case .bad:
      .chosenLevel(5, "the active pool at the membrane; the phosphorylated is left out", 0...50)
    case .noxa: .chosenLevel(10, "a basal level that MCL-1 can hold", 0...100)
    case .bax: .seenLevel(80, "BAX 80 nM")
    case .bak: .chosenLevel(30, "between EARM's 20 nM and BAX")
    case .cytochromeC: .seenLevel(500, "cytochrome c 500 nM")
    case .smac: .seenLevel(100, "SMAC 100 nM")
    case .apaf1: .seenLevel(100, "APAF-1 100 nM")
    case .caspase9: .chosenLevel(50, "half of EARM's 100 nM, still in excess of the heptamers")
    case .xiap: .chosenLevel(50, "the middle of the plausible range; EARM has 100 nM", 30...100)
    case .procaspase3: .chosenLevel(100, "caspase-3 and -7 lumped; EARM has 10 nM of caspase-3")
    case .procaspase6: .seenLevel(10, "caspase-6 10 nM")
    case .procaspase8: .seenLevel(20, "caspase-8 20 nM")
    case .bar:
      .chosenLevel(
        40,
        "EARM's 1 nM leaves the quiet state of the caspase loop unstable, so that round-off fires it"
      )
    case .parp: .seenLevel(1000, "PARP 1000 nM")
    case .bclW, .bfl1, .hrk:
      .chosenLevel(0, "absent unless a line has it; BFL-1 matters in lymphomas")
    }
  }

  /// How long half of it lasts in the cell; nil for what does not turn over on the model's times.
  public var halfLife: Sourced<Time>? {
    switch self {
    case .bcl2: .hours(20, .chosen(because: "long-lived, by all accounts; the number is ours"))
    case .bclXL: .hours(20, .fromMemory(nil, note: "as long-lived as BCL-2"))
    case .mcl1:
      .hours(
        0.67, .chosen(because: "20–30 min is often quoted, 1–4 h stands in Tron et al. 2018"),
        0.3...4)
    case .bim: .hours(6, .chosen(because: "a middle value for an activator"), 2...12)
    case .puma: .hours(3, .chosen(because: "between NOXA and BIM"))
    case .bad: .hours(10, .chosen(because: "slower than the induced BH3-only proteins"))
    case .noxa:
      .hours(1, .chosen(because: "short-lived; that MCL-1 slows its turnover is left out"), 0.5...2)
    case .bclW: .hours(20, .chosen(because: "as BCL-xL, which it resembles"))
    case .bfl1: .hours(1, .chosen(because: "short-lived like MCL-1"))
    case .hrk: .hours(3, .chosen(because: "as PUMA, between NOXA and BIM"))
    case .bax, .bak: .hours(40, .chosen(because: "effectors outlast what guards them"))
    default: nil
    }
  }
}

extension Sourced where Value == Concentration {
  fileprivate static func chosenLevel(
    _ level: Double, _ reason: String, _ range: ClosedRange<Double>? = nil
  ) -> Self {
    Self(.nanomolar(level), .chosen(because: reason), range: range)
  }

  fileprivate static func seenLevel(
    _ level: Double, _ place: String, _ range: ClosedRange<Double>? = nil
  ) -> Self {
    Self(.nanomolar(level), .seen(.earmCode, at: place), range: range)
  }
}

extension Sourced where Value == Time {
  /// A half-life and its range, both in hours.
  static func hours(
    _ hours: Double, _ provenance: Provenance, _ range: ClosedRange<Double>? = nil
  ) -> Self {
    Self(
      .hours(hours), provenance,
      range: range.map { Time.hours($0.lowerBound).seconds...Time.hours($0.upperBound).seconds })
  }
}
