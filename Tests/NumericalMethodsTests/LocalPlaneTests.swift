import Foundation
import NumericalMethods
import Testing

struct LocalPlaneTests {
  private func grid(_ value: (Double, Double) -> Double) -> [LocalPlane.Point] {
    (0..<8).flatMap { y in
      (0..<12).map { x in
        LocalPlane.Point(x: Double(x), y: Double(y), value: value(Double(x), Double(y)))
      }
    }
  }

  @Test(arguments: [0.1, 0.3, 1.0])
  func `a plane is given back, also beyond its points`(span: Double) throws {
    let plane = try #require(
      LocalPlane(through: grid { 3 + 0.5 * $0 - 2 * $1 }, span: span))
    for (x, y) in [(0.0, 0.0), (5.5, 3.25), (11, 7), (13, -1)] {
      #expect(abs(plane.value(at: x, y) - (3 + 0.5 * x - 2 * y)) < 1e-9)
    }
  }

  @Test func `a wild point does not bend the surface`() throws {
    var points = grid { 0.1 * $0 + 0.01 * sin($0 + 3 * $1) }
    let clean = try #require(LocalPlane(through: points, span: 0.3))
    points[40] = .init(x: points[40].x, y: points[40].y, value: 100)
    let surface = try #require(LocalPlane(through: points, span: 0.3))
    #expect(abs(surface.value(at: 4, 3) - clean.value(at: 4, 3)) < 0.02)
  }

  @Test func `points on a line leave the other slope open`() throws {
    let points = (0..<10).map { LocalPlane.Point(x: Double($0), y: 2, value: 2 * Double($0)) }
    let surface = try #require(LocalPlane(through: points, span: 0.5))
    #expect(abs(surface.value(at: 4.5, 2) - 9) < 1e-9)
    #expect(surface.value(at: 4.5, 7).isFinite)
  }

  @Test func `three points make no surface`() {
    let points = (0..<3).map { LocalPlane.Point(x: Double($0), y: Double($0 * $0), value: 1) }
    #expect(LocalPlane(through: points, span: 1) == nil)
  }
}
