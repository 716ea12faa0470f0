import FileFormats
import Testing

struct DecimalEvidenceTests {
  private func finding(_ texts: [String]) -> DecimalEvidence.Finding {
    DecimalEvidence(texts).finding
  }

  /// The same numbers with the other mark.
  private func mirrored(_ texts: [String]) -> [String] {
    texts.map { text in String(text.map { $0 == "." ? "," : $0 == "," ? "." : $0 }) }
  }

  // MARK: Laws

  @Test(arguments: [
    ["0.333", "1.000", "3.000"], ["1.000", "10.5"], ["300", "1.000", "0.5"], ["1.0000", "2.000"],
    ["12.345", "1e-3", "0.1"], ["1543", "6.048"], ["1,234.5", "1,000"], ["1.5", "1,234"],
    ["300", "1,000", "1,234,567"],
  ])
  func `what leaves one reading of a point leaves it of a comma`(texts: [String]) {
    #expect(finding(texts) == .certain(.point))
    #expect(finding(mirrored(texts)) == .certain(.comma))
  }

  @Test(arguments: [["300", "1.000"], ["543", "6.048", "980"], ["10", "-1.000"]])
  func `what leaves two readings of a point leaves them of a comma`(texts: [String]) throws {
    let doubtful = try #require(texts.first { $0.contains(".") })
    #expect(finding(texts) == .ambiguous(.init(doubtful)))
    #expect(finding(mirrored(texts)) == .ambiguous(.init(mirrored([doubtful])[0])))
  }

  @Test func `the order of numbers changes nothing but which is shown`() {
    for texts in [
      ["300", "1.000", "0.5"], ["300", "1.000"], ["1", "2,5", "1.5"], ["2", "1.234"],
    ] {
      #expect(finding(texts) == finding(texts.reversed()))
    }
  }

  // MARK: Cases

  @Test func `a point without a whole number from ten on is what programs write`() {
    #expect(finding(["1.234", "2"]) == .certain(.point))
    #expect(finding(["98.123", "57.331", "12.301"]) == .certain(.point))
    #expect(finding(["1,234", "12,000"]) == .ambiguous(.init("1,234")))
  }

  @Test func `both marks in doubt are asked about, both in earnest are mixed`() {
    #expect(finding(["1.234", "1,234"]) == .ambiguous(.init("1.234")))
    #expect(finding(["1.5", "2,5"]) == .mixed(point: .init("1.5"), comma: .init("2,5")))
    #expect(finding(["1", "x,y", ""]) == .eitherWay)
  }
}

/// Tables whose marks may set thousands apart, read by their doses.
struct DoseMarkTests {
  private func table(
    _ doses: [String], responses: [String], mark: DecimalMark? = nil, logs: Bool = false
  ) throws -> [Double] {
    var statement = DoseTableStatement()
    statement.kind = .signal
    statement.unit = .symbol("nM")
    statement.decimalMark = mark
    statement.dosesAreLogarithms = logs
    let rows = zip(doses, responses).map { "\($0);\($1)" }.joined(separator: "\n")
    let read = try DoseTable(
      file: "t.csv", bytes: Array("dose;signal\n\(rows)\n".utf8), statement)
    var curves: [TableCurve] = []
    try read.forEachCurve { curves.append($0) }
    return curves[0].points.map(\.dose)
  }

  private static let whole = ["920", "880", "750", "410", "90"]

  /// Doses, and what they are where they leave one reading; nil where a person is asked.
  private static let cases: [([String], [Double]?)] = [
    (["10", "30", "100", "300", "1.000"], nil),
    (["10", "30", "100", "300", "1,000"], nil),
    (["3.000", "1.000", "300", "100", "30"], nil),
    (["1.000", "30", "100", "300", "3"], nil),
    (["100", "50.000", "25.000", "12.500", "0"], nil),
    (["0.333", "1.000", "3.000", "10.5", "30"], [0.333, 1, 3, 10.5, 30]),
    (["0,333", "1,000", "3,000", "10,5", "30"], [0.333, 1, 3, 10.5, 30]),
    (["0", "1.250", "2.500", "5.000", "10.000"], nil),
    (["0.000", "1.250", "2.500", "5.000", "10.000"], [0, 1.25, 2.5, 5, 10]),
    (["1.250", "2.500", "5.000", "10.000", "20.000"], [1.25, 2.5, 5, 10, 20]),
    (["0", "1", "3", "1.234", "9"], [0, 1, 3, 1.234, 9]),
    (["100", "33.333", "11.111", "3.704", "1.235"], [100, 33.333, 11.111, 3.704, 1.235]),
    (["100", "33,333", "11,111", "3,704", "1,235"], [100, 33.333, 11.111, 3.704, 1.235]),
    (["0", "1.235", "3.704", "11.111", "33"], [0, 1.235, 3.704, 11.111, 33]),
    (["33.333", "100", "11.111", "3.704", "1.235"], nil),
    (
      ["1000", "333.333", "111.111", "37.037", "12.346"], [1000, 333.333, 111.111, 37.037, 12.346]
    ),
    (["10", "100", "1.000", "10.000", "1.000.000"], [10, 100, 1000, 10000, 1_000_000]),
    (["10", "100", "1.000", "10.000", "1.000,5"], [10, 100, 1000, 10000, 1000.5]),
    (["10", "100", "1,000", "10,000", "1,000.5"], [10, 100, 1000, 10000, 1000.5]),
  ]

