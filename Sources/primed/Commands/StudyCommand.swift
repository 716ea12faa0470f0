import ArgumentParser
import Foundation
import Workbench

/// `primed study`: a study file, from blank to report.
package struct StudyCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Writes, checks and runs study files.",
    discussion: """
      EXAMPLE
        primed study new my-study.yaml && primed study run my-study.yaml --output results

      A study file says which lines, drugs, doses and assays are meant, and which measured data \
      stand beside them. Its run is a folder: a report, tidy tables and a database.
      """,
    subcommands: [StudyNewCommand.self, StudyCheckCommand.self, StudyRunCommand.self])

  package init() {}
}

/// `primed study new FILE.yaml`: a commented study to start from.
package struct StudyNewCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a commented study file to start from.",
    discussion: """
      EXAMPLE
        primed study new my-study.yaml
      """)

  @Argument(help: "The file to write; one that exists is left alone.")
  package var file: String

  package init() {}

  package func run() throws {
    try StudyTemplate.write(to: file)
    Terminal.current.tell("Wrote \(file). Next: primed study check \(file)")
  }
}

/// `primed study check STUDY.yaml`: every fault of a study file at once.
package struct StudyCheckCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells every fault of a study file, and runs nothing.",
    discussion: """
      EXAMPLE
        primed study check my-study.yaml
      """)

  @Argument(help: "The study file.")
  package var study: String

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() throws {
    let outline = try StudyOutline(checking: study)
    if inJSON {
      print(try JSONAnswer(schema: "primed.study-check/1", body: outline).text())
    } else {
      print(outline.text)
    }
  }
}

/// `primed study run STUDY.yaml`: a results folder with a report.
package struct StudyRunCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a study and writes a folder with its report.",
    discussion: """
      EXAMPLE
        primed study run my-study.yaml --output results

      The folder holds report.html, tidy CSV tables with their units, and study.sqlite with inputs, \
      versions, hashes and results. It appears when all of it is done, or not at all.
      """)

  @Argument(help: "The study file.")
  package var study: String

  @OptionGroup package var output: ResultsOptions
  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() async throws {
    try await output.run(studyAt: study, inJSON: inJSON)
  }
}

/// `primed demo`: the shipped study.
package struct DemoCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs the shipped study: what AZD4320 does to three lines.",
    discussion: """
      EXAMPLE
        primed demo --output primed-demo

      The same as `primed study run Examples/azd4320/study.yaml`.
      """)

  @OptionGroup package var output: ResultsOptions
  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() async throws {
    try await output.run(studyAt: try StudyTemplate.shippedStudy(), inJSON: inJSON)
  }
}

/// Where results go, and how many processors make them.
package struct ResultsOptions: ParsableArguments {
  @Option(help: "The folder to write; by default named after the study.")
  package var output: String?

  @Flag(help: "Replace the folder if it holds earlier results.")
  package var replace = false

  @OptionGroup package var threads: ThreadOption

  package init() {}

  /// Runs a study, shows progress, and tells where the report is.
  func run(studyAt path: String, inJSON: Bool) async throws {
    let bar = ProgressBar()
    defer { bar.clear() }
    let outcome = try await StudyUseCase(
      path: path, output: output, replaces: replace,
      threads: threads.count
    ).run(listener: bar)
    bar.clear()
    if inJSON {
      print(try JSONAnswer(schema: "primed.study-run/1", body: outcome).text())
    } else {
      print(outcome.text)
    }
    if !outcome.failures.isEmpty { throw ItemsFailed(outcome.failures) }
  }
}
