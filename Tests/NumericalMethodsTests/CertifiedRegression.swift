import Foundation
import NumericalMethods

/// One of NIST's certified regressions: data, two starts, the certified answer, and its formula.
struct CertifiedRegression {
  let name: String
  var responses: [Double] = []
  var predictors: [[Double]] = []
  var starts: [[Double]] = [[], []]
  var certified: [Double] = []
  var deviations: [Double] = []
  let formula: @Sendable ([Dual], [Double]) -> Dual

  init(name: String, text: String) throws {
    self.name = name
    guard let formula = Self.formulas[name] else { throw CocoaError(.fileReadUnknown) }
    self.formula = formula
    var inData = false
    for line in text.split(whereSeparator: \.isNewline) {
      let fields = line.split(whereSeparator: { $0 == " " || $0 == "=" })
      if fields.count > 1, fields[0] == "Data:", fields[1] == "y" {
        inData = true
        continue
      }
      let numbers = fields.compactMap { Double($0) }
      if inData, numbers.count >= 2, numbers.count == fields.count {
        responses.append(name == "Nelson" ? log(numbers[0]) : numbers[0])
        predictors.append(Array(numbers[1...]))
      } else if !inData, line.contains("="), numbers.count == 4, fields[0].hasPrefix("b") {
        starts[0].append(numbers[0])
        starts[1].append(numbers[1])
        certified.append(numbers[2])
        deviations.append(numbers[3])
      }
    }
  }

  /// The fewest digits to which any parameter agrees with the certified one.
  func agreement(of parameters: [Double]) -> Double {
    zip(parameters, certified).map { found, certified in
      found == certified ? 16 : -log10((found - certified).magnitude / certified.magnitude)
    }.map { $0.isNaN ? -.infinity : $0 }.min() ?? -.infinity
  }

  static let sixCommitted = ["Misra1a", "Thurber", "MGH10", "Rat43", "BoxBOD", "Eckerle4"]

  static let gauss: @Sendable ([Dual], [Double]) -> Dual = { b, v in
    let x = v[0]
    return b[0] * exp(-b[1] * Dual(x)) + b[2] * exp(-((x - b[3]) / b[4]).squared)
      + b[5] * exp(-((x - b[6]) / b[7]).squared)
  }
  static let chwirut: @Sendable ([Dual], [Double]) -> Dual = { b, v in
    exp(-v[0] * b[0]) / (b[1] + v[0] * b[2])
  }
  static let lanczos: @Sendable ([Dual], [Double]) -> Dual = { b, v in
    b[0] * exp(-v[0] * b[1]) + b[2] * exp(-v[0] * b[3]) + b[4] * exp(-v[0] * b[5])
  }
  static let cubicRatio: @Sendable ([Dual], [Double]) -> Dual = { b, v in
    let x = v[0]
    let above = b[0] + x * b[1] + x * x * b[2] + x * x * x * b[3]
    return above / (1 + x * b[4] + x * x * b[5] + x * x * x * b[6])
  }

  static let formulas: [String: @Sendable ([Dual], [Double]) -> Dual] = [
    "Bennett5": { b, v in b[0] * pow(v[0] + b[1], Dual(-1) / b[2]) },
    "BoxBOD": { b, v in b[0] * (1 - exp(-v[0] * b[1])) },
    "Chwirut1": chwirut, "Chwirut2": chwirut,
    "DanWood": { b, v in b[0] * exp(log(v[0]) * b[1]) },
    "ENSO": { b, v in
      let turn = 2 * Double.pi * v[0]
      let year = b[0] + cos(turn / 12) * b[1] + sin(turn / 12) * b[2]
      let second = Dual(turn) / b[3]
      let third = Dual(turn) / b[6]
      return year + b[4] * cos(second) + b[5] * sin(second) + b[7] * cos(third)
        + b[8] * sin(third)
    },
    "Eckerle4": { b, v in b[0] / b[1] * exp(-0.5 * ((v[0] - b[2]) / b[1]).squared) },
    "Gauss1": gauss, "Gauss2": gauss, "Gauss3": gauss,
    "Hahn1": cubicRatio, "Thurber": cubicRatio,
    "Kirby2": { b, v in
      let x = v[0]
      return (b[0] + x * b[1] + x * x * b[2]) / (1 + x * b[3] + x * x * b[4])
    },
    "Lanczos1": lanczos, "Lanczos2": lanczos, "Lanczos3": lanczos,
    "MGH09": { b, v in
      let x = v[0]
      return b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3])
    },
    "MGH10": { b, v in b[0] * exp(b[1] / (v[0] + b[2])) },
    "MGH17": { b, v in b[0] + b[1] * exp(-v[0] * b[3]) + b[2] * exp(-v[0] * b[4]) },
    "Misra1a": { b, v in b[0] * (1 - exp(-v[0] * b[1])) },
    "Misra1b": { b, v in b[0] * (1 - Dual(1) / (1 + v[0] / 2 * b[1]).squared) },
    "Misra1c": { b, v in b[0] * (1 - pow(1 + 2 * v[0] * b[1], Dual(-0.5))) },
    "Misra1d": { b, v in b[0] * b[1] * Dual(v[0]) / (1 + v[0] * b[1]) },
    "Nelson": { b, v in b[0] - v[0] * b[1] * exp(-v[1] * b[2]) },
    "Rat42": { b, v in b[0] / (1 + exp(b[1] - v[0] * b[2])) },
    "Rat43": { b, v in b[0] / pow(1 + exp(b[1] - v[0] * b[2]), Dual(1) / b[3]) },
    "Roszman1": { b, v in
      b[0] - v[0] * b[1] - (1 / Double.pi) * atan(b[2] / Dual(v[0]).minus(b[3]))
    },
  ]
}

extension Dual {
  fileprivate func minus(_ other: Dual) -> Dual { self - other }
}

extension CertifiedRegression: LeastSquaresModel {
  var parameterCount: Int { certified.count }
  var observationCount: Int { responses.count }

  private func evaluate(_ parameters: Span<Double>, _ row: Int) -> Dual {
    let duals = parameters.indices.map { Dual(parameter: $0, value: parameters[$0]) }
    return formula(duals, predictors[row])
  }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    for row in 0..<observationCount {
      residuals[row] = evaluate(parameters, row).value - responses[row]
    }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for row in 0..<observationCount {
      let slopes = evaluate(parameters, row).slopes
      for parameter in 0..<parameterCount {
        jacobian[parameter * observationCount + row] = slopes[parameter]
      }
    }
  }
}
