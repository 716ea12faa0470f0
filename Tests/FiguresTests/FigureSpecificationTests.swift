import Figures
import Foundation
import Testing

struct FigureSpecificationTests {
  static let everyView: [FigureView] = {
    let data = InlineData(rows: [
      ["a": 1, "b": "x", "c": .missing], ["a": 0.1, "b": "y", "c": true],
    ])
    var mark = Mark(.line, style: .series)
    mark.interpolate = .stepAfter
    mark.strokeDash = [2, 1]
    let single = SingleView(
      mark,
      Encoding(
        x: .field(
          "a", .quantitative, title: "A (nM)", scale: .log(0.1...10),
          axis: .shown(Axis(values: [0.1, 1, 10], format: "~g", grid: true))),
        y: .field("b", .nominal, axis: .hidden), y2: .datum(3, .quantitative),
        color: .value("red"), tooltip: [.field("a", .quantitative, format: ".3~g")]),
      data: data,
      transform: [.flatten(["a", "c"]), .filter("datum.a > 0"), .calculate("[1,2]", named: "t")],
      width: .container, height: .step(20))
    let layered = LayeredView([single, single], data: data, width: .pixels(300))
    return [
      .single(single), .layered(layered),
      .faceted(FacetedView(by: .field("b", .nominal), of: data, columns: 2, .layered(layered))),
      .row([.single(single), .layered(layered)]), .column([.row([.single(single)])]),
    ]
  }()

  @Test(arguments: everyView)
  func `a specification reads back equal`(view: FigureView) throws {
    let specification = FigureSpecification(summary: "two rows", view)
    let json = try specification.json()
    let back = try JSONDecoder().decode(FigureSpecification.self, from: Data(json.utf8))
    #expect(back == specification)
    #expect(try back.json() == json)
  }

  @Test func `every number reads back to the same bits`() throws {
    var state: UInt64 = 42
    let numbers = (0..<2000).compactMap { _ -> Double? in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      return number.isFinite ? number : nil
    }
    let json = try JSONEncoder().encode(FigureValue.numbers(numbers))
    let back = try JSONDecoder().decode([Double].self, from: json)
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `a number that is not finite is null and never 0`(number: Double) throws {
    let json = try JSONEncoder().encode(FigureValue.list([.number(number), 1]))
    #expect(String(decoding: json, as: UTF8.self) == "[null,1]")
  }

  @Test func `a hidden axis is null, one left to the renderer is absent`() throws {
    let view = SingleView(
      Mark(.point),
      Encoding(
        x: .field("a", .quantitative, axis: .hidden), y: .field("b", .quantitative)))
    let json = try FigureSpecification(summary: "", .single(view)).json()
    #expect(json.contains(#""x":{"axis":null,"field":"a","type":"quantitative"}"#))
    #expect(json.contains(#""y":{"field":"b","type":"quantitative"}"#))
  }

  @Test func `the JSON names Vega-Lite 6 and carries the words for those who cannot see`() throws {
    let json = try FigureSpecification(summary: "Three curves", Self.everyView[0]).json()
    #expect(json.contains(#""$schema":"https://vega.github.io/schema/vega-lite/v6.json""#))
    #expect(json.contains(#""description":"Three curves""#))
  }
}