  @Test(arguments: cases)
  func `a dose that may be a thousand is asked about, and no other`(
    doses: [String], read: [Double]?
  ) throws {
    guard let read else {
      let refusal = #expect(throws: InputRefusal.self) {
        try table(doses, responses: Self.whole)
      }
      #expect(refusal?.faults.count == 1)
      #expect(refusal?.text.contains("may be ") == true)
      #expect(refusal?.text.contains("--decimal point or --decimal comma") == true)
      return
    }
    #expect(try table(doses, responses: Self.whole) == read)
  }

  @Test func `the answer is taken either way`() throws {
    let doses = ["10", "30", "100", "300", "1.000"]
    #expect(try table(doses, responses: Self.whole, mark: .point).last == 1)
    #expect(try table(doses, responses: Self.whole, mark: .comma).last == 1000)
    let commas = ["10", "30", "100", "300", "1,000"]
    #expect(try table(commas, responses: Self.whole, mark: .point).last == 1000)
    #expect(try table(commas, responses: Self.whole, mark: .comma).last == 1)
  }

  @Test func `one plain number among the responses settles the doses`() throws {
    let doses = ["1.000", "30", "100", "300", "3"]
    let pointed = ["0.98", "0.9", "0.7", "0.4", "0.1"]
    #expect(try table(doses, responses: pointed).first == 1)
    #expect(
      try table(doses, responses: pointed.map { $0.replacing(".", with: ",") }).first == 1000)
  }

  /// A file with decimal points may still come from a hand that set thousands apart.
  @Test(arguments: [
    ["10", "30", "100", "300", "1.000"], ["300", "1.000", "3000", "10000", "30000"],
    ["100", "300", "1.000", "3.000", "10.000"],
  ])
  func `doses that run in order only as thousands contradict a decimal mark`(
    doses: [String]
  ) throws {
    for responses in [["97.1", "95.2", "80.3", "41.4", "5.5"], Self.whole] {
      #expect(throws: InputRefusal.self) { try table(doses, responses: responses) }
      let read = try table(doses, responses: responses, mark: .point)
      #expect(read.contains(1))
    }
    let commas = ["97,1", "95,2", "80,3", "41,4", "5,5"]
    #expect(try table(doses, responses: commas).contains(1000))
  }

  @Test func `responses with three decimals everywhere settle nothing and ask nothing`() throws {
    let doses = ["1", "3", "10", "30", "100"]
    let responses = ["98.123", "97.331", "80.125", "41.007", "5.220"]
    #expect(try table(doses, responses: responses) == [1, 3, 10, 30, 100])
    #expect(throws: InputRefusal.self) {
      try table(["10", "30", "100", "300", "1.000"], responses: responses)
    }
  }

  @Test func `signals with thousands apart are asked about`() {
    #expect(throws: InputRefusal.self) {
      try table(
        ["1", "3", "10", "30", "100"], responses: ["12.345", "9.120", "1.020", "543", "80"])
    }
  }

  @Test func `a logarithm of a dose is no thousand`() throws {
    let doses = ["-9.000", "-8.500", "-8.000", "-7", "-10"]
    let read = try table(doses, responses: Self.whole, logs: true)
    #expect(read[0] == 1e-9)
    #expect(
      try table(
        doses.map { $0.replacing(".", with: ",") }, responses: Self.whole, logs: true) == read)
  }

  @Test func `what was passed over between thousands is told`() throws {
    var statement = DoseTableStatement()
    statement.kind = .signal
    let text = "dose (nM);signal\n300;0,5\n1.000;0,2\n"
    let read = try DoseTable(file: "t.csv", bytes: Array(text.utf8), statement)
    #expect(
      read.notices.contains(
        "Signs between thousands, such as “1.000” in line 3, were passed over."))
  }
}
