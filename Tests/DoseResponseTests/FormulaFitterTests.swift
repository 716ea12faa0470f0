import DoseResponse
import Expressions
import Foundation
import Testing

@Suite struct FormulaFitterTests {
  private static let cubicRatio =
    "(b1 + b2*x + b3*x^2 + b4*x^3) / (1 + b5*x + b6*x^2 + b7*x^3)"
  private static let gauss =
    "b1*exp(-b2*x) + b3*exp(-(x-b4)^2/b5^2) + b6*exp(-(x-b7)^2/b8^2)"
  private static let lanczos = "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)"

  /// NIST's 27 models as its pages print them.
  static let formulas: [String: String] = [
    "Bennett5": "b1 * (b2+x)^(-1/b3)", "BoxBOD": "b1*(1-exp(-b2*x))",
    "Chwirut1": "exp(-b1*x)/(b2+b3*x)", "Chwirut2": "exp(-b1*x)/(b2+b3*x)",
    "DanWood": "b1*x^b2",
    "ENSO":
      "b1 + b2*cos(2*pi*x/12) + b3*sin(2*pi*x/12) + b5*cos(2*pi*x/b4) + b6*sin(2*pi*x/b4) "
      + "+ b8*cos(2*pi*x/b7) + b9*sin(2*pi*x/b7)",
    "Eckerle4": "(b1/b2) * exp(-0.5*((x-b3)/b2)^2)", "Gauss1": gauss, "Gauss2": gauss,
    "Gauss3": gauss, "Hahn1": cubicRatio, "Thurber": cubicRatio,
    "Kirby2": "(b1 + b2*x + b3*x^2) / (1 + b4*x + b5*x^2)", "Lanczos1": lanczos,
    "Lanczos2": lanczos, "Lanczos3": lanczos, "MGH09": "b1*(x^2+x*b2) / (x^2+x*b3+b4)",
    "MGH10": "b1 * exp(b2/(x+b3))", "MGH17": "b1 + b2*exp(-x*b4) + b3*exp(-x*b5)",
    "Misra1a": "b1*(1-exp(-b2*x))", "Misra1b": "b1 * (1-(1+b2*x/2)^(-2))",
    "Misra1c": "b1 * (1-(1+2*b2*x)^(-.5))", "Misra1d": "b1*b2*x*((1+b2*x)^(-1))",
    "Nelson": "b1 - b2*x * exp(-b3*x2)", "Rat42": "b1 / (1+exp(b2-b3*x))",
    "Rat43": "b1 / ((1+exp(b2-b3*x))^(1/b4))",
    "Roszman1": "b1 - b2*x - atan(b3/(x-b4))/pi",
  ]

  struct Certified {
    var rows: [FormulaObservation] = []
    var starts: [[Double]] = [[], []]
    var values: [Double] = []
    var deviations: [Double] = []

    init(_ name: String, _ text: String) {
      var inData = false
      for line in text.split(whereSeparator: \.isNewline) {
        let fields = line.split(whereSeparator: { $0 == " " || $0 == "=" })
        if fields.count > 1, fields[0] == "Data:", fields[1] == "y" {
          inData = true
          continue
        }
        let numbers = fields.compactMap { Double($0) }
        if inData, numbers.count >= 2, numbers.count == fields.count {
          rows.append(
            FormulaObservation(
              predictors: Array(numbers[1...]),
              response: name == "Nelson" ? log(numbers[0]) : numbers[0]))
        } else if !inData, line.contains("="), numbers.count == 4, fields[0].hasPrefix("b") {
          starts[0].append(numbers[0])
          starts[1].append(numbers[1])
          values.append(numbers[2])
          deviations.append(numbers[3])
        }
      }
    }
  }

