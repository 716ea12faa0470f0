import ArgumentParser
import Foundation
import Workbench

/// Which cells a virtual experiment is done in: the same for every kind that has cells.
package struct AssayCellOptions: ParsableArguments {
  @Option(
    help: """
      A cell line, or the path of a YAML file as `primed models show NAME --yaml` prints; case and \
      punctuation do not matter. May be given again.
      """)
  package var line: [String] = []

  @Option(
    help: """
      Proteins whose genes are gone, as in BAX,BAK, or TP53; with azacitidine or decitabine also UCK2, \
      DCK and hENT1. May be given again.
      """)
  package var knockout: [String] = []

  @Option(
    help: """
      Factors on protein levels, as in MCL1=3,BIM=0.5, and with azacitidine or decitabine on UCK2, \
      DCK, hENT1 (0 to 1), CDA (1 to 10) and RRM2 (1 to 10: how much less of the drug goes to DNA \
      once the cell makes more nucleotides of its own, which peaks 3–4 days after exposure). May be \
      given again.
      """)
  package var scale: [String] = []

  @Option(
    help: """
      How BAX and BAK are activated: embedded, direct or indirect; embedded by default. What holds in \
      one alone depends on this choice.
      """)
  package var topology: String?

  @Option(help: "Whether active caspase-3/7 cuts BCL-2 and MCL-1: on or off; off by default.")
  package var cleavage: String?

  @Option(help: "Cells a condition; each differs in its protein levels.")
  package var population = 200

  package init() {}
}

/// What the cells are given and when they are read.
package struct AssayDosingOptions: ParsableArguments {
  @Option(
    help: """
      A drug, or the path of its YAML file, and its nominal doses with a unit, as in \
      AZD4320=0,1,3,10nM. Given twice, the two drugs make a full grid, and Bliss excess is computed.
      """)
  package var drug: [String] = []

  @Option(help: "When the assay is read after treatment, as in 6h or 1,3,6h.")
  package var at: [String] = []

  @Option(
    help: """
      When drugs are given and washed out, as in AZD4320@0h=100nM,wash@4h; a step without a dose \
      takes those of --drug, and a step with one needs --drug to leave that drug out or to give \
      just that dose.
      """)
  package var schedule: String?

  @Option(
    help: """
      From one division to the next, as in 30h, or none; by default viability, methylation and \
      whatever is given azacitidine or decitabine divide as their line does, the rest do not. Cells \
      that do not divide also keep their protein levels unless --drift on is given.
      """)
  package var doubling: String?

  @Option(
    help: """
      Whether protein levels drift while cells are watched (Ornstein–Uhlenbeck, 40 h); by default \
      only in cells that divide.
      """)
  package var drift: Drift?

  package enum Drift: String, CaseIterable, ExpressibleByArgument, Sendable {
    case on, off
  }

  package init() {}
}

/// Where the hazard of death goes, of the kinds whose populations live and die.
package struct HazardOption: ParsableArguments {
  @Option(
    help: """
      A CSV file for the population's hazard of death, hour by hour and dose by dose, with its \
      companion FILE.json: what carries these cells into a tumour.
      """)
  package var hazard: String?

  package init() {}

  package func validate() throws {
    if hazard == "-" {
      throw ValidationError(
        "--hazard needs the name of a file; standard output holds the readings.")
    }
  }

  /// - Throws: if the readings and the hazard would be written to one file, companions among them.
  func check(against output: String?) throws {
    guard let hazard, let output else { return }
    if let shared = OutputPlace.shared(by: hazard, and: output) {
      throw ValidationError("--hazard and --output both name \(shared); they need a file each.")
    }
  }
}

/// Repeats, seed, threads and output: the same for every kind.
package struct AssayRunOptions: ParsableArguments {
  @Option(
    name: [.customLong("repeats"), .customLong("replicates")],
    help: "Wells, tubes or blots of a condition; by default as the protocol has it.")
  package var repeats: Int?

  @Option(help: "Of cells and noise; the same seed gives the same file on every machine.")
  package var seed = 1

  @Option(help: "The CSV file to write; standard output by default.")
  package var output: String?

  @OptionGroup package var threads: ThreadOption

  @OptionGroup package var json: JSONOption

  package init() {}

  package func validate() throws {
    if json.isOn, output != nil, output != "-" {
      throw ValidationError("--json answers on standard output; leave --output out.")
    }
  }

  /// Runs an experiment with a progress bar, and writes or prints what it gave.
  ///
  /// - Parameters:
  ///   - words: lines and drugs as they were asked for; those that are files are not replaced.
  ///   - hazard: the file for the hazard of death; nil where none was asked for.
  func answer(
    reading words: [String] = [], hazard: String? = nil,
    _ experiment: (ProgressBar) async throws -> VirtualAssayResult
  ) async throws {
    let inputs = words.map { String($0.prefix { $0 != "=" }) }
    try OutputPlace.check(output, sparing: inputs)
    try OutputPlace.check(hazard, for: "--hazard", sparing: inputs)
    let bar = ProgressBar()
    defer { bar.clear() }
    let result = try await experiment(bar)
    bar.clear()
    // An experiment without a row replaces no file.
    if !json.isOn, result.table.rows.isEmpty, !result.failures.isEmpty {
      throw ItemsFailed(result.failures)
    }
    if json.isOn {
      print(try JSONAnswer(schema: "primed.assay/1", body: result.answer).text())
    } else if let output, output != "-" {
      let files = try result.write(to: output)
      Terminal.current.tell("Wrote \(files.joined(separator: ", ")): \(result.summary)")
    } else {
      print(result.csv, terminator: "")
      if let derived = result.derived {
        Terminal.current.tell(
          "The table of \(derived.suffix) is written beside FILE.csv with --output, and stands in --json."
        )
      }
    }
    if let hazard, let table = result.hazards.first {
      let files = try table.write(to: hazard)
      if !json.isOn {
        Terminal.current.tell("Wrote \(files.joined(separator: ", ")): the hazard of death, 1/h.")
      }
    }
    if !json.isOn {
      for finding in result.findings { Terminal.current.tell(finding) }
      for sentence in result.words() { Terminal.current.tell(sentence) }
    }
    if !result.failures.isEmpty { throw ItemsFailed(result.failures) }
  }
}

extension VirtualAssayRequest {
  init(
    _ cells: AssayCellOptions, _ dosing: AssayDosingOptions?, _ run: AssayRunOptions,
    hazard: HazardOption? = nil
  ) {
    self.init()
    asksHazard = hazard?.hazard != nil
    lines = cells.line
    knockouts = cells.knockout
    scales = cells.scale
    topology = cells.topology
    cleavage = cells.cleavage
    self.cells = cells.population
    drugs = dosing?.drug ?? []
    times = dosing?.at ?? []
    schedule = dosing?.schedule
    doubling = dosing?.doubling
    drift = dosing?.drift.map { $0 == .on }
    repeats = run.repeats
    seed = run.seed
    threads = run.threads.count
  }
}
