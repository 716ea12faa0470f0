import DoseResponse
import Expressions
import FileFormats

/// Fits a person's own equation to the rows of a table, one fit for each group.
struct FormulaUseCase {
  private let request: FitRequest

  init(_ request: FitRequest) { self.request = request }

  func run(
    output: String?, replaces: Bool, emit: ((String) -> Void)?
  ) throws -> FitUseCase.Outcome {
    let (fitter, response) = try fitter()
    let predictors = fitter.predictors.map(\.name)
    let table = try NumberTable(
      contentsOf: request.file, columns: predictors + [response],
      weight: request.weight, groups: request.groups ?? [],
      decimalMark: request.statement.decimalMark)
    let source = FitSource(request, table, abscissa: predictors.first ?? "", ordinate: response)
    let folder = try output.map { try ResultsFolder(at: $0, replace: replaces) }
    defer { folder?.discard() }
    var archive = try folder.map { try FitArchive($0, request, source) }
    var tally = FitTally()
    emit?(FitJSON.opening(request, source))
    for group in table.groups {
      try Task.checkCancellation()
      let finding = finding(of: group, by: fitter)
      emit?(FitJSON.curve(finding, isFirst: tally.count == 0))
      try archive?.add(finding)
      tally.add(finding)
    }
    emit?(FitJSON.closing(tally.counts, nil))
    try archive?.finish(tally, nil)
    try folder?.commit()
    return FitUseCase.Outcome(
      file: table.file, unit: nil, scale: source.scale, notices: table.notices, count: tally.count,
      curves: tally.shown,
      verdicts: tally.counts, comparison: nil, folder: folder?.destination, isFormula: true)
  }

  /// The equation understood, with the column of responses.
  ///
  /// - Throws: an `InputRefusal` that names what is wrong with `--formula`, `--start` or `--response`.
  private func fitter() throws(InputRefusal) -> (FormulaFitter, response: String) {
    let text = request.formula ?? ""
    func refused(_ found: String, _ needed: String, hint: String? = nil) -> InputRefusal {
      InputRefusal(InputFault(file: "--formula", found: found, needed: needed, hint: hint))
    }
    let formula: Expression
    do {
      formula = try FormulaParser.parse(text)
    } catch {
      throw refused("\(text.quotedForPeople) \(error.words)", "an equation such as a*(1-exp(-b*x))")
    }
    guard let response = request.response else {
      throw refused("the column of responses is not stated", "--response with the column's name")
    }
    let starts = request.starts.map { (name: Symbol($0.name), value: $0.value) }
    let predictors = formula.symbols.subtracting(starts.map(\.name)).sorted()
    guard !predictors.isEmpty else {
      throw refused(
        "every name in \(text.quotedForPeople) is a parameter", "a column's name in the equation")
    }
    do {
      var fitter = try FormulaFitter(formula, predictors: predictors, starts: starts)
      fitter.loss = request.options.loss
      fitter.intervalMethod = request.options.intervalMethod
      fitter.confidence = request.confidence
      return (fitter, response)
    } catch {
      throw refused(error.words, "names that --start and the equation share")
    }
  }

  private func finding(of group: NumberTable.Group, by fitter: FormulaFitter) -> CurveFinding {
    var fitter = fitter
    let last = group.rows.first.map { $0.values.count - 1 } ?? 0
    let fit = fitter.fit(
      group.rows.map { row in
        FormulaObservation(
          predictors: Array(row.values.prefix(last)), response: row.values[last],
          weight: row.weight ?? 1)
      })
    return CurveFinding(fit, by: fitter.loss, group, formula: request.formula ?? "")
  }
}

