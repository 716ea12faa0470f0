import FileFormats
import Testing

@Suite struct StatisticColumnTests {
  private static let rows = "1,99,3,3\n3,90,4,3\n10,71,4,3\n30,42,3,3\n100,10,2,3\n"

  @Test(arguments: [
    ("Ven,SD,N", ["Ven"]), ("Ven,Ven SEM,Ven N", ["Ven"]), ("Ven mean,Ven_sd,n", ["Ven mean"]),
    ("Mean Ven,SD Ven,N Ven", ["Mean Ven"]), ("Ven,Ven SE,Ven n", ["Ven"]),
    ("Ven,Ven 95% CI lower,95 % CI of Ven (upper)", ["Ven"]),
    ("Ven,Std. dev.,CV (%)", ["Ven"]), ("Ven,Azd SD,Azd", ["Ven", "Azd"]),
    // A letter among letters, and words that only end so, are names.
    ("M,N,O", ["M", "N", "O"]), ("SD-208,CV-4,Ven", ["SD-208", "CV-4", "Ven"]),
    ("Compound M,Compound N,Ven", ["Compound M", "Compound N", "Ven"]),
  ])
  func `statistics by their titles are left out, and said to be`(titles: String, names: [String]) {
    let probe = TableProbe("dose (nM),\(titles)\n" + Self.rows)
    #expect(probe.faults.isEmpty)
    #expect(probe.names == names)
    #expect(
      probe.notices.contains {
        $0.hasPrefix("Left out “") && $0.contains("statistics, no replicates")
      }
        == (names.count < 3), "\(probe.notices)")
  }

  @Test func `a column counts once`() {
    let probe = TableProbe("dose (nM),a,b\n1,99,98\n3,50,51\n") {
      $0.layout = .tidy
      $0.responseColumns = ["a", "a"]
    }
    #expect(probe.faults.contains { $0.contains("“a” is named twice as a response") })
  }

  @Test func `a mean alone is said to be a single value`() {
    let probe = TableProbe("dose (nM),Ven mean\n1,99\n3,50\n")
    #expect(
      probe.notices.contains(
        "“Ven mean” is fitted as single values: give the replicates, and the fit knows how far they "
          + "scatter."))
  }

  @Test func `a title that may be a curve or a statistic is asked about, and can be chosen`() {
    let text = "dose (nM),Ven,Azd,N\n" + Self.rows
    let asked = TableProbe(text)
    #expect(asked.faults.count == 1)
    #expect(
      asked.faults[0].hasPrefix("t.csv:1:19: “N” may be a curve or a statistic of the others"))
    let chosen = TableProbe(text) {
      $0.layout = .columns
      $0.responseColumns = ["Ven", "N"]
    }
    #expect(chosen.names == ["Ven", "N"])
    let only = TableProbe("dose (nM),Ven SD,Azd SD\n1,3,4\n")
    #expect(only.faults.first?.contains("every column besides the doses is a statistic") == true)
  }

  @Test(arguments: ["Ven,,", "Ven,Ven,Ven"])
  func `columns under one title that look like SD or N are asked about`(titles: String) {
    let text = "dose (nM),\(titles)\n" + Self.rows
    let asked = TableProbe(text)
    #expect(asked.faults.count == 1)
    #expect(asked.faults.first?.contains("column 2 of “Ven” looks like a spread") == true)
    let stated = TableProbe(text) { $0.replicates = 3 }
    #expect(stated.faults.isEmpty)
    #expect(stated.curves.first?.points.count == 15)
  }

  @Test(arguments: [
    "1,99,103,97\n3,90,85,93\n10,71,60,75\n30,42,50,38\n100,10,2,14\n",
    // An inhibition, with replicates about nothing at low doses.
    "1,2,-1,0\n3,4,1,6\n10,30,24,37\n30,60,55,52\n100,90,94,85\n",
    // Nothing happens, and noise is all there is.
    "1,2,0,1\n3,1,3,0\n10,3,1,2\n30,0,2,1\n100,2,1,3\n",
    // One replicate was hardly seeded at the high end.
    "1,99,98,97\n3,90,91,93\n10,71,10,75\n30,42,5,38\n100,10,1,14\n",
  ])
  func `replicates are not taken for statistics`(rows: String) {
    let probe = TableProbe("dose (nM),Ven,,\n" + rows) {
      $0.kind = .signal; $0.notation = nil
    }
    #expect(probe.faults.isEmpty)
  }

  @Test func `statistics beside the response of a tidy table are said to be unread`() {
    let probe = TableProbe("dose (nM),viability mean,viability sd,n\n1,99,3,3\n3,50,4,3\n")
    #expect(probe.percents == [[99, 50]])
    #expect(probe.notices.contains { $0.hasPrefix("Left out “viability sd”, “n”") })
  }
}
