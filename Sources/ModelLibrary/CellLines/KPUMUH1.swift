import Citations

extension CellLine {
  public static let kpumUH1 = CellLine(
    "KPUM-UH1", disease: "B-cell lymphoma with MYC and BCL2 rearrangements",
    dependence: Sourced("BCL-2", .fromMemory(nil, note: "MYC/BCL2 lymphoma")),
    vectors: [
      .worked(
        bcl2: 400, bclXL: 15, mcl1: 90, bim: 50,
        .workedByHand(to: "the viability IC50 of AZD4320 at 72 h, 17 nM"))
    ])
}
