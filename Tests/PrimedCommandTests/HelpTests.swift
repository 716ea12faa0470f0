import ArgumentParser
import Foundation
import Testing
import primed

/// Every verb below a command, with the words that name it on the command line.
private func verbs(
  below command: any ParsableCommand.Type, named words: [String] = []
) -> [(words: [String], verb: any ParsableCommand.Type)] {
  command.configuration.subcommands.flatMap { verb in
    let name = words + [verb._commandName]
    return [(name, verb)] + verbs(below: verb, named: name)
  }
}

/// The first line of an example, as the verb's own source gives it.
private func example(of verb: any ParsableCommand.Type) throws -> String {
  let lines = verb.configuration.discussion.split(separator: "\n").map(String.init)
  #expect(lines.first == HelpText.exampleHeading, "\(verb)")
  return try #require(lines.dropFirst().first, "\(verb)")
}

@Suite struct HelpTests {
  private let everything = [([], Primed.self)] + verbs(below: Primed.self)

  @Test func `every verb's help opens with a command that can be run`() throws {
    for (words, verb) in everything {
      let run = try BuiltCommand.run(words + ["--help"])
      let name = (["primed"] + words).joined(separator: " ")
      #expect(run.status == 0, "\(name)")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines.first == HelpText.exampleHeading, "\(name)")
      #expect(try lines.dropFirst().first == example(of: verb), "\(name)")
    }
  }

  @Test func `every example is understood by the parser, and runs the verb it explains`() throws {
    for (words, verb) in everything {
      let name = ["primed"] + words
      let commands = try example(of: verb).components(separatedBy: "&&").map {
        $0.split(separator: " ").map(String.init)
      }
      #expect(commands.contains { Array($0.prefix(name.count)) == name }, "\(name)")
      for command in commands {
        #expect(throws: Never.self, "\(command.joined(separator: " "))") {
          try Primed.parseAsRoot(Array(command.dropFirst()))
        }
      }
    }
  }

  @Test func `the example moves to the top and everything else stays`() {
    let help = "OVERVIEW: What.\n\nEXAMPLE\n  primed x\n\nMore.\n\nUSAGE: primed x"
    #expect(
      HelpText.openingWithExample(help)
        == "EXAMPLE\n  primed x\n\nOVERVIEW: What.\n\nMore.\n\nUSAGE: primed x")
    #expect(HelpText.openingWithExample("USAGE: primed x") == "USAGE: primed x")
  }

  @Test func `the examples of simulate on a line of the library run`() throws {
    let lines = SimulateCommand.configuration.discussion.split(separator: "\n")
      .filter { $0.hasPrefix("  primed simulate rs4-11") }
    #expect(!lines.isEmpty)
    for line in lines {
      let run = try BuiltCommand.run(line.split(separator: " ").dropFirst().map(String.init))
      #expect(run.status == 0, "\(line): \(run.messages)")
    }
  }

  @Test func `an example that the parser broke is whole again`() {
    let help =
      "OVERVIEW: What.\n\nEXAMPLE\n  primed x --long\n--longer\n  primed y\n\nUSAGE: primed x"
    #expect(
      HelpText.openingWithExample(help)
        == "EXAMPLE\n  primed x --long --longer\n  primed y\n\nOVERVIEW: What.\n\nUSAGE: primed x")
  }
}
