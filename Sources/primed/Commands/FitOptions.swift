import ArgumentParser
import Foundation
import Workbench

/// What a table of doses and responses does not say itself.
package struct FitTableOptions: ParsableArguments {
  @Option(help: "Which sheet of a workbook, or table of a Prism file: its name or number.")
  package var sheet: String?

  @Option(help: "The column of doses; 0 is vehicle.")
  package var dose: String?

  @Option(
    parsing: .singleValue,
    help:
      "The column of responses; more than once as --responses."
  )
  package var response: [String] = []

  @Option(help: "The column of numbers of successes, in place of --response; needs --trials.")
  package var successes: String?

  @Option(help: "The column of numbers of trials.")
  package var trials: String?

  @Option(help: "The column of counts at the time of treatment, for growth-rate metrics.")
  package var timeZero: String?

  @Option(
    parsing: .singleValue,
    help:
      "A column that names a curve; may be given more than once. “none”: all rows are one curve.")
  package var group: [String] = []

  @Option(help: "What responses mean: viability, inhibition or signal.")
  package var scale: FitRequest.Scale?

  @Option(help: "Whether 1 or 100 is full: fraction or percent.")
  package var notation: FitRequest.Notation?

  @Flag(help: "The scale is right, even if the responses look like another.")
  package var scaleIsRight = false

  @Option(help: "The unit of the doses: \(FitRequest.doseUnits.joined(separator: ", ")).")
  package var doseUnit: String?

  @Flag(help: "Doses are written as their base-10 logarithms.")
  package var logDoses = false

  @Option(
    help: "How the table is laid out: tidy, columns or rows; found from the header by default.")
  package var layout: FitRequest.Layout?

  @Option(help: "In a table of columns: how many side by side are replicates of one curve.")
  package var replicates: Int?

  @Option(
    help:
      "In a table of rows: the dose of each column, with commas between; one unit at the end serves all."
  )
  package var doses: String?

  @Option(
    parsing: .singleValue,
    help:
      "A column of responses, given once for each: in a tidy table the replicates of each row, in a table of columns those that are curves, in a table of rows those in the order of --doses."
  )
  package var responses: [String] = []

  @Option(help: "Fit at most so many curves, from the top of the table.")
  package var curves: Int?

  @Option(help: "A column of weights: inverse variances relative to each other.")
  package var weight: String?

  @Option(help: "The decimal mark, point or comma, where the numbers leave it open.")
  package var decimal: FitRequest.DecimalSign?

  package init() {}

  package func validate() throws {
    if let doseUnit, !FitRequest.knowsDoseUnit(doseUnit) {
      throw ValidationError(
        "--dose-unit is one of \(FitRequest.doseUnits.joined(separator: ", ")).")
    }
    if let replicates, replicates < 1 {
      throw ValidationError("--replicates needs at least 1, found \(replicates).")
    }
    if let curves, curves < 1 {
      throw ValidationError("--curves needs at least 1, found \(curves).")
    }
    if (successes == nil) != (trials == nil) {
      throw ValidationError("--successes and --trials go together.")
    }
    if successes != nil, !response.isEmpty || timeZero != nil {
      throw ValidationError("--successes stands in place of --response and --time-zero.")
    }
    if !response.isEmpty, !responses.isEmpty {
      throw ValidationError("--responses stands in place of --response.")
    }
    if successes != nil, !responses.isEmpty {
      throw ValidationError("--successes stands in place of --responses.")
    }
    if group.count > 1, group.contains("none") {
      throw ValidationError("--group none stands alone.")
    }
  }

  package func fill(_ request: inout FitRequest) {
    request.dose = dose
    request.response = successes ?? (response.count == 1 ? response[0] : nil)
    request.trials = trials
    request.timeZero = timeZero
    request.groups = group.isEmpty ? nil : group == ["none"] ? [] : group
    request.scale = scale
    request.notation = notation
    request.scaleIsSure = scaleIsRight
    request.doseUnit = doseUnit
    request.dosesAreLogarithms = logDoses
    request.sheet = sheet
    request.layout = layout
    request.replicates = replicates
    request.doses = doses.map { text in
      text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let columns = responses.isEmpty && response.count > 1 ? response : responses
    request.responses = columns.isEmpty ? nil : columns
    request.limit = curves
    request.weight = weight
    request.decimalSign = decimal
  }
}

/// How curves are fitted.
package struct FitMethodOptions: ParsableArguments {
  @Option(help: "The model: \(FitRequest.models.joined(separator: ", ")).")
  package var model = "auto"

  @Option(help: "robust, or least-squares; by default robust, and least-squares for --formula.")
  package var loss: FitRequest.Loss?

  @Option(help: "How intervals are found: profile, wald or bootstrap.")
  package var interval = FitRequest.Interval.profile

  @Option(
    help: "How noise grows with the response: constant, proportional to it, or auto: a test tells.")
  package var noise = FitRequest.Noise.auto

  @Option(help: "The coverage of the intervals, between 0.5 and 0.999.")
  package var confidence = 0.95

  @Option(help: "For successes among trials, what is held: fixed (0 and 1), background or free.")
  package var limits = FitRequest.Limits.fixed

  @Flag(help: "Compare the curves: potency ratios and extra-sum-of-squares F tests.")
  package var compare = false

  @Option(help: "The curve that the others are compared with; the first by default.")
  package var reference: String?

  @Option(
    help:
      "What compared curves share, in turn, each step tested: limits, slope, ec50, none, response-without-drug, full-effect; limits,slope for both."
  )
  package var share: String?

  @Option(
    help: "An equation of your own, in the names of columns and of --start: 'a*(1-exp(-b*x))'.")
  package var formula: String?

  @Option(help: "Where the equation's parameters start: a=100,b=0.01.")
  package var start: String?

  @Option(help: "The seed of a bootstrap.")
  package var seed: UInt64 = 1

  @Option(help: "How many times a bootstrap draws the wells again.")
  package var resamples = 1000

  package init() {}

  package func validate() throws {
    guard FitRequest.models.contains(model) else {
      throw ValidationError("--model is one of \(FitRequest.models.joined(separator: ", ")).")
    }
    guard confidence >= 0.5, confidence <= 0.999 else {
      throw ValidationError("--confidence lies between 0.5 and 0.999, found \(confidence).")
    }
    if (formula == nil) != (start == nil) {
      throw ValidationError("--formula and --start go together.")
    }
    if formula != nil, model != "auto" || compare {
      throw ValidationError("--formula stands in place of --model and --compare.")
    }
    if let start, Self.starts(start) == nil {
      throw ValidationError("--start is a list such as a=100,b=0.01, found \(start).")
    }
    if share != nil, !compare { throw ValidationError("--share needs --compare.") }
    if let share, Self.shares(share) == nil {
      throw ValidationError(
        "--share is a list of \(FitRequest.Share.allCases.map(\.rawValue).joined(separator: ", ")), with none alone; found \(share)."
      )
    }
    if reference != nil, !compare { throw ValidationError("--reference needs --compare.") }
    guard (1...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples lies between 1 and 1000000, found \(resamples).")
    }
  }

  private static func shares(_ text: String) -> [FitRequest.Share]? {
    var shares: [FitRequest.Share] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let share = FitRequest.Share(rawValue: part.trimmingCharacters(in: .whitespaces)),
        !shares.contains(share)
      else { return nil }
      shares.append(share)
    }
    return shares.count > 1 && shares.contains(.none) ? nil : shares
  }

  private static func starts(_ text: String) -> [(name: String, value: Double)]? {
    var starts: [(name: String, value: Double)] = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard sides.count == 2, !sides[0].isEmpty, let value = Double(sides[1]), value.isFinite,
        !starts.contains(where: { $0.name == sides[0] })
      else { return nil }
      starts.append((sides[0], value))
    }
    return starts.isEmpty ? nil : starts
  }

  package func fill(_ request: inout FitRequest) {
    request.limits = limits
    request.compares = compare
    request.reference = reference
    request.shares = share.flatMap(Self.shares)
    request.formula = formula
    request.starts = start.flatMap(Self.starts) ?? []
    request.model = model
    request.loss = loss
    request.interval = interval
    request.noise = noise
    request.confidence = confidence
    request.seed = seed
    request.resamples = resamples
  }
}

extension FitRequest.Scale: ExpressibleByArgument {}
extension FitRequest.Notation: ExpressibleByArgument {}
extension FitRequest.Layout: ExpressibleByArgument {}
extension FitRequest.Loss: ExpressibleByArgument {}
extension FitRequest.Limits: ExpressibleByArgument {}
extension FitRequest.Noise: ExpressibleByArgument {}
extension FitRequest.Interval: ExpressibleByArgument {}
extension FitRequest.DecimalSign: ExpressibleByArgument {}
