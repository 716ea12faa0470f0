import Citations
import FileFormats
import Foundation
import ModelLibrary

/// Finds the drug or the cell line that a word means: a name of the library, without case or
/// punctuation, or the path of a YAML file in the form that `primed models show NAME --yaml` prints.
///
/// A word is a path if it ends in `.yaml` or `.yml`, or has a slash in it, which no name has. A file
/// may bear a name of the library only if it says what the library says: otherwise published values
/// would be set beside numbers that are not theirs.
public struct PartResolver: Sendable {
  private let folder: URL

  /// - Parameter folder: where relative paths start: that of a study file, or the working folder.
  public init(relativeTo folder: String = FileManager.default.currentDirectoryPath) {
    self.folder = URL(filePath: folder, directoryHint: .isDirectory)
  }

  /// A part, and the file that describes it; nil for one of the library.
  public struct Resolved<Part: Sendable>: Sendable {
    public let part: Part
    public let file: File?
  }

  /// A file that was read, so that results can be made again from what they hold.
  public struct File: Hashable, Sendable {
    /// As the person named it.
    public let word: String
    public let text: String
    public let hash: ContentHash
  }

  /// Whether a word names a file rather than a part of the library.
  public static func isPath(_ word: String) -> Bool {
    let lower = word.lowercased()
    return word.contains("/") || lower.hasSuffix(".yaml") || lower.hasSuffix(".yml")
  }

  // MARK: One part

  /// - Throws: every fault of the word or of the file it names.
  public func drug(_ word: String) throws(InputRefusal) -> Resolved<BH3Mimetic> {
    try resolve(word, as: "drug", ModelLibrary.drug(named:), ModelLibrary.drugs.map(\.name)) {
      document throws(InputRefusal) in try BH3Mimetic.read(document)
    }
  }

  /// - Throws: every fault of the word or of the file it names.
  public func line(_ word: String) throws(InputRefusal) -> Resolved<CellLine> {
    try resolve(
      word, as: "cell line", ModelLibrary.cellLine(named:), ModelLibrary.cellLines.map(\.name)
    ) { document throws(InputRefusal) in try CellLine.read(document) }
  }

  /// Whatever part a file describes, by its schema.
  ///
  /// - Throws: every fault of the file.
  public func part(inFile word: String) throws(InputRefusal) -> Part {
    let document = try document(word)
    switch document.schema {
    case DrugDescription.schema: return .drug(try BH3Mimetic.read(document))
    case NucleosideDescription.schema: return .nucleoside(try NucleosideAnalogue.read(document))
    case LineDescription.schema: return .line(try CellLine.read(document))
    default:
      throw InputRefusal(
        InputFault(
          file: word, at: document.root["schema"]?.position,
          found: document.schema.map { "the schema \($0.quotedForPeople)" }
            ?? "a file without a schema",
          needed: "“\(DrugDescription.schema)”, “\(NucleosideDescription.schema)” or "
            + "“\(LineDescription.schema)”",
          hint: "`primed models show NAME --yaml` prints such a file"))
    }
  }

  /// What a file of the user's own can describe.
  public enum Part: Sendable {
    case drug(BH3Mimetic)
    case nucleoside(NucleosideAnalogue)
    case line(CellLine)
  }

  // MARK: Noting instead of throwing

  /// As ``drug(_:)``; nil, with the faults noted, where there is none. `place` says where the word
  /// stands: an option such as `--drug`, or a position in a study file.
  public func drug(
    _ word: String, at place: Place, noting faults: FaultCollector
  ) -> Resolved<BH3Mimetic>? {
    note(word, at: place, faults) { word throws(InputRefusal) in try drug(word) }
  }

  /// As ``line(_:)``; nil, with the faults noted, where there is none.
  public func line(
    _ word: String, at place: Place, noting faults: FaultCollector
  ) -> Resolved<CellLine>? {
    note(word, at: place, faults) { word throws(InputRefusal) in try line(word) }
  }

  /// Where a word was written.
  public enum Place: Sendable {
    case option(String)
    case position(TextPosition)
  }

  func note<Found>(
    _ word: String, at place: Place, _ faults: FaultCollector,
    _ find: (String) throws(InputRefusal) -> Found
  ) -> Found? {
    do {
      return try find(word)
    } catch {
      for fault in error.faults {
        // A file's own faults keep their places; a fault of the word gets the place of the word.
        guard fault.file == Self.nowhere else {
          faults.note(fault)
          continue
        }
        switch place {
        case .position(let position):
          faults.note(at: position, found: fault.found, needed: fault.needed, hint: fault.hint)
        case .option(let name):
          faults.note(
            at: nil, found: "\(name): \(fault.found)", needed: fault.needed, hint: fault.hint)
        }
      }
      return nil
    }
  }

  // MARK: Finding

  private static let nowhere = "command line"

  func resolve<Found: Hashable & Sendable>(
    _ word: String, as noun: String, _ find: (String) -> Found?, _ known: [String],
    _ read: (YAMLDocument) throws(InputRefusal) -> Found
  ) throws(InputRefusal) -> Resolved<Found> {
    guard Self.isPath(word) else {
      if let part = find(word) { return Resolved(part: part, file: nil) }
      throw InputRefusal(
        InputFault(
          file: Self.nowhere, found: "\(word.quotedForPeople) is no known \(noun)",
          needed: "a known \(noun), or the path of a YAML file",
          hint: NameSuggestion.hint(for: word, among: known)))
    }
    let document = try document(word)
    return Resolved(
      part: try read(document),
      file: File(word: word, text: document.text, hash: document.hash))
  }

  /// Reads the file, which refusals name as the person did.
  private func document(_ word: String) throws(InputRefusal) -> YAMLDocument {
    let path = word.hasPrefix("/") ? word : folder.appending(path: word).path
    do {
      let input = try InputText(contentsOf: path, limit: YAMLDocument.Limits().size)
      return try YAMLDocument(InputText(file: word, text: input.text))
    } catch {
      throw InputRefusal(
        error.faults.map { fault in
          InputFault(
            file: word, at: fault.position, found: fault.found, needed: fault.needed,
            hint: fault.hint)
        }, unlisted: error.unlisted)
    }
  }
}
