import Citations

extension CellLine {
  public static let rs411 = CellLine(
    "RS4;11", aliases: ["RS411", "RS4-11"],
    disease: "B-cell acute lymphoblastic leukaemia, KMT2A-rearranged",
    dependence: Sourced("BCL-2", .fromMemory(nil, note: "sensitive to BCL-2 inhibition alone")),
    vectors: [
      .worked(
        bcl2: 150, bclXL: 10, mcl1: 40, bim: 28,
        .workedByHand(to: "the caspase-3/7 EC50 of AZD4320 at 6 h, 10 nM"))
    ])
}
