import FileFormats
import Foundation
import Testing
import Workbench

@Suite struct OutputPlaceTests {
  @Test func `no output replaces a file that is read, nor its companion, by whatever link`() throws
  {
    try inTemporaryFolder { folder in
      let input = folder.appending(path: "model.xml").path
      let link = folder.appending(path: "link.csv").path
      let companion = folder.appending(path: "ends.json").path
      try Data("x".utf8).write(to: URL(filePath: input))
      try Data("x".utf8).write(to: URL(filePath: companion))
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: input)
      for output in [input, link] {
        #expect(throws: InputRefusal.self) { try OutputPlace.check(output, sparing: [input]) }
      }
      #expect(throws: InputRefusal.self) {
        try OutputPlace.check(folder.appending(path: "ends.csv").path, sparing: [companion])
      }
      try OutputPlace.check(folder.appending(path: "new.csv").path, sparing: [input])
      try OutputPlace.check("-", sparing: [input])
    }
  }
}
