import ArgumentParser
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

@Suite struct HelpTests {
  @Test func `every verb's help opens with a command that can be run`() throws {
    for (words, _) in [([], Primed.self)] + verbs(below: Primed.self) {
      let run = try BuiltCommand.run(words + ["--help"])
      let name = (["primed"] + words).joined(separator: " ")
      #expect(run.status == 0, "\(name)")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines.first == HelpText.exampleHeading, "\(name)")
      let example = try #require(lines.dropFirst().first)
      #expect(example.hasPrefix("  \(name)"), "\(name)")
    }
  }

  @Test func `every example is understood by the parser`() throws {
    for (words, verb) in [([], Primed.self)] + verbs(below: Primed.self) {
      let lines = verb.configuration.discussion.split(separator: "\n")
      let example = try #require(lines.dropFirst().first).split(separator: " ").map(String.init)
      #expect(Array(example.prefix(words.count + 1)) == ["primed"] + words)
      #expect(throws: Never.self, "\(example.joined(separator: " "))") {
        try Primed.parseAsRoot(Array(example.dropFirst()))
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
}
