import FileFormats

extension CurveFinding {
  /// This finding with the wells whose response is a word: named, and left out.
  ///
  /// No fitter has seen them. Their response is not a number; the reason tells the word.
  func withFlagged(
    _ flagged: [FlaggedPoint], named wellName: (TablePoint) -> String?
  ) -> CurveFinding {
    guard !flagged.isEmpty else { return self }
    var finding = self
    finding.wells += flagged.map { flag in
      Well(
        line: Int(flag.point.line), dose: flag.point.dose, response: .nan, fitted: nil, weight: nil,
        exclusion: flag.reason, name: wellName(flag.point))
    }
    return finding
  }
}
