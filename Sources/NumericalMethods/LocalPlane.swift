/// A smooth surface through scattered points: at each place a plane fitted to the nearest points,
/// the nearer the weightier (loess of degree 1 in two variables).
///
/// Points that lie far from the surface lose their weight over two further passes, so that a wild
/// point does not bend it. A plane is given back exactly.
///
/// ## References
/// [Cleveland1979]; [ClevelandDevlin1988] for more than one variable.
public struct LocalPlane: Sendable {
  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double
    public let value: Double

    public init(x: Double, y: Double, value: Double) {
      (self.x, self.y, self.value) = (x, y, value)
    }
  }

  private let points: [Point]
  private let robustness: [Double]
  private let neighbours: Int

  /// Nil for fewer than four points: three would always make a plane.
  ///
  /// - Parameter span: the share of the points that each plane is fitted to, above 0 and at most 1.
  public init?(through points: [Point], span: Double) {
    guard points.count >= 4, span > 0 else { return nil }
    self.points = points
    neighbours = min(points.count, max(4, Int((span * Double(points.count)).rounded(.up))))
    var weights = [Double](repeating: 1, count: points.count)
    for _ in 0..<2 {
      let count = neighbours
      let residuals = points.map { point in
        point.value - Self.value(at: point.x, point.y, points, weights, count)
      }
      let spread = OrderStatistics.median(of: residuals.map(\.magnitude)) ?? 0
      guard spread > 0 else { break }
      // Tukey's bisquare, 0 beyond six median deviations.
      weights = residuals.map { residual in
        let part = residual / (6 * spread)
        return part.magnitude < 1 ? (1 - part * part) * (1 - part * part) : 0
      }
    }
    robustness = weights
  }

  /// The height of the surface.
  public func value(at x: Double, _ y: Double) -> Double {
    Self.value(at: x, y, points, robustness, neighbours)
  }

  private static func value(
    at x: Double, _ y: Double, _ points: [Point], _ robustness: [Double], _ neighbours: Int
  ) -> Double {
    let distances = points.map { point in
      let (dx, dy) = (point.x - x, point.y - y)
      return (dx * dx + dy * dy).squareRoot()
    }
    let reach = max(distances.sorted()[neighbours - 1], .leastNormalMagnitude)
    // Sums of weight, of weight times coordinates, and of weight times value.
    var (w, wx, wy, wxx, wxy, wyy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    var (wv, wxv, wyv) = (0.0, 0.0, 0.0)
    for (index, point) in points.enumerated() {
      // A point at the reach itself would weigh nothing: a hair beyond keeps the nearest four.
      let part = distances[index] / (reach * 1.001)
      guard part < 1 else { continue }
      let near = 1 - part * part * part
      let weight = near * near * near * robustness[index]
      let (dx, dy) = (point.x - x, point.y - y)
      w += weight
      wx += weight * dx
      wy += weight * dy
      wxx += weight * dx * dx
      wxy += weight * dx * dy
      wyy += weight * dy * dy
      wv += weight * point.value
      wxv += weight * dx * point.value
      wyv += weight * dy * point.value
    }
    guard w > 0 else {
      return OrderStatistics.median(of: points.map(\.value)) ?? .nan
    }
    // About the weighted middle, where the plane's slopes come from two equations.
    let (mx, my, mv) = (wx / w, wy / w, wv / w)
    let (cxx, cxy, cyy) = (wxx - w * mx * mx, wxy - w * mx * my, wyy - w * my * my)
    let (cxv, cyv) = (wxv - w * mx * mv, wyv - w * my * mv)
    let determinant = cxx * cyy - cxy * cxy
    // Points on one line leave one slope open: then only the slope along it is taken.
    guard determinant > 1e-9 * max(cxx, cyy) * max(cxx, cyy) else {
      guard cxx + cyy > 0 else { return mv }
      let slope = (cxv + cyv) / (cxx + 2 * cxy + cyy)
      return cxx + 2 * cxy + cyy > 1e-9 * (cxx + cyy) ? mv - slope * (mx + my) : mv
    }
    let slopeX = (cxv * cyy - cyv * cxy) / determinant
    let slopeY = (cyv * cxx - cxv * cxy) / determinant
    return mv - slopeX * mx - slopeY * my
  }
}