extension CurveFinding {
  init(
    _ fit: FormulaFit, by loss: DoseResponseFitOptions.Loss, _ table: NumberTable.Group,
    formula: String
  ) {
    group = table.name
    let isFitted = fit.verdict == .fitted
    verdict = isFitted ? "fitted" : "unfit"
    reason = fit.verdict.sentence
    model = isFitted ? "formula" : nil
    modelName = formula
    parameters = fit.parameters.map {
      Parameter(
        key: $0.name.name, title: $0.name.name, letter: nil,
        number: $0.estimate.estimate.isNaN ? Number() : Number($0.estimate))
    }
    hillSlope = nil
    relativeIC50 = Potency()
    absoluteIC50 = Potency()
    metrics = []
    statistics = fit.statistics.map {
      Statistics(
        kind: loss == .robust ? .robust : .leastSquares,
        residualSumOfSquares: $0.residualSumOfSquares, degreesOfFreedom: $0.degreesOfFreedom,
        logLikelihood: $0.logLikelihood, aicc: $0.aicc)
    }
    effectProbability = nil
    wells = table.rows.enumerated().map { number, row in
      let fitted = fit.fitted[number]
      return Well(
        line: row.line, dose: row.values[0], response: row.values[row.values.count - 1],
        fitted: fitted.isNaN ? nil : fitted, weight: fit.robustWeights[number],
        exclusion: fit.robustWeights[number] == nil && isFitted ? "a value is missing" : nil)
    }
    statistics?.plainSum = Self.plainSum(wells)
    missingCount = 0
    // With one predictor the fitted rows in its order draw the curve.
    curve =
      fit.fitted.isEmpty || table.rows.first?.values.count != 2
      ? []
      : wells.filter { $0.fitted != nil }.sorted { $0.dose < $1.dose }
        .map { Place(dose: $0.dose, response: $0.fitted ?? .nan) }
  }
}

extension FitSource {
  init(_ request: FitRequest, _ table: NumberTable, abscissa: String, ordinate: String) {
    file = table.file
    hash = table.hash.hexadecimal
    layout = "tidy"
    kind = nil
    notation = nil
    scale = ordinate
    unit = nil
    notices = table.notices
    self.abscissa = abscissa
    self.ordinate = ordinate
    isFormula = true
  }
}

extension FormulaVerdict {
  /// What became of the fit, for a person.
  fileprivate var sentence: String {
    switch self {
    case .fitted: "Fitted: the search ended in a minimum."
    case .tooFewRows(let found, let required):
      "No fit. \(found) usable row\(found == 1 ? "" : "s"); the equation needs at least \(required)."
    case .undefinedAtStart:
      "No fit. The equation has no finite value at the start; begin elsewhere with --start."
    case .noMinimum: "No fit. No minimum was found; begin nearer to it with --start."
    case .parametersUndetermined:
      "No fit. The rows cannot tell the equation's parameters apart; give it fewer."
    }
  }
}

extension FormulaFaults {
  fileprivate var words: String {
    func list(_ symbols: [Symbol]) -> String { symbols.map(\.name).joined(separator: ", ") }
    return switch self {
    case .unknownSymbols(let symbols): "the equation reads \(list(symbols)), which nothing gives"
    case .unusedParameters(let symbols):
      "--start gives \(list(symbols)), which the equation does not read"
    case .ambiguous(let symbols): "\(list(symbols)) is started and read from the table"
    case .noParameters: "the equation has no parameter to fit"
    }
  }
}

extension FormulaSyntaxError {
  fileprivate var words: String {
    switch reason {
    case .empty: "holds no equation"
    case .endsEarly: "ends before the equation does"
    case .unexpected(let sign): "has “\(sign)” after \(place) characters, where it cannot stand"
    case .notANumber(let text): "has “\(text)”, which is no number"
    case .bracketLeftOpen: "leaves a bracket open"
    case .unknownFunction(let name): "calls “\(name)”, which is no known function"
    case .wrongArgumentCount(let name, let found, let needed):
      "gives \(name) \(found) arguments, and it takes \(needed)"
    case .tooDeep: "is nested too deeply"
    }
  }
}
