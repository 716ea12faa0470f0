import Foundation
import Testing
import primed

@Suite struct CommandWordsTests {
  @Test(arguments: [
    (["--seed", "-1"], ["--seed=-1"]),
    (["--at", "-3h", "--seed", "2"], ["--at=-3h", "--seed", "2"]),
    (["--drug", "-.5nM"], ["--drug=-.5nM"]), (["--end", "-inf"], ["--end=-inf"]),
    (["--json", "--seed", "1"], ["--json", "--seed", "1"]),
    (["--output", "-"], ["--output", "-"]), (["--seed=1", "-1"], ["--seed=1", "-1"]),
    (["a", "-1"], ["a", "-1"]), (["--", "--seed", "-1"], ["--", "--seed", "-1"]),
  ])
  func `a negative value belongs to the option before it`(words: [String], joined: [String]) {
    #expect(CommandWords.joiningNegativeValues(words) == joined)
  }

  @Test func `an empty value is told of by its option`() {
    #expect(CommandWords.complaint(about: ["--drug", "a", "--seed=1"]) == nil)
    #expect(
      CommandWords.complaint(about: ["--drug", "", "--line=", "  "]) == """
        --drug is given an empty value. Give it one, or leave the option out.
        --line is given an empty value. Give it one, or leave the option out.
        One of the words of the command is empty. Give it a value, or leave it out.
        """)
    #expect(CommandWords.complaint(about: ["--set", "a="]) == nil)
  }

  @Test(arguments: [
    (["assay", "simulate", "caspase", "--line", "rs4-11", "--drug", "AZD4320=1nM", "--seed", "-1"],
      3, "--seed -1; needed: at least 0"),
    (["assay", "simulate", "caspase", "--line", "rs4-11", "--drug", "AZD4320=1nM", "--at", "-3h"],
      3, "--at: a time of “-3h”; needed: a time of at least 0 h"),
    (["assay", "simulate", "caspase", "--line", "rs4-11", "--drug", "AZD4320=1e12M"],
      3, "pure water is 55.5 M of itself"),
    (["assay", "simulate", "caspase", "--line", "", "--drug", "AZD4320=1nM"], 2, "--line is given"),
    (["evidence", "check", "--only", ""], 2, "--only is given an empty value"),
    (["models", "export", "apoptosis", "--output", ""], 2, "--output is given an empty value"),
    (["models", "show", ""], 2, "One of the words of the command is empty"),
    (["models", "export", "apoptosis", "--format", "sbml", "--at", "4h"], 3, "--at 4h"),
    (["models", "show", "earm", "--topology", "direct"], 3, "apoptosis or azacitidine"),
    (["models", "show", "rs4-11", "--cleavage", "on"], 3, "apoptosis or azacitidine"),
    (["models", "show", "apoptosis", "--topology", "sideways"], 3, "embedded or direct or indirect"),
  ])
  func `what is asked in vain is answered in words`(
    words: [String], status: Int32, sentence: String
  ) throws {
    let run = try BuiltCommand.run(words)
    #expect(run.status == status)
    #expect(run.messages.contains(sentence), "\(run.messages)")
    #expect(run.output.isEmpty)
  }

  /// Keys whose own keys are names of species, drugs or columns, as people have them.
  private static let named: Set = ["species", "provenance", "units", "columns", "levels"]

  private func keys(of value: Any, at path: String = "") -> [String] {
    if let object = value as? [String: Any] {
      return object.flatMap { key, inner -> [String] in
        let below = keys(of: inner, at: "\(path)/\(key)")
        return (Self.named.contains(String(path.split(separator: "/").last ?? ""))
          ? [] : ["\(path)/\(key)"]) + below
      }
    }
    if let list = value as? [Any] { return list.flatMap { keys(of: $0, at: path) } }
    return []
  }

  @Test(arguments: [
    ["models", "list"], ["models", "show", "apoptosis"], ["models", "show", "azacitidine"],
    ["models", "show", "rs4-11"], ["evidence", "list"], ["evidence", "list", "--errata"], ["doctor"],
    ["simulate", "earm-1.0", "--end", "1h", "--steps", "2", "--select", "L"],
    [
      "assay", "simulate", "caspase", "--line", "rs4-11", "--drug", "AZD4320=1,10nM",
      "--population", "2",
    ],
    [
      "assay", "simulate", "fret", "--drug", "AZD4320=1,10nM", "--protein", "5nM", "--tracer", "5nM",
      "--tracer-kd", "5nM",
    ],
    ["assay", "simulate", "coip", "--drug", "AZD4320=100nM", "--population", "2"],
    ["models", "show", "nothing"],
  ])
  func `keys of JSON are words with underscores`(words: [String]) throws {
    let run = try BuiltCommand.run(words + ["--json"])
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let found = keys(of: object)
    #expect(!found.isEmpty)
    let wrong = Set(found).filter { path in
      let key = path.split(separator: "/").last.map(String.init) ?? ""
      return key.wholeMatch(of: /[a-z0-9]+(?:_[a-zA-Z0-9]+)*/) == nil
    }
    #expect(wrong.isEmpty, "\(wrong.sorted())")
  }
}
