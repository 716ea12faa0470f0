import ReactionNetworks

/// The catalogue: every cell line, drug and model that Primed knows by name.
///
/// Lookups match without case or punctuation, since a shell ends a command at the `;` of RS4;11.
public enum ModelLibrary {
  public static let cellLines: [CellLine] = [
    .rs411, .ri1, .ociM1, .kpumUH1, .kpumMS3, .str428, .genericAML, .molt4, .pc9BCL2,
  ]

  public static let drugs: [BH3Mimetic] = [
    .azd4320, .navitoclax, .abt737, .venetoclax, .a1331852, .s63845, .azd5991,
  ]

  public static let models: [LibraryModel] = [.apoptosis, .azacitidine, .earm1]

  /// The names of the proteins that can be knocked out or scaled.
  public static let proteins: [String] = Protein.allCases.filter { !$0.isReadout }.map(\.name)

  /// The name of the library part that `name` stands for, case and punctuation aside; nil for a new one.
  ///
  /// A part that is not the library's own must not bear such a name: published values would be set
  /// beside it.
  public static func nameTaken(by name: String) -> String? {
    cellLine(named: name)?.name ?? drug(named: name)?.name
      ?? nucleosideAnalogue(named: name)?.name ?? model(named: name)?.name
  }

  /// A line, or one of the virtual patients that are spread around the generic AML, such as
  /// "AML patient 3".
  public static func cellLine(named name: String) -> CellLine? {
    NameMatching.match(name, among: cellLines) { [$0.name] + $0.aliases }
      ?? PatientCohort.sample(named: name)
  }

  public static func drug(named name: String) -> BH3Mimetic? {
    NameMatching.match(name, among: drugs) { [$0.name] + $0.aliases }
  }

  public static func model(named name: String) -> LibraryModel? {
    NameMatching.match(name, among: models) { [$0.name] + $0.aliases }
  }
}

/// A published mechanism by name.
public struct LibraryModel: Sendable {
  public let name: String
  public let aliases: [String]
  /// What it is, in one sentence.
  public let summary: String
  /// What its amounts are counted in.
  public let unit: String
  public let network: ReactionNetwork

  public init(
    name: String, aliases: [String], summary: String, unit: String, network: ReactionNetwork
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.unit = unit
    self.network = network
  }

  /// The apoptosis model of RS4;11, which AZD4320 can be given to.
  public static let apoptosis = LibraryModel(
    name: "apoptosis", aliases: [],
    summary:
      "From BH3 mimetics through the BCL-2 family and cytochrome c to caspase-3/7 and PARP; RS4;11, AZD4320.",
    unit: "nM", network: ApoptosisModel(of: .rs411, drugs: [.azd4320]).network)

  /// The apoptosis model of AML, which azacitidine, decitabine and venetoclax can be given to.
  public static let azacitidine = LibraryModel(
    name: "azacitidine", aliases: ["decitabine", "5-azacytidine"],
    summary:
      "The apoptosis model with azacitidine and decitabine: RNA and DNA, DNMT1, NOXA; AML, venetoclax.",
    unit: "nM", network: ApoptosisModel.answeringNucleosides.network)

  /// The extrinsic apoptosis reaction model that solvers are checked against.
  public static let earm1 = LibraryModel(
    name: "earm-1.0", aliases: ["earm", "earm1", "EARM 1.0"],
    summary:
      "Extrinsic apoptosis from receptor to PARP (Albeck et al. 2008); for checking solvers.",
    unit: "molecules", network: EARM1.network)
}
