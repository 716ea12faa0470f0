import Figures
import Foundation
import Testing

/// Every row that a figure draws, whichever layer it is in.
private func rows(_ figure: some FigureSource) throws -> [[String: Any]] {
  let json = try figure.specification.json()
  let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
  let layers = try #require(object?["layer"] as? [[String: Any]])
  return layers.flatMap { layer in
    (layer["data"] as? [String: Any])?["values"] as? [[String: Any]] ?? []
  }
}

@Suite struct FitFigureTests {
  private let dose = FigureAxis("EC50", unit: "nM")

  @Test func `potencies stand in order, what lies below the doses first and above them last`() {
    let ranking = PotencyRanking(
      [
        .init(name: "C", dose: 1000, bound: .above), .init(name: "B", dose: 30, interval: 20...40),
        .init(name: "A", dose: 3, interval: 1...9), .init(name: "D", dose: 1, bound: .below),
        .init(name: "E", dose: .nan),
      ], dose: dose)
    #expect(ranking.entries.map(\.name) == ["D", "A", "B", "C"])
    #expect(ranking.table.rowCount == 4)
  }

  @Test func `an interval never leaves the axis, and a bound has none`() throws {
    let ranking = PotencyRanking(
      [
        .init(name: "A", dose: 3, interval: 1e-9...1e9), .init(name: "B", dose: 5, bound: .above),
      ], dose: dose)
    for row in try rows(ranking) {
      if let low = row["low"] as? Double { #expect(low >= 1) }
      if let high = row["high"] as? Double { #expect(high <= 15.000_001) }
      if row["kind"] as? String == "above" { #expect(!(row["high"] is Double)) }
    }
  }

  @Test func `two curves of one name keep two places`() throws {
    let ranking = PotencyRanking(
      [.init(name: "A", dose: 1), .init(name: "A", dose: 2)], dose: dose)
    let labels = Set(try rows(ranking).compactMap { $0["label"] as? String })
    #expect(labels == ["A (1)", "A (2)"])
  }

  @Test func `vehicle stands left of the doses, and a point that lost its say is hollow`() throws {
    let figure = ScatterFigure(
      [
        .init(x: 0, y: 0.1), .init(x: 10, y: -0.1), .init(x: 100, y: 3, standing: .downWeighted),
      ], x: FigureAxis("Dose"), y: FigureAxis("Residual"), isLogarithmic: true, level: 0)
    let drawn = try rows(figure)
    #expect(drawn.contains { ($0["x"] as? Double).map { $0 > 0 && $0 < 10 } ?? false })
    #expect(drawn.count { $0["standing"] as? String == "down-weighted" } == 1)
    #expect(try figure.specification.json().contains("\"filled\":false"))
  }
}
