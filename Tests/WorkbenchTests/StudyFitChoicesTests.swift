import FileFormats
import Foundation
import Testing
import Workbench

@Suite struct StudyFitChoicesTests {
  private let text = """
    schema: primed.study/1
    title: Measured
    measured:
      - file: data.csv
        dose: dose
        response: r
        dose-unit: nM
        scale: viability
        notation: fraction
        model: ll4
        loss: least-squares
        interval: wald
    """

  private func read(_ text: String) throws -> Study {
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "study.yaml")
      try Data(text.utf8).write(to: file)
      return try StudyFile.read(contentsOf: file.path)
    }
  }

  @Test func `a study may say how its measured curves are fitted`() throws {
    let part = try #require(read(text).measured.first)
    #expect(part.request.model == "ll4")
    #expect(part.request.loss == .leastSquares)
    #expect(part.request.interval == .wald)
  }

  @Test func `a model that is none is refused by name`() throws {
    do {
      _ = try read(text.replacing("ll4", with: "ll9"))
      Issue.record("the study was read")
    } catch let refusal as InputRefusal {
      #expect(refusal.faults.contains { $0.found.contains("“ll9” is no known model") })
    }
  }
}
