import Foundation
import Testing
import Workbench

/// The repository, found from this file.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

let shippedStudy = repository.appending(path: "Examples/azd4320/study.yaml")

/// A study small enough to run in about a second.
let small = """
  schema: primed.study/1
  title: A small study
  simulate:
    lines: [RS4;11]
    drug: AZD4320
    doses: 3, 30 nM
    cells: 8
    watch: 6h
    seed: 5
  """

/// Enough doses for a curve, with the controls of the mechanism.
let smallCurve = """
  schema: primed.study/1
  title: A small curve
  simulate:
    lines: [RS4;11]
    drug: AZD4320
    doses: 1, 3, 6, 12, 25, 100, 1000 nM
    cells: 16
    watch: 8h
    seed: 5
  controls:
    knockouts: [[BAX, BAK], [BAX], [BAK]]
    drug-binding-off: true
  compare: [azd4320-guide]
  """

/// Runs `body` with a new folder that is removed afterwards.
func inTemporaryFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

func inTemporaryFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

private func makeTemporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "primed-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

func study(_ text: String) throws -> Study {
  try inTemporaryFolder { folder in
    let file = folder.appending(path: "study.yaml")
    try Data(text.utf8).write(to: file)
    return try StudyFile.read(contentsOf: file.path)
  }
}