  /// Digits of the worst parameter, and whether the standard errors agree to five.
  private func run(_ name: String, _ folder: URL, start: Int) throws -> (Double, Bool) {
    let text = try String(contentsOf: folder.appending(path: "\(name).dat"), encoding: .utf8)
    let problem = Certified(name, text)
    let formula = try FormulaParser.parse(try #require(Self.formulas[name]))
    var fitter = try FormulaFitter(
      formula, predictors: name == "Nelson" ? ["x", "x2"] : ["x"],
      starts: problem.starts[start].enumerated().map { (Symbol("b\($0 + 1)"), $1) })
    fitter.intervalMethod = .wald
    let fit = fitter.fit(problem.rows)
    let digits = zip(fit.parameters, problem.values).map { found, certified in
      found.estimate.estimate == certified
        ? 16 : -log10(abs(found.estimate.estimate - certified) / abs(certified))
    }
    let agree = zip(fit.parameters, problem.deviations).allSatisfy { found, certified in
      found.estimate.standardError.map { abs($0 / certified - 1) < 1e-5 } ?? false
    }
    return (digits.map { $0.isNaN ? -.infinity : $0 }.min() ?? -.infinity, agree)
  }

  private static let committed = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "NumericalMethodsTests/Reference/NIST")
  private static let reference = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"].map {
    URL(filePath: $0).appending(path: "nist-strd")
  }
  static var hasAll: Bool {
    reference.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
  }

  @Test(arguments: ["Misra1a", "Thurber", "MGH10", "Rat43", "BoxBOD", "Eckerle4"], [0, 1])
  func `NIST's certified parameters come back from a typed formula`(
    name: String, start: Int
  ) throws {
    let (digits, agree) = try run(name, Self.committed, start: start)
    #expect(digits >= 6 && agree, "\(name)")
  }

  @Test(.enabled(if: hasAll, "needs PRIMED_REFERENCE_DATA/nist-strd"))
  func `all 54 certified runs reach six digits by formula`() throws {
    let folder = try #require(Self.reference)
    var reached = 0
    for name in Self.formulas.keys.sorted() {
      for start in 0...1 {
        let (digits, _) = try run(name, folder, start: start)
        if digits >= 6 { reached += 1 } else { print("\(name) \(start): \(digits)") }
      }
    }
    print("NIST StRD by formula: \(reached) of 54 runs reach six digits")
    #expect(reached == 54)
  }

  private func saturation(_ wild: Double? = nil) -> [FormulaObservation] {
    (1...20).map { step in
      let x = Double(step)
      let wobble = 0.02 * sin(x * 2.4)
      let response = 3 * (1 - exp(-0.2 * x)) + wobble
      return FormulaObservation(predictors: [x], response: step == 7 ? wild ?? response : response)
    }
  }

  @Test func `a robust fit sets a wild row aside and says so`() throws {
    let formula = try FormulaParser.parse("a*(1-exp(-b*x))")
    var fitter = try FormulaFitter(formula, predictors: ["x"], starts: [("a", 1), ("b", 1)])
    fitter.loss = .robust
    let fit = fitter.fit(saturation(9))
    #expect(fit.verdict == .fitted)
    #expect(abs(fit.parameters[0].estimate.estimate - 3) < 0.05)
    #expect(fit.robustWeights[6] == 0)
    let low = try #require(fit.parameters[1].estimate.low)
    let high = try #require(fit.parameters[1].estimate.high)
    #expect(low < 0.2 && 0.2 < high)
  }

  @Test func `what cannot be fitted is told, not thrown`() throws {
    let formula = try FormulaParser.parse("a*(1-exp(-b*x))")
    var fitter = try FormulaFitter(formula, predictors: ["x"], starts: [("a", 1), ("b", 1)])
    #expect(fitter.fit([]).verdict == .tooFewRows(found: 0, required: 3))
    let undefined = try FormulaParser.parse("a*log(b*x)")
    var other = try FormulaFitter(undefined, predictors: ["x"], starts: [("a", 1), ("b", -1)])
    #expect(other.fit(saturation()).verdict == .undefinedAtStart)
    let twice = try FormulaParser.parse("(a + b) * x")
    var third = try FormulaFitter(twice, predictors: ["x"], starts: [("a", 1), ("b", 1)])
    #expect(third.fit(saturation()).verdict == .parametersUndetermined)
    #expect(throws: FormulaFaults.unknownSymbols(["b"])) {
      try FormulaFitter(formula, predictors: ["x"], starts: [("a", 1)])
    }
    #expect(throws: FormulaFaults.unusedParameters(["c"])) {
      try FormulaFitter(formula, predictors: ["x"], starts: [("a", 1), ("b", 1), ("c", 1)])
    }
  }
}
