import ArgumentParser
import Workbench

/// The command as a person types it: its verbs, and nothing else.
@main
package struct Primed: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "primed",
    abstract: "Takes an apoptosis drug study from plate to mechanism.",
    discussion: """
      EXAMPLE
        primed doctor

      Simulates what BH3 mimetics do to single cells, fits doses and responses, and writes one \
      report in which every number has its unit, its source and how far it can be trusted. \
      Parameters are illustrative: for research and teaching, not for clinical use.

      Answers go to standard output, messages to standard error. Exit status: 0 done, 1 an item \
      failed, 2 command line not understood, 3 input refused, 70 a fault of Primed's own, \
      130 interrupted.
      """,
    version: PrimedVersion.current,
    subcommands: [
      DemoCommand.self, StudyCommand.self, PlateCommand.self, FitCommand.self, SimulateCommand.self,
      EnsembleCommand.self, AssayCommand.self, ModelsCommand.self,
      EvidenceCommand.self, DoctorCommand.self,
    ])

  package init() {}

  package static func main() async {
    let status = await CommandShell.run(Primed.self, Array(CommandLine.arguments.dropFirst()))
    status.endProcess()
  }
}
