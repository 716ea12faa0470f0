import Foundation
import Simulation

/// Machine code for a network, written in C and compiled by the compiler found on this machine.
///
/// Compiled code is kept in a private folder under a name made of its text, the compiler and the
/// processor's instruction set, and found again only where the whole text agrees. Nothing here is
/// needed to run: without a compiler, an ensemble is interpreted, to the same bits.
public struct NativeKernels: LaneKernelProvider {
  private let folder: URL
  private let compiler: URL

  /// - Parameters:
  ///   - folder: where compiled code is kept; nil for the user's own cache folder.
  ///   - searchPath: where a compiler is looked for, `clang` before `cc`.
  /// - Returns: nil if there is no compiler.
  public init?(
    folder: URL? = nil,
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
  ) {
    let folders = searchPath.split(separator: ":").map { URL(filePath: String($0)) }
    let candidates = ["clang", "cc"].flatMap { name in folders.map { $0.appending(path: name) } }
    guard
      let compiler = candidates.first(where: {
        FileManager.default.isExecutableFile(atPath: $0.path)
      })
    else { return nil }
    self.compiler = compiler
    let environment = ProcessInfo.processInfo.environment
    let cache =
      environment["XDG_CACHE_HOME"].map { URL(filePath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
    self.folder = folder ?? cache.appending(path: "primed/kernels")
  }

  public func kernel(for network: CompiledNetwork) -> LaneKernel? {
    guard let plan = try? LanePlan(network, order: .asWritten), folderIsPrivate else { return nil }
    let target = LaneKernel.processorTarget
    // As many lanes as fill a register: then a value that is used soon need not leave it.
    let width = target == "x86-64-v4" ? 8 : 4
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: compiler.resolvingSymlinksInPath().path)
    // A compiler of another version is of another size; asking it for its version takes longer.
    let compilerSize = attributes?[.size].map { "\($0)" } ?? "?"
    let source = KernelSource(
      plan, width: width,
      header: "\(compiler.path) \(compilerSize) \(Self.options(for: target).joined(separator: " "))"
    ).text
    let name = Self.name(of: source)
    let library = folder.appending(path: "\(name).so")
    let text = folder.appending(path: "\(name).c")
    var seconds = 0.0
    let known = try? String(contentsOf: text, encoding: .utf8)
    if known != source || !FileManager.default.fileExists(atPath: library.path) {
      let start = ContinuousClock.now
      guard compile(source, target: target, text: text, library: library) else { return nil }
      seconds = (ContinuousClock.now - start) / .seconds(1)
    }
    var loaded = dlopen(library.path, RTLD_NOW | RTLD_LOCAL)
    if loaded == nil, seconds == 0,
      compile(source, target: target, text: text, library: library)
    {
      // What was kept may have been cut short with the machine's power; it is made once more.
      loaded = dlopen(library.path, RTLD_NOW | RTLD_LOCAL)
    }
    guard let handle = loaded, let step = dlsym(handle, "primed_step"),
      let dense = dlsym(handle, "primed_dense")
    else { return nil }
    // The library stays loaded as long as the program runs, so its functions never dangle.
    return LaneKernel(
      plan: plan, width: width, step: unsafeBitCast(step, to: LaneKernel.Function.self),
      dense: unsafeBitCast(dense, to: LaneKernel.Function.self),
      target: target.isEmpty ? "baseline" : target, secondsToCompile: seconds)
  }

  /// Whether nobody else can put a library where this program loads it from.
  private var folderIsPrivate: Bool {
    var about = stat()
    guard stat(folder.path, &about) == 0 else { return true }
    return about.st_uid == geteuid() && about.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  /// Compiles under names of this process's own, then renames: the library first, so that a text
  /// found always has its library.
  private func compile(_ source: String, target: String, text: URL, library: URL) -> Bool {
    let own = UUID().uuidString
    let draft = folder.appending(path: "\(own).c")
    let built = folder.appending(path: "\(own).so")
    defer {
      try? FileManager.default.removeItem(at: draft)
      try? FileManager.default.removeItem(at: built)
    }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try source.write(to: draft, atomically: false, encoding: .utf8)
      let process = Process()
      process.executableURL = compiler
      process.arguments =
        Self.options(for: target)
        + ["-o", built.path, draft.path]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return false }
    } catch {
      return false
    }
    return rename(built.path, library.path) == 0 && rename(draft.path, text.path) == 0
  }

  /// The first level of optimisation keeps values in registers, which is what there is to gain; the
  /// second costs a third more time and gives nothing.
  private static func options(for target: String) -> [String] {
    ["-O1", "-fPIC", "-shared", "-ffp-contract=off", "-fno-math-errno"]
      + (target.isEmpty ? [] : ["-march=\(target)"])
      // Left to itself a compiler halves 64-byte vectors even where the processor has them whole.
      + (target == "x86-64-v4" ? ["-mprefer-vector-width=512"] : [])
  }

  /// Two hashes of the text (Fowler, Noll and Vo's) with different starts.
  private static func name(of text: String) -> String {
    func hash(_ start: UInt64) -> String {
      let value = text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      return String(value, radix: 16)
    }
    return "lanes-\(hash(0xcbf2_9ce4_8422_2325))-\(hash(0x9e37_79b9_7f4a_7c15))"
  }
}
