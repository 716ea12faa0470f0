import ArgumentParser
import Workbench

/// `primed plate normalise FILE --layout MAP --to viability`.
package struct PlateNormaliseCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "normalise",
    abstract: "Turns readings and a plate map into doses and responses that primed fit takes.",
    discussion: """
      EXAMPLE
        primed plate normalise Examples/plates/readings.csv --layout Examples/plates/layout.csv --output responses.csv

      Each plate is normalised to the medians of its own controls. viability and inhibition need \
      vehicle wells and blanks (or, where there are none, positive controls); effect, for signals \
      that rise, needs vehicle and positive control; signal leaves the readings as they are. A plate \
      whose controls are missing or do not stand apart is refused.

      The table has the columns plate, group (line and drug), line, drug, dose_nM (or its unit), \
      viability (or inhibition, effect, signal), well, role, replicate and left_out. Vehicle wells \
      are dose 0 of every curve of their plate and line. Then:
        primed fit responses.csv --dose dose_nM --response viability --group group
      """,
    aliases: ["normalize"])

  @OptionGroup package var input: PlateInputOptions

  @Option(help: "What readings become: viability, inhibition, effect or signal.")
  package var to = PlateNormalisationRequest.Response.viability

  @Option(help: "What stands for nothing alive: blank, positive or none (zero itself).")
  package var zero: PlateNormalisationRequest.Zero?

  @Option(
    help:
      "What place did to the plate and is taken out first: none, edge, gradient, both, polish or loess."
  )
  package var correct = PlateQualityRequest.Correction.none

  @Option(help: "The CSV file to write; standard output by default.")
  package var output: String?

  package init() {}

  package func run() throws {
    try OutputPlace.check(
      output, sparing: [input.file] + [input.layout, input.format].compactMap(\.self))
    let plates = try PlateNormalisationRequest(
      quality: PlateQualityRequest(input: input.request, correction: correct), response: to,
      zero: zero
    ).run()
    let terminal = Terminal.current
    if let output {
      try plates.write(to: output)
    } else {
      print(plates.csv, terminator: "")
    }
    for notice in plates.judged.input.notices { terminal.tell(notice) }
    let curves = plates.groups.count == 1 ? "1 curve" : "\(plates.groups.count) curves"
    for plate in plates.judged.plates { terminal.tell(plate.headline) }
    terminal.tell("Normalised to \(plates.meaning); \(curves).")
    if let output {
      terminal.tell("Wrote \(output). Fit it with:\n  \(plates.fitCommand(for: output))")
    }
  }
}

extension PlateNormalisationRequest.Response: ExpressibleByArgument {}
extension PlateNormalisationRequest.Zero: ExpressibleByArgument {}
