import FileFormats
import Testing

struct YAMLDocumentTests {
  func refusal(_ text: String, limits: YAMLDocument.Limits = .init()) -> InputRefusal? {
    do {
      _ = try YAMLDocument(InputText(file: "s.yaml", text: text), limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func `scalars stay text and know their places`() throws {
    let document = try YAMLDocument(
      InputText(file: "s.yaml", text: "name: no\ntime: 072\nlist:\n  - 1e3\n  - \"\"\nnone:\n"))
    #expect(document.root["name"]?.content == .scalar("no", isQuoted: false))
    #expect(document.root["time"]?.content == .scalar("072", isQuoted: false))
    #expect(document.root["time"]?.position == TextPosition(line: 2, column: 7))
    #expect(document.root["none"]?.content == .nothing)
    guard case .sequence(let nodes)? = document.root["list"]?.content else {
      Issue.record("list is no list")
      return
    }
    #expect(nodes[0].content == .scalar("1e3", isQuoted: false))
    #expect(nodes[1].content == .scalar("", isQuoted: true))
    #expect(nodes[1].position == TextPosition(line: 5, column: 5))
  }

  @Test func `a key given twice is refused`() {
    #expect(
      refusal("a: 1\nb: 2\na: 3\n")?.text == """
        s.yaml:1:1: the key “a” stands more than once in this mapping; needed: each key once
          hint: remove or rename the others; none is preferred silently
        """)
  }

  @Test func `an alias is refused before it can multiply`() {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...30 {
      bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(
      refusal(bomb)?.text == """
        s.yaml:2:10: the alias “*a0”; needed: the value itself
          hint: anchors and aliases are not read; write it out
        """)
    #expect(refusal("a: &x 1\n? *x\n: 2\n") != nil)
    #expect(refusal("note: 3 * 4 and R&D *stay* text & so on\n") == nil)
  }

  @Test(arguments: ["[", "- ", "{a: ", "? "])
  func `nesting without end is refused`(opening: String) {
    #expect(refusal(String(repeating: opening, count: 50_000)) != nil)
  }

  @Test func `nesting beyond the limit names the limit`() {
    let text = "a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(refusal(text)?.text.contains("at most 32") == true)
  }

  @Test func `size, tags, many documents and emptiness are refused in words`() {
    #expect(
      refusal("a: 12345678901234567890", limits: .init(size: 10))?.text == """
        s.yaml: the file has 23 bytes; needed: a YAML file of at most 10 bytes
          hint: measured data belong into a table beside the study, not into it
        """)
    #expect(refusal("a: !!binary abc")?.text.contains("a value without a tag") == true)
    #expect(refusal("a: 1\n---\nb: 2\n")?.text.hasPrefix("s.yaml:2:1: ") == true)
    #expect(refusal("# nothing\n")?.text == "s.yaml: the file is empty; needed: a YAML mapping")
    #expect(refusal("? [a, b]\n: 1\n")?.text.contains("a key that is plain text") == true)
  }

  @Test func `syntax errors have a place and a hint`() {
    #expect(
      refusal("doses: [0, 1, 3] nM\n")?.text == """
        s.yaml:1:18: did not find expected key (while parsing a block mapping in line 1); \
        needed: valid YAML
          hint: a unit behind a list is not YAML; write 0, 1, 3, 10nM, or [1nM, 3nM]
        """)
    #expect(
      refusal("a:\n\tb: 1\n")?.text.contains("indent with spaces; YAML takes no tab there") == true)
  }
}
