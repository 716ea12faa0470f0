import Foundation

/// A folder of results that appears whole or not at all.
///
/// It is filled as a hidden sibling of its final place and renamed into place by ``commit()``. A
/// folder that was never committed is removed by ``discard()``, at the latest when this object
/// goes. A marker file lists what a run wrote; only a folder with that marker is ever replaced,
/// and only if nobody else put files into it.
public final class ResultsFolder {
  /// The final place.
  public let destination: String
  /// Where the results lie until they are committed.
  public let temporary: String
  private let replacing: Bool
  private var isOpen = true

  /// The file that tells our results folders from other folders and lists their files.
  package static let markerName = ".primed-results"

  /// Begins a results folder at `destination`, whose parent folder must exist.
  ///
  /// - Throws: ``OutputError`` where something is there already, unless `replace` is given and it
  ///   is a results folder of ours. Nothing has been touched then.
  public init(at destination: String, replace: Bool) throws(OutputError) {
    self.destination = URL(fileURLWithPath: destination).standardizedFileURL.path
    replacing = replace
    try Self.checkPlace(self.destination, replace: replace)
    temporary = AtomicOutput.temporaryPath(beside: self.destination)
    AtomicOutput.removeLeftovers(beside: self.destination)
    guard mkdir(temporary, 0o777) == 0 else {
      isOpen = false
      throw AtomicOutput.systemError(at: self.destination)
    }
  }

  deinit { discard() }

  /// The path to write the file or folder `name` to; it may have parts, such as `tables/plate.csv`,
  /// whose folders are made.
  public func path(for name: String) throws(OutputError) -> String {
    let path = try ContainedPath.resolve(name, inside: temporary)
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw OutputError(path: name, reason: .system("its folder cannot be made"))
    }
    return path
  }

  /// Puts the folder into its place, replacing the earlier one where that was allowed.
  public func commit() throws(OutputError) {
    precondition(isOpen, "a results folder is committed once")
    do throws(OutputError) {
      let files = Self.files(in: temporary).sorted()
      try AtomicOutput.write(
        files.joined(separator: "\n") + "\n", to: "\(temporary)/\(Self.markerName)")
      try Self.checkPlace(destination, replace: replacing)
      try moveIntoPlace()
      isOpen = false
    } catch {
      discard()
      throw error
    }
  }

  /// Removes what was written so far; does nothing after a commit.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    try? FileManager.default.removeItem(atPath: temporary)
  }

  private func moveIntoPlace() throws(OutputError) {
    var status = stat()
    guard lstat(destination, &status) == 0 else {
      guard rename(temporary, destination) == 0 else {
        throw AtomicOutput.systemError(at: destination)
      }
      return
    }
    let earlier = AtomicOutput.temporaryPath(beside: destination, for: "replaced")
    guard rename(destination, earlier) == 0 else {
      throw AtomicOutput.systemError(at: destination)
    }
    guard rename(temporary, destination) == 0 else {
      let failure = AtomicOutput.systemError(at: destination)
      rename(earlier, destination)
      throw failure
    }
    try? FileManager.default.removeItem(atPath: earlier)
  }

  /// Refuses a place that is taken, unless by results of ours that may be replaced.
  private static func checkPlace(_ path: String, replace: Bool) throws(OutputError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard replace else { throw OutputError(path: path, reason: .alreadyExists) }
    guard status.st_mode & S_IFMT == S_IFDIR,
      let marker = FileManager.default.contents(atPath: "\(path)/\(markerName)")
    else { throw OutputError(path: path, reason: .notOurs) }
    let ours = Set(String(decoding: marker, as: UTF8.self).split(separator: "\n").map(String.init))
    let foreign = files(in: path).filter { $0 != markerName && !ours.contains($0) }
    guard foreign.isEmpty else {
      throw OutputError(path: path, reason: .holdsForeignFiles(foreign.sorted()))
    }
  }

  /// The files below `folder`, by their paths inside it.
  private static func files(in folder: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    return walk.compactMap { $0 as? String }.filter { name in
      var status = stat()
      guard lstat("\(folder)/\(name)", &status) == 0 else { return false }
      return status.st_mode & S_IFMT != S_IFDIR
    }
  }
}
