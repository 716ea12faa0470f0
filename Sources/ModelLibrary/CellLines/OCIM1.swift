import Citations

extension CellLine {
  public static let ociM1 = CellLine(
    "OCI-M1", disease: "acute myeloid leukaemia, erythroid",
    dependence: Sourced(
      "BCL-xL; resistant to venetoclax",
      .seen(.kuusanmaki2023, at: "erythroid leukaemias as a class, abstract")),
    vectors: [
      .worked(
        bcl2: 15, bclXL: 300, mcl1: 150, bim: 48,
        .workedByHand(to: "the caspase-3/7 EC50 of AZD4320 at 6 h, 60 nM"))
    ])
}
