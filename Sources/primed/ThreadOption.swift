import ArgumentParser
import Foundation

/// The `--threads` option, the same for every verb that has it.
package struct ThreadOption: ParsableArguments {
  @Option(
    name: .customLong("threads"),
    help: "How many threads; by default one a core. The numbers do not depend on it.")
  package var asked: Int?

  package init() {}

  package func validate() throws {
    if let asked, asked < 1 {
      throw ValidationError("--threads needs at least 1, found \(asked).")
    }
  }

  package var count: Int { asked ?? ProcessInfo.processInfo.activeProcessorCount }
}
