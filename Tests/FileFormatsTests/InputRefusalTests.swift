import FileFormats
import Foundation
import Testing

struct InputRefusalTests {
  @Test func `faults are told in the order of the file, each once`() {
    let late = InputFault(
      file: "study.yaml", at: TextPosition(line: 12, column: 9), found: "“-3nM” is below zero",
      needed: "a concentration of zero or more")
    let early = InputFault(
      file: "study.yaml", at: TextPosition(line: 3, column: 1), found: "a study has no key “linse”",
      needed: "one of the known keys", hint: "did you mean lines?")
    let whole = InputFault(file: "study.yaml", found: "there is no such file", needed: "a file")
    let refusal = InputRefusal([late, early, late, whole])
    #expect(
      refusal.text == """
        study.yaml: there is no such file; needed: a file
        study.yaml:3:1: a study has no key “linse”; needed: one of the known keys
          hint: did you mean lines?
        study.yaml:12:9: “-3nM” is below zero; needed: a concentration of zero or more
        3 faults found; nothing was run.
        """)
  }

  @Test func `the JSON names its schema and holds every fault`() throws {
    let refusal = InputRefusal(
      InputFault(
        file: "a.yaml", at: TextPosition(line: 2, column: 5), found: "x", needed: "y", hint: "z"))
    let object = try JSONSerialization.jsonObject(with: Data(refusal.json.utf8))
    let document = try #require(object as? [String: Any])
    #expect(document["schema"] as? String == "primed.refusal/1")
    let faults = try #require(document["faults"] as? [[String: Any]])
    #expect(faults.count == 1)
    #expect(faults[0]["line"] as? Int == 2)
    #expect(faults[0]["column"] as? Int == 5)
    #expect(faults[0]["hint"] as? String == "z")
  }

  @Test func `a collector keeps a sensible number of faults and says how many more there are`() {
    let faults = FaultCollector(file: "t.csv", limit: 3)
    for line in 1...10 {
      faults.note(at: TextPosition(line: line, column: 1), found: "bad", needed: "good")
    }
    let refusal = #expect(throws: InputRefusal.self) { try faults.refuseIfAny() }
    #expect(
      refusal?.text == """
        t.csv:1:1: bad; needed: good
        t.csv:2:1: bad; needed: good
        t.csv:3:1: bad; needed: good
        10 faults found, the first 3 listed; nothing was run.
        """)
  }

  @Test func `a quotation stays on one line and short`() {
    #expect("a\nb".quotedForPeople == "“a b”")
    #expect("a\u{1B}[31mb\u{202E}".quotedForPeople == "“a [31mb ”")
    #expect(String(repeating: "x", count: 100).quotedForPeople.count == 63)
  }
}

struct NameSuggestionTests {
  let lines = ["RS4;11", "Ri-1", "OCI-M1", "KPUM-MS3", "KPUM-UH1", "MOLT-4"]

  @Test(arguments: ["RS4;11", "rs4-11", "RS411", "rs4 11"])
  func `case and punctuation do not matter`(written: String) {
    #expect(NameSuggestion.resolve(written, among: lines) == .found("RS4;11"))
  }

  @Test func `a slip earns a suggestion, nonsense the list of what there is`() {
    #expect(
      NameSuggestion.resolve("MOTL4", among: lines) == .unknown(suggestions: ["MOLT-4"]))
    #expect(NameSuggestion.hint(for: "MOTL4", among: lines) == "did you mean MOLT-4?")
    #expect(
      NameSuggestion.hint(for: "zebrafish", among: lines)
        == "known are KPUM-MS3, KPUM-UH1, MOLT-4, OCI-M1, RS4;11, Ri-1")
  }

  @Test func `two names that differ in punctuation alone are never confused silently`() {
    #expect(
      NameSuggestion.resolve("a1", among: ["A-1", "A 1"])
        == .unknown(suggestions: ["A-1", "A 1"]))
    #expect(NameSuggestion.resolve("A-1", among: ["A-1", "A 1"]) == .found("A-1"))
  }

  @Test(arguments: [("kitten", "sitting", 3), ("ab", "ba", 1), ("", "abc", 3), ("same", "same", 0)])
  func `edit distance counts insertions, deletions, replacements and swaps`(
    first: String, second: String, expected: Int
  ) {
    #expect(NameSuggestion.editDistance(Array(first), Array(second)) == expected)
    #expect(NameSuggestion.editDistance(Array(second), Array(first)) == expected)
  }
}
