import EvidenceBase
import ModelLibrary

extension ModelCatalogue.Listing {
  /// With what the guides get wrong or leave out about it, so that nobody reads it into the model.
  func withErrata(concerning name: String) -> Self {
    let errata = GuideErratum.all.filter { Self.numbers(concerning: name).contains($0.number) }
    guard !errata.isEmpty else { return self }
    return Self(
      name: self.name, heading: heading,
      parts: parts + [
        Part(
          title: "Errors of the guides that concern it",
          columns: ["Number", "The guide says", "What is right", "Standing", "Source"],
          rows: errata.map {
            ["\($0.number)", $0.guideSays, $0.isRight, $0.source.label, $0.source.detail]
          })
      ])
  }

  private static func numbers(concerning name: String) -> Set<Int> {
    switch name {
    case LibraryModel.apoptosis.name: [1]
    case LibraryModel.azacitidine.name: [1, 7, 8]
    case BH3Mimetic.azd4320.name: [4, 5, 6]
    default: []
    }
  }
}
