import ArgumentParser
import Workbench

/// What a table of doses and responses does not say itself.
package struct FitTableOptions: ParsableArguments {
  @Option(help: "The column of doses; 0 is vehicle.")
  package var dose: String?

  @Option(help: "The column of responses.")
  package var response: String?

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

  @Option(help: "In a table of rows: the dose of each column, with commas between.")
  package var doses: String?

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
    if group.count > 1, group.contains("none") {
      throw ValidationError("--group none stands alone.")
    }
  }

  package func fill(_ request: inout FitRequest) {
    request.dose = dose
    request.response = response
    request.groups = group.isEmpty ? nil : group == ["none"] ? [] : group
    request.scale = scale
    request.notation = notation
    request.scaleIsSure = scaleIsRight
    request.doseUnit = doseUnit
    request.dosesAreLogarithms = logDoses
    request.layout = layout
    request.replicates = replicates
    request.doses = doses.map { text in
      text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    request.weight = weight
    request.decimalSign = decimal
  }
}

/// How curves are fitted.
package struct FitMethodOptions: ParsableArguments {
  @Option(help: "The model: \(FitRequest.models.joined(separator: ", ")).")
  package var model = "auto"

  @Option(help: "robust, or least-squares.")
  package var loss = FitRequest.Loss.robust

  @Option(help: "How intervals are found: profile, wald or bootstrap.")
  package var interval = FitRequest.Interval.profile

  @Option(help: "The coverage of the intervals, between 0.5 and 0.999.")
  package var confidence = 0.95

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
    guard (1...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples lies between 1 and 1000000, found \(resamples).")
    }
  }

  package func fill(_ request: inout FitRequest) {
    request.model = model
    request.loss = loss
    request.interval = interval
    request.confidence = confidence
    request.seed = seed
    request.resamples = resamples
  }
}

extension FitRequest.Scale: ExpressibleByArgument {}
extension FitRequest.Notation: ExpressibleByArgument {}
extension FitRequest.Layout: ExpressibleByArgument {}
extension FitRequest.Loss: ExpressibleByArgument {}
extension FitRequest.Interval: ExpressibleByArgument {}
extension FitRequest.DecimalSign: ExpressibleByArgument {}
