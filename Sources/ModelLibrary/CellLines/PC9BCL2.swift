import Citations

extension CellLine {
  /// The line of the guide's co-immunoprecipitation: so much BCL-2 that a drug must match it molecule
  /// for molecule.
  public static let pc9BCL2 = CellLine(
    "PC9+BCL-2", aliases: ["PC9-BCL2", "PC9 overexpressing BCL-2"],
    disease: "lung adenocarcinoma, BCL-2 overexpressed",
    vectors: [
      .worked(
        bcl2: 1500, bclXL: 60, mcl1: 60, bim: 40,
        .chosen(because: "illustrative: overexpressed BCL-2 at ten times a leukaemia's level"))
    ])
}
