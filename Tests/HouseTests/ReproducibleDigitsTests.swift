import Foundation
import Testing

/// A C library picks its exp and log by processor, and two of them differ in the last place. What is
/// fitted and judged is computed by the house's own, so that a number does not depend on where it was
/// made.
@Suite struct ReproducibleDigitsTests {
  @Test(arguments: ["NumericalMethods", "DoseResponse", "Assays", "Synergy"])
  func `no file of a room that computes statistics imports a C library`(room: String) throws {
    let files = try House.swiftFiles(below: "Sources/\(room)")
    #expect(!files.isEmpty)
    for path in files {
      for line in try House.text(of: path).split(separator: "\n") {
        let isImport = line.firstMatch(
          of: /^\s*(?:@\S+\s+)*(?:\w+\s+)?import\s+(?:Foundation\w*|Glibc|Musl|Darwin)\b/)
        #expect(isImport == nil, "\(path): \(line); NumericalMethods has exp, log and their like")
      }
    }
  }

  @Test(arguments: ["Fitting", "PlateQuality", "PlateNormalisation", "PlateDesign"])
  func `what is told of fits and plates calls no function of the C library`(folder: String) throws {
    let files = try House.swiftFiles(below: "Sources/Workbench/\(folder)")
    #expect(!files.isEmpty)
    for path in files {
      for line in try House.text(of: path).split(separator: "\n") {
        #expect(Self.callsLibrary(line) == nil, "\(path): \(line)")
      }
    }
  }

  @Test func `a call is noticed, and its like in words or of the house is not`() {
    for line in ["let x = pow(10, 2)", "  log10(dose)", "-exp(y)", "Foundation.log1p(x)"] {
      #expect(Self.callsLibrary(line[...]) != nil, "\(line)")
    }
    for line in [
      "ReproducibleMath.exp(x)", "/// exp(x)", "\"a*(1-exp(-b*x))\"", "catalog(x)", "x.log(y)",
    ] {
      #expect(Self.callsLibrary(line[...]) == nil, "\(line)")
    }
  }

  /// The first call of a function that a C library would answer.
  private static func callsLibrary(_ line: Substring) -> Substring? {
    let code = line.replacing(/\/\/.*/, with: "").replacing(/"[^"]*"/, with: "")
      .replacing("Foundation.", with: "")
    let call = code.firstMatch(
      of:
        /(?:^|[^.\w])((?:exp2?|expm1|log(?:2|10|1p)?|pow|cbrt|hypot|erfc?|[tl]gamma|a?(?:sin|cos|tan)h?|atan2)\()/
    )
    return call?.output.1
  }
}
