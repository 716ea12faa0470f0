import Assays
import NumericalMethods
import Quantities

/// What any protocol on plates says: how many wells of what, and how they are read.
public protocol PlateProtocol: DescribedProtocol {
  var format: PlateFormat { get }
  /// What is read, with its unit.
  var readout: String { get }
  /// Wells of each condition.
  var replicates: Int { get set }
  var vehicleWells: Int { get }
  var positiveControlWells: Int { get }
  var blankWells: Int { get }
  var signal: LuminescenceModel { get }
}

/// One well as its reader shows it.
public struct SimulatedWell: Sendable, Hashable {
  public let well: WellAddress
  public let role: WellRole
  /// Which of the samples it holds; nil in a control.
  public let sample: Int?
  public let replicate: Int
  /// NaN where no cell could be followed to the reading, and where the reader overflowed.
  public let reading: Double
  public let flag: WellFlag?

  /// The well as a tidy plate has it.
  ///
  /// - Parameters:
  ///   - line: of the plate; a blank holds no cells of it.
  ///   - drug: of the plate's samples.
  ///   - dose: what this well holds of the drug; nil in a control, of which vehicle holds 0.
  public func observation(
    on plate: String, line: String, drug: String, dose: Concentration?, time: Time
  ) -> PlateObservation {
    let dose = dose ?? (role == .vehicle ? .zero : nil)
    return PlateObservation(
      plate: plate, well: well, role: role, line: role == .blank ? nil : line,
      drug: role == .sample ? drug : nil, dose: dose.map { NominalDose($0) }, time: time,
      replicate: replicate, value: reading, flag: flag)
  }
}

extension PlateProtocol {
  /// How many conditions one plate has room for beside its controls.
  public var doseCapacity: Int {
    (format.wellCount - vehicleWells - positiveControlWells - blankWells) / replicates
  }

  /// A plate of these conditions with its controls.
  ///
  /// Each condition's wells share one population, since a well of thousands of cells hardly differs
  /// from another by chance of sampling; they differ by the protocol's noise.
  ///
  /// - Parameters:
  ///   - samples: the signal of each condition, as a fraction of full scale.
  ///   - plate: what tells this plate from every other: line, drug, time. It keys the noise, so that
  ///     two plates share no well and one plate is the same in any experiment.
  ///   - seed: of the noise; the same seed gives the same plate.
  public func wells(
    samples: [Double], vehicle: Double, positiveControl: Double, plate: String, seed: UInt64
  ) -> [SimulatedWell] {
    precondition(samples.count <= doseCapacity, "more conditions than the plate has room for")
    var conditions: [(role: WellRole, sample: Int?, signal: Double, wells: Int)] = [
      (.vehicle, nil, vehicle, vehicleWells),
      (.positiveControl, nil, positiveControl, positiveControlWells),
      // A well without cells reads the background, whatever became of the cells elsewhere.
      (.blank, nil, 0, blankWells),
    ]
    conditions += samples.enumerated().map { (.sample, $0.offset, $0.element, replicates) }
    // Replicates are spread over the plate: first all first replicates, then all second ones.
    let turns = conditions.map(\.wells).max() ?? 0
    let order = (0..<turns).flatMap { turn in
      conditions.indices.filter { turn < conditions[$0].wells }.map { ($0, turn) }
    }
    let seed = NoiseSeed.seed(seed, of: "\(readout)|\(plate)")
    let factors = signal.plateFactors(seed: seed)
    return zip(format.wells, order).enumerated().map { position, pair in
      let (well, (index, turn)) = pair
      let condition = conditions[index]
      var generator = CounterBasedGenerator(
        seed: seed, purpose: .wellNoise, member: position)
      let rim = format.isEdge(well) ? factors.rim : 1
      let reading = signal.reading(
        of: condition.signal, plateFactor: factors.plate * rim, using: &generator)
      let overflows = signal.saturation.map { reading > $0 } ?? false
      return SimulatedWell(
        well: well, role: condition.role, sample: condition.sample, replicate: turn + 1,
        reading: overflows ? .nan : signal.written(reading), flag: overflows ? .overflow : nil)
    }
  }
}
