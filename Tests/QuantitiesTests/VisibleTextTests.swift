import Quantities
import Testing

@Suite struct VisibleTextTests {
  @Test func `control characters become pictures, invisible ones a mark`() {
    #expect("a\u{1B}[31mb\u{0}\u{7F}".withVisibleControls == "a␛[31mb␀␡")
    #expect("a\u{202E}b\u{9B}c\u{2028}".withVisibleControls == "a�b�c�")
    #expect("µ °C 10\n\t– ok".withVisibleControls == "µ °C 10\n\t– ok")
  }

  @Test func `a name is told on one line and cut`() {
    #expect("a\r\nb\tc".onOneLine(atMost: 40) == "a b c")
    #expect(String(repeating: "x", count: 50).onOneLine(atMost: 3) == "xxx…")
    #expect(["a", "b\u{1B}", "c"].listed(first: 2) == "a, b␛, …")
    #expect(["a", "b"].listed(first: 2) == "a, b")
  }
}
