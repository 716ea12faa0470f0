import Foundation
import Workbench

/// Small measured tables, and studies of them.
enum MeasuredTables {
  /// Curves with a little that is not noise, and where asked one well far off.
  static func rows(
    _ name: String, ec50: Double, full: Double = 100, outlier: Bool = false
  ) -> String {
    [0, 1, 3, 10, 30, 100, 300, 1000].enumerated().map { number, dose in
      let fraction = 0.1 + 0.9 / (1 + pow(Double(dose) / ec50, 1.3))
      return [0.012, -0.017, 0.009].enumerated().map { replicate, error in
        let value =
          outlier && number == 3 && replicate == 1
          ? 3 : fraction + error * (number.isMultiple(of: 2) ? 1 : -1)
        return "\(name),\(dose),\(replicate + 1),\(((value * full) * 1e4).rounded() / 1e4)\n"
      }.joined()
    }.joined()
  }

  static let tidy =
    "compound,dose (nM),replicate,viability (%)\n" + rows("A", ec50: 20)
    + rows("B", ec50: 3000) + rows("C", ec50: 60, outlier: true)

  static let columns = """
    dose (µM),parental,,resistant,
    0,55734,52926,54336,51877
    0.003,50608,50924,54119,52963
    0.01,47130,48793,51092,52772
    0.03,41310,42550,51020,50330
    0.1,24310,23900,46700,47800
    0.3,9800,10500,35900,34800
    1,4100,4500,19800,18700
    3,3000,3200,8200,8900
    10,2800,2750,4000,3900

    """

  /// Writes a study of one measured table, each key on its line.
  static func write(_ table: String, named file: String = "t.csv", keys: String, in folder: URL)
    throws
    -> String
  {
    try Data(table.utf8).write(to: folder.appending(path: file))
    let study = folder.appending(path: "study.yaml")
    let lines = (["file: \(file)"] + keys.split(separator: "\n").map(String.init)).enumerated()
      .map { ($0.offset == 0 ? "  - " : "    ") + $0.element }
    try Data(
      ("schema: primed.study/1\ntitle: Measured\nmeasured:\n" + lines.joined(separator: "\n") + "\n")
        .utf8
    ).write(to: study)
    return study.path
  }

  static func run(_ path: String, threads: Int = 2) async throws -> StudyUseCase.Outcome {
    try await StudyUseCase(
      path: path,
      output: URL(filePath: path).deletingLastPathComponent().appending(path: "out").path,
      replaces: true, threads: threads
    ).run()
  }

  static func text(_ outcome: StudyUseCase.Outcome, _ name: String) throws -> String {
    try String(contentsOfFile: "\(outcome.folder)/\(name)", encoding: .utf8)
  }
}
