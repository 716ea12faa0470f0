import FileFormats
import Testing

@Suite struct TableHeadingTests {
  @Test(arguments: [
    "My experiment 2024\n\ndose (nM),response\n1,99\n10,40\n",
    "My experiment 2024,\nread by J.,\ndose (nM),response\n1,99\n10,40\n",
    "My experiment 2024\ndose (nM);response\n1;99\n10;40\n",
    "Date,2024-01-05,\ndose (nM),response,well\n1,99,A1\n10,40,A2\n",
  ])
  func `what stands above the table is passed over, in words`(text: String) {
    let probe = TableProbe(text)
    #expect(probe.faults.isEmpty)
    #expect(probe.doses == [[1, 10]])
    #expect(probe.percents == [[99, 40]])
    #expect(probe.notices.contains { $0.hasPrefix("Passed over what stands above the table: “") })
  }

  @Test(arguments: [
    ("dose (nM),Ven,,\n,Mean,SD,N\n1,99,3,3\n10,40,2,3\n", ["Ven Mean"], 1),
    ("dose,Ven,Azd\nnM,%,%\n1,99,98\n10,40,30\n", ["Ven (%)", "Azd (%)"], 1),
    ("dose (nM),Ven,,Azd,\n,1,2,1,2\n1,99,98,97,96\n10,40,41,30,31\n", ["Ven", "Azd"], 2),
    (
      "dose (nM),Ven,,Azd,\n,rep1,rep2,rep1,rep2\n1,99,98,97,96\n10,40,41,30,31\n", ["Ven", "Azd"],
      2
    ),
    (
      ",Ven,,Azd,\ndose (nM),mean,SD,mean,SD\n1,99,3,97,4\n10,40,4,30,3\n",
      ["Ven mean", "Azd mean"], 1
    ),
  ])
  func `two lines of titles are one`(text: String, names: [String], replicates: Int) {
    let probe = TableProbe(text)
    #expect(probe.faults.isEmpty)
    #expect(probe.names == names)
    #expect(probe.unit == .symbol("nM"))
    #expect(probe.curves.allSatisfy { $0.points.count == 2 * replicates })
    #expect(probe.notices.contains { $0.contains("were read as one line of titles") })
  }

  @Test func `a first row without a dose is no title, and the refusal says what titles need`() {
    let probe = TableProbe("dose (nM),Ven\n,99\n10,40\n")
    #expect(probe.faults.count == 1)
    #expect(probe.faults.first?.hasPrefix("t.csv:2:1: the row has no dose") == true)
    #expect(probe.faults.first?.contains("a second line of titles belongs into the first") == true)
  }

  @Test(arguments: [
    "log[M]", "\"Log [Drug], M\"", "log10(dose) (M)", "Log Dose (M)", "log10 conc [M]", "logM (M)",
    "log(inhibitor) [M]",
  ])
  func `logarithms of doses are known by their titles`(title: String) {
    let probe = TableProbe("\(title),A,A,B\n-9,99,98,97\n-6,40,41,42\n")
    #expect(probe.faults.isEmpty)
    #expect(probe.layout == .columns)
    #expect(probe.names == ["A", "B"])
    #expect(probe.unit == .symbol("M"))
    #expect(abs((probe.doses.first?.last ?? 0) / 1e-6 - 1) < 1e-12)
    #expect(probe.notices.contains("Doses were read as base-10 logarithms."))
  }

  @Test(arguments: ["ln dose (nM)", "-log[M]", "log2 dose (nM)", "neg log dose (M)"])
  func `logarithms of another kind are refused`(title: String) {
    let probe = TableProbe("\(title),A\n9,99\n6,40\n")
    #expect(probe.faults.first?.contains("says logarithms, but not to the base of 10") == true)
  }

  @Test(arguments: ["log response", "log10 CFU", "log(counts)", "log RLU", "logistics"])
  func `logarithms of responses are no doses`(title: String) {
    let probe = TableProbe("dose (nM),\(title)\n1,5\n10,4\n") {
      $0.layout = .tidy
      $0.responseColumn = title
      ($0.kind, $0.notation) = (.signal, nil)
    }
    #expect(probe.doses == [[1, 10]])
  }
}

@Suite struct ReplicateColumnTests {
  private static let tidy =
    "drug,dose (nM),rep1,rep2,rep3\nA,1,99,98,97\nA,10,40,41,\nB,1,90,91,92\n"

  @Test func `columns titled as replicates are those of each row`() {
    let probe = TableProbe(Self.tidy) { $0.groupColumns = ["drug"] }
    #expect(probe.faults.isEmpty)
    #expect(probe.percents == [[99, 98, 97, 40, 41], [90, 91, 92]])
    #expect(probe.doses == [[1, 1, 1, 10, 10], [1, 1, 1]])
    #expect(probe.curves.map(\.missingCount) == [1, 0])
    #expect(probe.wellNames(of: 0) == ["rep1", "rep2", "rep3", "rep1", "rep2"])
    #expect(
      probe.notices.contains(
        "The columns “rep1”, “rep2”, “rep3” were read as replicates of each row."))
  }

  @Test func `columns of any title are replicates where they are stated`() {
    let probe = TableProbe("drug,dose (nM),first,second,day\nA,1,99,98,3\nA,10,40,41,3\n") {
      $0.groupColumns = ["drug"]
      $0.responseColumns = ["first", "second"]
    }
    #expect(probe.percents == [[99, 98, 40, 41]])
    let counted = TableProbe(Self.tidy) {
      $0.groupColumns = ["drug"]
      $0.responseColumns = ["rep1", "rep2"]
      $0.weightColumn = "rep3"
    }
    #expect(counted.faults.first?.contains("several columns of responses stand beside") == true)
  }

  @Test(arguments: [
    ("dose (nM),rep1,rep2,rep3", ["all columns"]),
    ("dose (nM),Ven rep1,Ven rep2,Azd rep1", ["Ven", "Azd"]),
    ("dose (nM),Ven_rep_1,Ven_rep_2,Azd", ["Ven", "Azd"]),
  ])
  func `doses down the first column have replicates by their titles`(
    titles: String, names: [String]
  ) {
    let probe = TableProbe(titles + "\n1,99,98,97\n10,40,41,42\n")
    #expect(probe.names == names)
    #expect(probe.notices.contains { $0.contains("were read as replicates") })
  }
}
