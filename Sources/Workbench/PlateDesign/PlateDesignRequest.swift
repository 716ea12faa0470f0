import Assays
import FileFormats
import Quantities

/// A plate as a person asks for it on the command line, in words with units.
public struct PlateDesignRequest: Sendable {
  /// What becomes of the rim.
  public enum Rim: String, CaseIterable, Sendable {
    /// Left empty where there is room, else used.
    case auto
    case avoid
    case use
  }

  /// `AZD4320=1,3,10nM` or `AZD4320=10uM:3:9`, nine doses from 10 µM down by thirds.
  public var drugs: [String] = []
  /// `AZD4320=10mM`, or `10mM` for every drug.
  public var stocks: [String] = []
  /// `staurosporine=1uM`; nil where the positive control is not on the sheet.
  public var positiveControl: String?
  public var wells = 96
  public var rim = Rim.auto
  public var replicates = 3
  /// Wells of each control; nil for a number that suits the plate.
  public var vehicle: Int?
  public var positive: Int?
  public var blank: Int?
  public var untreated = 0
  /// One plate a line; a single unnamed plate where there is none.
  public var lines: [String] = []
  public var cells: Int?
  /// Of a well once it is full; nil for what suits the plate.
  public var volume: String?
  /// Nil for 1 µL, and for a nanolitre dispenser's 2.5 nL with 1536 wells, which no hand fills.
  public var smallestTransfer: String?
  public var solventLimit = 0.5
  public var seed = 1

  public init() {}

  /// - Throws: `InputRefusal` with every word that was not understood, a plate that is too small, and
  ///   every drug whose top dose needs too much solvent.
  public func run() throws -> DesignedPlates {
    let faults = FaultCollector(file: "command line")
    let words = PlateDesignWords(faults)
    let stocks = words.stocks(self.stocks)
    let treatments = drugs.compactMap { words.treatment($0, stocks) }
    let control = positiveControl.flatMap {
      words.treatment($0, stocks, option: "--positive-control")
    }
    let asked = volume.flatMap { words.volume($0, "--volume") }
    let transfer = words.volume(
      smallestTransfer ?? (wells == 1536 ? "2.5nL" : "1uL"), "--smallest-transfer")
    checkNumbers(faults)
    words.checkNames(treatments.map(\.drug), stocks: stocks, control: control?.drug)
    guard let format = PlateFormat(rawValue: wells) else {
      faults.note(
        at: nil, found: "--wells \(wells)",
        needed: "one of \(PlateFormat.allCases.map { String($0.rawValue) }.joined(separator: ", "))"
      )
      throw InputRefusal(faults.faults)
    }
    if let asked, !format.workingVolume.contains(asked) {
      faults.note(
        at: nil, found: "--volume \(asked) in a plate of \(format.wellCount) wells",
        needed: "\(format.workingVolume.lowerBound) to \(format.workingVolume.upperBound)",
        hint: "such wells hold no more with room to carry the plate, and less leaves the bottom "
          + "bare; \(format.usualVolume) is usual")
    }
    try faults.refuseIfAny()
    guard let transfer else { throw InputRefusal(faults.faults) }
    let volume = asked ?? format.usualVolume
    let plan = try sized(
      DosingPlan(
        format: format, rim: rim == .use ? .used : .avoided, treatments: treatments,
        replicates: replicates, vehicleWells: vehicle ?? max(2, format.wellCount / 8),
        positiveControlWells: positive ?? max(2, format.wellCount / 16),
        blankWells: blank ?? max(2, format.wellCount / 16), untreatedWells: untreated,
        positiveControl: control, line: lines.first, cells: cells.map(Double.init)), faults)
    let limits = DilutionPlan.Limits(
      wellVolume: volume, solventLimit: solventLimit / 100, smallestTransfer: transfer)
    do throws(DilutionError) {
      let dilutions = try DilutionPlan(for: plan, plates: max(1, lines.count), limits: limits)
      return DesignedPlates(plan, lines: lines, dilutions, limits, seed: UInt64(seed))
    } catch {
      for fault in error.faults { faults.note(Self.fault(fault, limits)) }
      throw InputRefusal(faults.faults)
    }
  }

