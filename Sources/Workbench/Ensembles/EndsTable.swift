import Quantities

/// The table of ends, row by row: which member it is, what was drawn for it, when its events came, and
/// where it ended.
///
/// `variant`, then `sample:number`, `dose:NAME` and `drawn:NAME` as far as the design has them,
/// `event:NAME>VALUE`, then one column a species. The signs keep them apart from every species id.
struct EndsTable: Sendable {
  private let model: RunnableModel
  private let design: EnsembleDesign

  init(_ model: RunnableModel, _ design: EnsembleDesign) {
    self.model = model
    self.design = design
  }

  var columns: [Column] {
    design.columns.map { name in
      Column(name: name, unit: unit(ofDesign: name), meaning: Self.meaning(ofDesign: name))
    }
      + model.events.map {
        Column(
          name: "event:\($0.name)", unit: model.source.timeUnit.name,
          meaning: "when it first came; empty if it did not")
      }
      + model.species.map {
        Column(name: $0.name, unit: model.source.unit(of: $0).name, meaning: "amount at the end")
      }
  }

  struct Column: Encodable, Sendable {
    let name: String
    let unit: String?
    let meaning: String
  }

  private func unit(ofDesign column: String) -> String? {
    guard let colon = column.firstIndex(of: ":") else { return nil }
    let name = String(column[column.index(after: colon)...])
    let named =
      design.varied.first { $0.name == name }?.place
      ?? design.doses.first { $0.name == name }?.place
    return column == "sample:number" ? nil : named.map { model.unit(of: $0).name }
  }

  private static func meaning(ofDesign column: String) -> String {
    if column == "variant" { return "the row of the variant table" }
    if column == "sample:number" { return "the cell: the same at every dose and in every variant" }
    return column.hasPrefix("dose:") ? "the level given" : "the value drawn for this member"
  }

  var header: [UInt8] {
    Array((columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\n").utf8)
  }

  /// One row; what is no number is an empty field. Numbers round-trip.
  func row(of member: Int, eventTimes: [Double], amounts: [Double]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(20 * (amounts.count + 2))
    let (variant, sample, arm) = design.parts(of: member)
    text += Self.quoted(design.name(ofVariant: variant)).utf8
    if design.hasSamples { text += ",\(sample + 1)".utf8 }
    var numbers = design.levels(ofArm: arm)
    if !design.varied.isEmpty {
      let start = model.start(design.setting(of: member), at: .zero)
      numbers += design.varied.map { model.value(at: $0.place, of: start) }
    }
    for number in numbers + eventTimes + amounts {
      text.append(UInt8(ascii: ","))
      if number.isFinite { text += number.description.utf8 }
    }
    text.append(UInt8(ascii: "\n"))
    return text
  }

  static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
