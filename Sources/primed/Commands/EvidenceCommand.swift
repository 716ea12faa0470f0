import ArgumentParser
import Foundation
import Workbench

/// `primed evidence`: what was published, and how the simulation stands beside it.
package struct EvidenceCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Lists published observations, and sets simulated values beside them.",
    discussion: """
      EXAMPLE
        primed evidence check
      """,
    subcommands: [EvidenceListCommand.self, EvidenceCheckCommand.self])

  package init() {}
}

/// `primed evidence list`.
package struct EvidenceListCommand: AnswersInJSON {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists what the guides state, with exact wording, source and caveat.",
    discussion: """
      EXAMPLE
        primed evidence list

      With --errata, the eight errors or gaps of the guides instead: what they say, what is right, \
      and what Primed does about it.
      """)

  @Flag(help: "List what the guides get wrong or leave out.")
  package var errata = false

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func run() throws {
    if errata { return try listErrata() }
    let rows = EvidenceTable.published
    if inJSON {
      print(try JSONAnswer(schema: "primed.evidence/1", body: ["observations": rows]).text())
      return
    }
    print(EvidenceText.text(of: rows))
  }

  private func listErrata() throws {
    let rows = ErrataTable.rows
    if inJSON {
      print(try JSONAnswer(schema: "primed.errata/1", body: ["errata": rows]).text())
    } else {
      print(ErrataText.text(of: rows))
    }
  }
}

/// `primed evidence check`.
package struct EvidenceCheckCommand: AnswersInJSON, AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judges every system S1 to S20 and every prediction on simulated cells.",
    discussion: """
      EXAMPLE
        primed evidence check --only S3,S6 --cells 50

      Each line says what a guide states, what must be found, what the cells showed, and what a \
      negative control showed; published potencies follow with the simulated ones beside them. \
      A value that was used to choose parameters is shown as used, never as agreeing. What the \
      guides do not state as a number is not claimed.
      """)

  @Option(help: "Systems or lines alone, as in S3,P2; everything by default.")
  package var only: String?

  @Option(help: "Cells a condition.")
  package var cells = 200

  @OptionGroup package var threads: ThreadOption

  @OptionGroup package var json: JSONOption

  package var inJSON: Bool { json.isOn }

  package init() {}

  package func validate() throws {
    if cells < 1 { throw ValidationError("--cells needs at least 1, found \(cells).") }
  }

  package func run() async throws {
    let bar = ProgressBar()
    defer { bar.clear() }
    let answer = try await EvidenceCheckRequest(
      only: only, cells: cells,
      threads: threads.count
    ).run(listener: bar)
    bar.clear()
    if inJSON {
      print(try JSONAnswer(schema: "primed.evidence-check/1", body: answer).text())
      return
    }
    print(ScienceText.text(of: answer.lines, parameters: answer.parameters))
    if !answer.observations.isEmpty { print("\n\(EvidenceText.text(of: answer.observations))") }
  }
}
