import Experiments
import FileFormats
import Reports

/// The pictures of experiments by name: the course of a protocol, or how its result is read.
public enum AssayPictures {
  /// Names in the order in which they are listed.
  public static let names = all.map(\.name)

  private static let all: [(name: String, picture: @Sendable () -> GraphPicture)] = [
    ("caspase", { ProtocolFlow(CaspaseProtocol().sheet).picture }),
    ("viability", { ProtocolFlow(ViabilityProtocol(.atp).sheet).picture }),
    ("viability-mtt", { ProtocolFlow(ViabilityProtocol(.mtt).sheet).picture }),
    ("annexin", { ProtocolFlow(AnnexinProtocol().sheet).picture }),
    ("coip", { ProtocolFlow(CoIPProtocol().sheet).picture }),
    ("fret", { ProtocolFlow(FRETProtocol.outline).picture }),
    ("methylation", { ProtocolFlow(MethylationProtocol().sheet).picture }),
    ("bh3profile", { ProtocolFlow(BH3ProfileProtocol().sheet).picture }),
    ("coip-logic", { DecisionFlow.coImmunoprecipitation().picture }),
  ]

  /// The picture in `format`, svg or dot, in a `theme`, light or dark.
  ///
  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public static func text(
    of name: String, format: String, theme: String
  ) throws(InputRefusal) -> String {
    let faults = FaultCollector(file: "command line")
    let form = PictureForm(format: format, theme: theme, noting: faults)
    var found: GraphPicture?
    if case .found(let known) = NameSuggestion.resolve(name, among: names) {
      found = all.first { $0.name == known }?.picture()
    } else {
      faults.note(
        at: nil, found: "\(name.quotedForPeople) is no picture of an experiment",
        needed: names.joined(separator: ", "), hint: NameSuggestion.hint(for: name, among: names))
    }
    try faults.refuseIfAny()
    guard let form, let found else { throw InputRefusal(faults.faults) }
    return try form.text(of: found)
  }
}
