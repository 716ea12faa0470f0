import Citations

extension CellLine {
  public static let molt4 = CellLine(
    "MOLT-4", disease: "T-cell acute lymphoblastic leukaemia",
    dependence: Sourced("BCL-xL", .seen(.khan2019, at: "MOLT-4 depends on BCL-xL")),
    vectors: [
      .worked(
        bcl2: 30, bclXL: 150, mcl1: 60, bim: 38,
        .chosen(because: "illustrative: much BCL-xL, little BCL-2, as its known dependence asks"))
    ])
}
