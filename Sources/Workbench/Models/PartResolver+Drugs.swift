import FileFormats
import ModelLibrary

extension PartResolver {
  /// A drug of either kind: one that fills grooves, or one that is built into nucleic acids.
  ///
  /// - Throws: every fault of the word or of the file it names.
  func assayDrug(_ word: String) throws(InputRefusal) -> Resolved<AssayDrug> {
    try resolve(word, as: "drug", AssayDrug.init(named:), AssayDrug.names) {
      document throws(InputRefusal) in try AssayDrug.read(document)
    }
  }

  /// As ``assayDrug(_:)``; nil, with the faults noted, where there is none.
  func assayDrug(
    _ word: String, at place: Place, noting faults: FaultCollector
  ) -> Resolved<AssayDrug>? {
    note(word, at: place, faults) { word throws(InputRefusal) in try assayDrug(word) }
  }
}

extension AssayDrug {
  /// Reads a drug's file, of whichever kind its schema says.
  ///
  /// - Throws: every fault of the file.
  static func read(_ document: YAMLDocument) throws(InputRefusal) -> AssayDrug {
    document.schema == NucleosideDescription.schema
      ? .nucleoside(try NucleosideAnalogue.read(document))
      : .mimetic(try BH3Mimetic.read(document))
  }
}

extension YAMLDocument {
  /// The schema that the file names; nil where it names none.
  var schema: String? {
    if case .scalar(let text, _)? = root["schema"]?.content { text } else { nil }
  }
}
