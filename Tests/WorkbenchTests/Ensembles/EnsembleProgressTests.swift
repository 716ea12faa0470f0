import Foundation
import Synchronization
import Testing
import Workbench

@Suite struct EnsembleProgressTests {
  private final class Notebook: ProgressListener {
    let heard = Mutex<[JobProgress]>([])
    func hear(_ progress: JobProgress) { heard.withLock { $0.append(progress) } }
  }

  @Test func `progress says how many, how fast and how long yet, and comes to its end`()
    async throws
  {
    try await DecayFolder.with { folder in
      let notebook = Notebook()
      let request = folder.request {
        $0.design.varied = ["A=cv:0.3"]
        $0.design.samples = 500
        $0.threads = 2
      }
      _ = try await request.run(listener: notebook)
      let heard = notebook.heard.withLock { $0 }
      let last = try #require(heard.last)
      #expect(last.finished == 500 && last.total == 500)
      #expect(last.stage.hasPrefix("500 of 500 members, "))
      #expect(last.stage.hasSuffix(" a second, 0 s left"))
    }
  }

  @Test func `what a person should know is told before members run`() async throws {
    try await DecayFolder.with { folder in
      for (words, sentence) in [
        (EngineWords(), "native code"), (EngineWords(method: "cvodes"), ""),
        (EngineWords(backend: "swift"), ""),
      ] {
        let told = Mutex<[String]>([])
        let request = folder.request { $0.engine = words }
        _ = try await request.run(
          tell: { note in told.withLock { $0.append(note) } }, listener: Silent())
        let notes = told.withLock { $0 }
        #expect(
          notes.first == "Times and amounts are in the file's own units, which are not converted.")
        #expect(notes.count == (sentence.isEmpty ? 1 : 2))
        if !sentence.isEmpty { #expect(notes[1].contains(sentence)) }
      }
    }
  }
}
