/// What each statistic of a fit is, which depends on the loss: the words of the JSON, of the tables
/// and of the report.
struct FitStatisticMeaning {
  let key: String
  let meaning: String

  static func all(_ kind: CurveFinding.Statistics.Kind) -> [FitStatisticMeaning] {
    switch kind {
    case .leastSquares:
      [
        FitStatisticMeaning(
          key: "rss",
          meaning:
            "the residual sum of squares, each well by its weight, if it has one; on the scale of the noisiest well where noise that grows with the response was asked for"
        ),
        FitStatisticMeaning(key: "df", meaning: "wells less parameters"),
        FitStatisticMeaning(
          key: "logLik",
          meaning:
            "the largest log-likelihood of normal noise: -n/2 (ln(2 pi rss/n) + 1) of n wells"),
        FitStatisticMeaning(
          key: "AICc",
          meaning:
            "Akaike's criterion of logLik, corrected for few wells; the noise counts as a parameter"
        ),
        plain,
      ]
    case .robust:
      [
        FitStatisticMeaning(
          key: "rss",
          meaning:
            "df times the square of the robust spread of a well about the curve (Tukey's biweight, calibrated to the standard deviation of normal noise), to which a model other than the one that set the spread adds its excess of robust cost, calibrated likewise: what takes the place of a residual sum of squares where outlying wells lose their say. The plain sum is plain_rss. A curve with the warning few-wells was fitted by least squares, and has theirs"
        ),
        FitStatisticMeaning(key: "df", meaning: "wells that kept any influence, less parameters"),
        FitStatisticMeaning(
          key: "logLik",
          meaning:
            "-n/2 (ln(2 pi rss/n) + 1) with this rss and the n wells that kept influence: it ranks models of one curve under this loss. It is no likelihood of all the wells, may lie above the largest that normal noise gives them, and is not to be set beside that of least squares or of another program"
        ),
        FitStatisticMeaning(
          key: "AICc",
          meaning:
            "Akaike's criterion of this logLik, corrected for few wells; the noise counts as a parameter. It too ranks models of one curve under this loss alone"
        ),
        plain,
      ]
    case .likelihood:
      [
        FitStatisticMeaning(
          key: "rss",
          meaning:
            "the deviance, under the name that the statistics of responses have: counts have no residual sum of squares"
        ),
        FitStatisticMeaning(key: "df", meaning: "rows less parameters"),
        FitStatisticMeaning(
          key: "logLik",
          meaning: "the largest binomial log-likelihood, the binomial coefficients included"),
        FitStatisticMeaning(
          key: "AICc", meaning: "Akaike's criterion of logLik, corrected for few rows"),
        FitStatisticMeaning(
          key: "deviance",
          meaning: "twice the log-likelihood short of one probability for each row"),
      ]
    }
  }

  private static let plain = FitStatisticMeaning(
    key: "plain_rss",
    meaning:
      "the squares of response less fitted response, added over all wells that took part, none weighted or set aside"
  )

  static func meaning(of key: String, _ kind: CurveFinding.Statistics.Kind) -> String {
    all(kind).first { $0.key == key }?.meaning ?? ""
  }
}

extension FitRequest {
  /// Which statistics the fits of this request have.
  var statisticKind: CurveFinding.Statistics.Kind {
    if trials != nil, formula == nil { return .likelihood }
    return usedLoss == .robust ? .robust : .leastSquares
  }
}
