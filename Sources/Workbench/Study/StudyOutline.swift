import FileFormats
import Quantities

/// What a study file asks for, in a few lines: the answer of `primed study check`.
public struct StudyOutline: Encodable, Sendable {
  public let title: String
  public let lines: [String]
  public let drug: String?
  /// Nominal, in nM.
  public let doses: [Double]
  public let cells: Int?
  public let seed: UInt64?
  public let controls: [String]
  public let measured: [String]
  /// Every file that the study reads besides itself, with its hash: drugs and lines of one's own,
  /// tables, readings and plate maps.
  public let files: [File]

  public struct File: Encodable, Sendable, Hashable {
    /// As the study names it.
    public let file: String
    public let sha256: String
  }

  private enum CodingKeys: String, CodingKey {
    case title, lines, drug, cells, seed, controls, measured, files
    case doses = "doses_nM"
  }

  /// - Throws: every fault of the file, and of the measured tables and plates that it names.
  public init(checking path: String) throws {
    let study = try StudyFile.read(contentsOf: path)
    self.init(of: study, try study.measurements())
  }

  private init(of study: Study, _ measurements: Study.Measurements) {
    title = study.title
    let plan = study.simulation
    lines = plan?.lines.map(\.name) ?? []
    drug = plan?.drug.name
    doses = plan?.doses.map(\.nanomolar) ?? []
    cells = plan?.cells
    seed = plan?.seed
    controls = plan?.controls.map(\.name) ?? []
    measured = study.measured.map(\.file) + study.plates.map(\.file)
    var files: [File] = []
    for part in plan?.partFiles ?? [] {
      files.append(File(file: part.word, sha256: part.hash.hexadecimal))
    }
    for table in measurements.tables {
      files.append(File(file: table.part.file, sha256: table.source.hash))
    }
    for (part, plates) in zip(study.plates, measurements.plates) {
      let input = plates.judged.input
      files.append(File(file: part.file, sha256: input.file.sha256))
      if let layout = part.layout {
        files.append(File(file: layout, sha256: input.layoutFile.sha256))
      }
    }
    var seen: Set<File> = []
    self.files = files.filter { seen.insert($0).inserted }
  }

  public var text: String {
    var words = ["“\(title)” is a sound study."]
    if let drug, let cells, let seed {
      words.append(
        "Simulates \(drug) at \(doses.count) dose\(doses.count == 1 ? "" : "s") in \(lines.joined(separator: ", ")): "
          + "\(cells) cell\(cells == 1 ? "" : "s") a condition, seed \(seed).")
    }
    if !controls.isEmpty { words.append("Controls: \(controls.joined(separator: ", ")).") }
    if !measured.isEmpty { words.append("Reads \(measured.joined(separator: ", ")).") }
    return words.joined(separator: "\n")
  }
}
