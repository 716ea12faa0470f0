import Citations

extension CellLine {
  /// Its dependence is not known here.
  public static let ri1 = CellLine(
    "Ri-1", aliases: ["RI1"], disease: "diffuse large B-cell lymphoma",
    vectors: [
      .worked(
        bcl2: 150, bclXL: 40, mcl1: 60, bim: 40,
        .workedByHand(to: "the caspase-3/7 EC50 of AZD4320 at 6 h, 15 nM"))
    ])
}
