import Citations

extension CellLine {
  public static let str428 = CellLine(
    "STR-428", disease: "B-cell lymphoma with MYC and BCL2 rearrangements",
    dependence: Sourced("BCL-2", .fromMemory(nil, note: "MYC/BCL2 lymphoma")),
    vectors: [
      .worked(
        bcl2: 400, bclXL: 20, mcl1: 180, bim: 45,
        .workedByHand(to: "the viability IC50 of AZD4320 at 72 h, 170 nM"))
    ])
}
