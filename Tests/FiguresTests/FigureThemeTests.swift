import Figures
import Foundation
import Testing

/// Colours as the eye has them: contrast by WCAG 2, colour blindness by the matrices of
/// Machado, Oliveira and Fernandes (2009) at full severity, distance in CIE Lab.
struct FigureThemeTests {
  static let themes = [FigureTheme.light, FigureTheme.dark]

  @Test(arguments: themes)
  func `words and series stand out from the paper`(theme: FigureTheme) {
    for colour in [theme.ink, theme.quietInk] + theme.categories {
      #expect(Colour(colour).contrast(with: Colour(theme.paper)) >= 4.5, "\(colour)")
    }
    for colour in theme.ordinalRamp {
      #expect(Colour(colour).contrast(with: Colour(theme.paper)) >= 3, "\(colour)")
    }
  }

  @Test(arguments: themes, Blindness.allCases)
  func `coloured series differ for every kind of eye`(theme: FigureTheme, eye: Blindness) {
    let seen = theme.categories.map { Colour($0).seen(by: eye) }
    for (place, colour) in seen.enumerated() {
      for other in seen.dropFirst(place + 1) {
        // Ten is about four times the least difference that is noticed side by side.
        #expect(colour.distance(to: other) > 10, "\(eye): \(place)")
      }
    }
  }

  @Test(arguments: themes)
  func `ramps go one way in lightness`(theme: FigureTheme) {
    for ramp in [theme.ordinalRamp, theme.amountRamp] {
      let lightness = ramp.map { Colour($0).lab.lightness }
      let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
      #expect(steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 })
    }
  }

  @Test(arguments: themes)
  func `every style has a look`(theme: FigureTheme) throws {
    let json = try theme.configurationJSON()
    for style in FigureStyle.allCases { #expect(json.contains("\"\(style.rawValue)\":{")) }
  }
}

enum Blindness: CaseIterable {
  case none, protan, deutan, tritan

  /// Of linear red, green and blue, row by row.
  var matrix: [[Double]] {
    switch self {
    case .none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protan:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deutan:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritan:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }
}

struct Colour {
  /// Linear red, green and blue, 0 to 1.
  let linear: [Double]

  init(linear: [Double]) { self.linear = linear }

  init(_ hexadecimal: String) {
    let digits = Int(hexadecimal.dropFirst(), radix: 16) ?? 0
    linear = [digits >> 16, digits >> 8, digits].map { byte in
      let value = Double(byte & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
  }

  var luminance: Double { 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] }

  func contrast(with other: Colour) -> Double {
    let pair = [luminance, other.luminance].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  func seen(by eye: Blindness) -> Colour {
    Colour(
      linear: eye.matrix.map { row in
        min(1, max(0, zip(row, linear).map { $0 * $1 }.reduce(0, +)))
      })
  }

  var lab: (lightness: Double, a: Double, b: Double) {
    let x = (0.4124 * linear[0] + 0.3576 * linear[1] + 0.1805 * linear[2]) / 0.9505
    let z = (0.0193 * linear[0] + 0.1192 * linear[1] + 0.9505 * linear[2]) / 1.089
    let cube = [x, luminance, z].map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16 / 116 }
    return (116 * cube[1] - 16, 500 * (cube[0] - cube[1]), 200 * (cube[1] - cube[2]))
  }

  func distance(to other: Colour) -> Double {
    let (mine, theirs) = (lab, other.lab)
    return hypot(
      hypot(mine.lightness - theirs.lightness, mine.a - theirs.a), mine.b - theirs.b)
  }
}
