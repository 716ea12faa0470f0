import FileFormats
import Quantities
import Testing

struct YAMLMappingReaderTests {
  enum Readout: String, CaseIterable { case caspase, viability }

  /// Reads one mapping; returns the value and the text of the refusal.
  func read<Value>(
    _ text: String, _ body: (YAMLMappingReader) -> Value?
  ) -> (value: Value?, refusal: String?) {
    do {
      return (
        try YAMLDocument(InputText(file: "s.yaml", text: text)).read(as: "a study", body), nil
      )
    } catch {
      return (nil, error.text)
    }
  }

  @Test func `every kind of value is read`() {
    let text = """
      title: RS4;11 against AZD4320
      line: rs4-11
      cells: 200
      scale: 0.11
      plot: true
      readout: Caspase
      time: 6h
      tags: [a, b]
      assay:
        time: 72 h
      """
    let (value, refusal) = read(text) { study -> Bool? in
      #expect(study.string("title") == "RS4;11 against AZD4320")
      #expect(study.name("line", among: ["RS4;11", "Ri-1"], as: "cell line") == "RS4;11")
      #expect(study.integer("cells", in: 1...10_000) == 200)
      #expect(study.number("scale", in: 0...1) == 0.11)
      #expect(study.boolean("plot") == true)
      #expect(study.choice("readout", of: Readout.self) == .caspase)
      #expect(study.quantity("time", as: Time.self, .aboveZero) == .hours(6))
      #expect(study.strings("tags") == ["a", "b"])
      #expect(study.mapping("assay") { $0.quantity("time", as: Time.self) } == .hours(72))
      #expect(study.string("note", .optional) == nil)
      return true
    }
    #expect(value == true)
    #expect(refusal == nil)
  }

  @Test func `all faults are found at once, with places and hints`() {
    let text = """
      lien: RS4;11
      time: 72
      doses: [0nM, -3nM, 10 bananas]
      cells: many
      drug: AZD-4230
      readout: caspse
      """
    let (_, refusal) = read(text) { study -> Bool? in
      _ = study.name("line", among: ["RS4;11"], as: "cell line")
      _ = study.quantity("time", as: Time.self)
      _ = study.quantities("doses", as: Concentration.self, .zeroOrMore)
      _ = study.integer("cells")
      _ = study.name("drug", among: ["AZD4320", "venetoclax"], as: "drug")
      _ = study.choice("readout", of: Readout.self)
      return true
    }
    #expect(
      refusal == """
        s.yaml:1:1: a study has no key “lien”; needed: one of the known keys
          hint: did you mean line?
        s.yaml:1:1: a study has no “line”; needed: the key “line”
        s.yaml:2:7: “72” has no unit; needed: a time with its unit
          hint: write one of s, min, h, d behind it, as in 72h
        s.yaml:3:14: “-3nM” is below zero; needed: a concentration of zero or more
        s.yaml:3:20: “bananas” is no unit of concentration; needed: a concentration with its unit
          hint: write one of pM, nM, µM, mM, M
        s.yaml:4:8: “many” is no whole number; needed: a whole number for “cells”
        s.yaml:5:7: “AZD-4230” is no known drug; needed: a known drug
          hint: did you mean AZD4320?
        s.yaml:6:10: “caspse” is no known “readout”; needed: a known “readout”
          hint: did you mean caspase?
        8 faults found; nothing was run.
        """)
  }

  @Test(arguments: [
    "[0nM, 1nM, 3nM, 10nM]", "0, 1, 3, 10nM", "[0, 1, 3, 10nM]", "0,1,3,10 nM",
    "\"0, 1, 3, 10nM\"", "[0, 1nM, 3nM, 0.01µM]", "[0, 1000pM, 3nM, 10nM]",
  ])
  func `a list of doses in all its spellings`(written: String) throws {
    let (value, refusal) = read("doses: \(written)") { study in
      study.quantities("doses", as: Concentration.self, .zeroOrMore)
    }
    #expect(refusal == nil)
    #expect(value == [.zero, .nanomolar(1), .nanomolar(3), .nanomolar(10)])
  }

  @Test func `one dose may stand alone`() {
    #expect(
      read("doses: 5nM") { $0.quantities("doses", as: Concentration.self) }.value == [.nanomolar(5)]
    )
  }

  @Test func `a unit in the middle does not serve those before it`() {
    let (_, refusal) = read("doses: 1, 3nM, 10, 30µM") { study in
      study.quantities("doses", as: Concentration.self)
    }
    #expect(
      refusal == """
        s.yaml:1:8: “1” has no unit; needed: a concentration with its unit
          hint: write one of pM, nM, µM, mM, M behind it, as in 1nM
        s.yaml:1:16: “10” has no unit; needed: a concentration with its unit
          hint: write one of pM, nM, µM, mM, M behind it, as in 10nM
        2 faults found; nothing was run.
        """)
  }

  @Test func `a unit is taken as it is spelled, capitals and all`() {
    func unit(_ written: String) -> (value: Unit<ConcentrationDimension>?, refusal: String?) {
      read("unit: \(written)") { $0.unit("unit", of: ConcentrationDimension.self) }
    }
    #expect(unit("uM").value == .micromolar)
    #expect(unit("mM").value == .millimolar)
    #expect(
      unit("MM").refusal == """
        s.yaml:1:7: “MM” is no unit of concentration; needed: a unit of concentration
          hint: did you mean mM? Capitals count in units
        """)
    #expect(unit("m").value == nil)
    #expect(
      read("dose: 10nm") { $0.quantity("dose", as: Concentration.self) }.refusal == """
        s.yaml:1:7: “nm” is no unit of concentration; needed: a concentration with its unit
          hint: did you mean nM? Capitals count in units
        """)
    #expect(unit("furlong").refusal?.contains("hint: write one of pM, nM, µM, mM, M") == true)
  }

  @Test func `a list without any unit is refused`() {
    let (value, refusal) = read("doses: [1, 3]") {
      $0.quantities("doses", as: Concentration.self)
    }
    #expect(value == nil)
    #expect(refusal?.contains("“3” has no unit") == true)
  }

  @Test(arguments: ["doses: []", "doses:", "doses: {a: 1}", "doses: ''", "doses: [[1nM]]"])
  func `a list that holds nothing is a fault`(text: String) {
    let (value, refusal) = read(text) { $0.quantities("doses", as: Concentration.self) }
    #expect(value == nil)
    #expect(refusal != nil)
  }

  @Test func `the same name twice is a fault`() {
    let (_, refusal) = read("lines: [RS4;11, rs411]") {
      $0.names("lines", among: ["RS4;11"], as: "cell line")
    }
    #expect(
      refusal
        == "s.yaml:1:17: the cell line “RS4;11” stands here again; needed: each cell line once")
  }

  @Test func `a list where a mapping should be is said so`() {
    let (_, refusal) = read("- a\n- b") { $0.string("title") }
    #expect(
      refusal == """
        s.yaml:1:1: a list stands where a study should be; needed: a mapping, with keys and \
        their values
        """)
  }

  @Test(arguments: ["inf", "nan", "0x10", "1e999", "1,5", "--1", "1 2"])
  func `what is no finite decimal number is no number`(written: String) {
    #expect(read("x: '\(written)'") { $0.number("x") }.value == nil)
  }
}
