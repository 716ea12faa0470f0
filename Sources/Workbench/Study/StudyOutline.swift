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

  private enum CodingKeys: String, CodingKey {
    case title, lines, drug, cells, seed, controls, measured
    case doses = "doses_nM"
  }

  /// - Throws: every fault of the file, and of the measured tables and plates that it names.
  public init(checking path: String) throws {
    let study = try StudyFile.read(contentsOf: path)
    _ = try study.measurements()
    self.init(of: study)
  }

  init(of study: Study) {
    title = study.title
    let plan = study.simulation
    lines = plan?.lines.map(\.name) ?? []
    drug = plan?.drug.name
    doses = plan?.doses.map(\.nanomolar) ?? []
    cells = plan?.cells
    seed = plan?.seed
    controls = plan?.controls.map(\.name) ?? []
    measured = study.measured.map(\.file) + study.plates.map(\.file)
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
