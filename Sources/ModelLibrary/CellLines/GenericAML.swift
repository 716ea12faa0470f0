import Citations

extension CellLine {
  /// No line: an acute myeloid leukaemia as a patient might have it.
  public static let genericAML = CellLine(
    "AML", aliases: ["generic AML"], disease: "acute myeloid leukaemia, generic",
    vectors: [
      .worked(
        bcl2: 120, bclXL: 15, mcl1: 120, bim: 28,
        .workedByHand(to: "the median EC50 of AZD4320 in patient-derived cells, 7.6 nM"))
    ])
}
