import FileFormats
import Foundation

/// Where a verb is to write one file, looked at before it does any work.
public enum OutputPlace {
  /// - Parameter inputs: the files that are read; neither the output nor the companion of units beside
  ///   it may replace one.
  /// - Throws: what stands in the way, with a hint.
  public static func check(
    _ path: String?, for option: String = "--output", sparing inputs: [String]
  ) throws(InputRefusal) {
    let faults = FaultCollector(file: "command line")
    faults.noteUnlessWritable(path, for: option, sparing: inputs)
    try faults.refuseIfAny()
  }

  /// The file that two tables would both be written to, themselves or their companions; nil where none.
  public static func shared(by first: String, and second: String) -> String? {
    let own = [first, TidyTable.companionPath(of: first)]
    return [second, TidyTable.companionPath(of: second)].first(where: own.contains)
  }

  /// Whether two paths lead to one file, by whatever links.
  static func isSameFile(_ first: String, _ second: String) -> Bool {
    var (left, right) = (stat(), stat())
    guard stat(first, &left) == 0, stat(second, &right) == 0 else { return false }
    return left.st_dev == right.st_dev && left.st_ino == right.st_ino
  }
}

extension FaultCollector {
  /// Notes an output that cannot be written, or that would replace a file which is read.
  func noteUnlessWritable(_ path: String?, for option: String, sparing inputs: [String] = []) {
    guard let path, path != "-" else { return }
    for input in inputs {
      for written in [path, TidyTable.companionPath(of: path)]
      where OutputPlace.isSameFile(written, input) {
        note(
          at: nil, found: "\(option) \(path) would replace \(input), which is read",
          needed: "another name")
      }
    }
    var isFolder: ObjCBool = false
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      note(at: nil, found: "\(option) \(path) is a folder", needed: "the name of a file")
    } else if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
      note(
        at: nil, found: "\(option) \(path): there is no folder \(folder)",
        needed: "a folder that is there", hint: "make it first: mkdir -p '\(folder)'")
    } else if !isFolder.boolValue {
      note(at: nil, found: "\(option) \(path): \(folder) is no folder", needed: "a folder")
    } else if !FileManager.default.isWritableFile(atPath: folder) {
      note(
        at: nil, found: "\(option) \(path): \(folder) may not be written to",
        needed: "a folder of yours")
    }
  }
}