  /// The protocol with its rim settled: avoided where everything fits inside.
  private func sized(
    _ plan: DosingPlan, _ faults: FaultCollector
  ) throws(InputRefusal) -> DosingPlan {
    var plan = plan
    if plan.wellsNeeded > plan.wellsAvailable.count, rim == .auto { plan.rim = .used }
    guard plan.wellsNeeded > plan.wellsAvailable.count else { return plan }
    let rimWords = plan.rim == .avoided ? " with its rim left empty" : ""
    let larger = PlateFormat.allCases.first { $0.wellCount >= plan.wellsNeeded }
    faults.note(
      at: nil,
      found: "the protocol needs \(plan.wellsNeeded) wells, and a plate of "
        + "\(plan.format.wellCount)\(rimWords) has \(plan.wellsAvailable.count)",
      needed: "fewer doses, replicates or controls, or a larger plate",
      hint: plan.rim == .avoided && plan.format.wellCount >= plan.wellsNeeded
        ? "--rim use has room" : larger.map { "--wells \($0.wellCount) has room" })
    throw InputRefusal(faults.faults)
  }

  private func checkNumbers(_ faults: FaultCollector) {
    let counts: [(Int?, String, ClosedRange<Int>)] = [
      (replicates, "--replicates", 1...96), (vehicle, "--vehicle", 1...1536),
      (positive, "--positive", 0...1536), (blank, "--blank", 0...1536),
      (untreated, "--untreated", 0...1536), (seed, "--seed", 0...Int.max),
      (cells, "--cells", 1...Int.max),
    ]
    for (value, option, range) in counts {
      guard let value, !range.contains(value) else { continue }
      let needed =
        range.upperBound == .max
        ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      faults.note(at: nil, found: "\(option) \(value)", needed: needed)
    }
    if (positive ?? 1) + (blank ?? 1) == 0 {
      faults.note(
        at: nil, found: "a plate with neither positive control nor blank",
        needed: "one of them, or no fraction can be made of its readings")
    }
    if drugs.isEmpty {
      faults.note(
        at: nil, found: "no drug", needed: "--drug with a drug and its doses",
        hint: "as in --drug AZD4320=1,3,10,30nM, or AZD4320=10uM:3:9 for nine doses by thirds")
    }
    if !(0.01...5).contains(solventLimit) {
      faults.note(
        at: nil, found: "--solvent-limit \(solventLimit.forPeople())",
        needed: "0.01 to 5, in percent")
    }
    let repeated = Dictionary(grouping: lines) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    for line in repeated {
      faults.note(at: nil, found: "--line \(line) stands twice", needed: "each line once")
    }
  }

  private static func fault(
    _ fault: DilutionPlan.Fault, _ limits: DilutionPlan.Limits
  ) -> InputFault {
    let limit = "\((100 * limits.solventLimit).forPeople()) %"
    switch fault {
    case .tooMuchSolvent(let drug, let dose, let stock, let fraction):
      let highest = Concentration(canonical: stock.canonicalValue * limits.solventLimit)
      let stronger = Concentration(canonical: dose.canonicalValue / limits.solventLimit)
      return InputFault(
        file: "command line",
        found: "\(drug) at \(dose) from a stock of \(stock) puts "
          + "\((100 * fraction).forPeople()) % solvent into the well",
        needed: "at most \(limit)",
        hint: "a top dose of \(highest) or less, or a stock of \(stronger) or more")
    case .wellTooSmall(let needed, let well):
      return InputFault(
        file: "command line",
        found: "a tenth of a well of \(well) is less than the smallest transfer, \(needed)",
        needed: "a larger --volume or a smaller --smallest-transfer",
        hint: "a nanolitre dispenser: --smallest-transfer 2.5nL")
    case .tubeTooSmall(let drug, let dose, let needed):
      return InputFault(
        file: "command line",
        found: "\(drug): the tube for \(dose) would hold \(needed)",
        needed: "at most \(DilutionPlan.largestTube) in one tube",
        hint: "doses further apart, fewer plates, or a smaller --smallest-transfer")
    }
  }
}
