import ArgumentParser
import Foundation

/// The `--threads` option, the same for every verb that has it.
package struct ThreadOption: ParsableArguments {
  @Option(
    name: .customLong("threads"),
    help: "How many threads; by default one a core. The numbers do not depend on it.")
  package var asked: Int?

  package init() {}

  /// More than any machine has cores is a slip of the finger, and would only wait for each other.
  package static let range = 1...1024

  package func validate() throws {
    if let asked, !Self.range.contains(asked) {
      throw ValidationError(
        "--threads needs \(Self.range.lowerBound) to \(Self.range.upperBound), found \(asked); "
          + "more than the machine has cores are no faster.")
    }
  }

  package var count: Int { asked ?? ProcessInfo.processInfo.activeProcessorCount }
}
