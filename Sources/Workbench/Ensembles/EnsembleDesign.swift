import FileFormats
import NumericalMethods
import Quantities

/// What the members of an ensemble are: variants × samples × doses.
///
/// Members are counted variant by variant, within it sample by sample, within that dose by dose, so
/// that one cell's doses are neighbours. A sample is the same cell at every dose and in every variant:
/// its factors depend on the seed, its number and the name of what varies, and on nothing else.
public struct EnsembleDesign: Sendable {
  /// What every member has.
  let settings: [Named<Double>]
  /// nil for the model as it is.
  let variants: VariantTable?
  private let variantPlaces: [RunnableModel.Place]
  public let samples: Int
  public let seed: UInt64
  /// What differs from sample to sample, with its coefficient of variation.
  let varied: [Named<Double>]
  /// What is crossed with the cells, each with its levels.
  let doses: [Named<[Double]>]

  /// A number or numbers for what a name stands for.
  struct Named<Value: Sendable>: Sendable {
    let name: String
    let place: RunnableModel.Place
    let value: Value
  }

  init(
    settings: [Named<Double>] = [], variants: VariantTable? = nil,
    variantPlaces: [RunnableModel.Place] = [], samples: Int = 1, seed: UInt64 = 1,
    varied: [Named<Double>] = [], doses: [Named<[Double]>] = []
  ) {
    self.settings = settings
    self.variants = variants
    self.variantPlaces = variantPlaces
    self.samples = samples
    self.seed = seed
    self.varied = varied
    self.doses = doses
  }

  public var variantCount: Int { variants?.count ?? 1 }
  /// How many combinations of doses there are; at least one.
  public var armCount: Int { doses.reduce(1) { $0 * $1.value.count } }
  public var memberCount: Int { variantCount * samples * armCount }

  /// Which variant, sample and arm a member is, each from 0.
  func parts(of member: Int) -> (variant: Int, sample: Int, arm: Int) {
    let cell = member / armCount
    return (cell / samples, cell % samples, member % armCount)
  }

  /// The level of each dose in an arm; the last dose given moves fastest.
  func levels(ofArm arm: Int) -> [Double] {
    var rest = arm
    var levels: [Double] = []
    for dose in doses.reversed() {
      levels.append(dose.value[rest % dose.value.count])
      rest /= dose.value.count
    }
    return levels.reversed()
  }

  func setting(of member: Int) -> RunnableModel.Setting {
    let (variant, sample, arm) = parts(of: member)
    var setting = RunnableModel.Setting(values: settings.map { ($0.place, $0.value) })
    if let variants { setting.values += zip(variantPlaces, variants.row(variant)).map { ($0, $1) } }
    setting.values += zip(doses, levels(ofArm: arm)).map { ($0.place, $1) }
    setting.factors = varied.map { ($0.place, factor(of: $0, sample: sample)) }
    return setting
  }

  private func factor(of varied: Named<Double>, sample: Int) -> Double {
    // A stream of its own for each name, so that what else varies changes no number.
    var generator = CounterBasedGenerator(
      seed: seed ^ Self.hash(varied.name), purpose: .ensembleFactors, member: sample)
    return generator.lognormalFactor(coefficientOfVariation: varied.value)
  }

  /// Fowler, Noll and Vo's.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// What members are told apart by in tables: the variant, then what of the design there is.
  var columns: [String] {
    ["variant"] + (hasSamples ? ["sample:number"] : []) + doses.map { "dose:\($0.name)" }
      + varied.map { "drawn:\($0.name)" }
  }

  /// Whether all that members of one cell differ in comes at time 0, so that they can share its rest.
  var sharesRest: Bool {
    armCount > 1
      && doses.allSatisfy { dose in
        switch dose.place {
        case .drug, .unstableDrug: true
        case .state, .input: false
        }
      }
  }

  var hasSamples: Bool { samples > 1 || !varied.isEmpty }

  func name(ofVariant variant: Int) -> String { variants?.name(of: variant) ?? "\(variant + 1)" }

  /// A member in words, for messages.
  func name(of member: Int) -> String {
    let (variant, sample, arm) = parts(of: member)
    var words = ["variant \(name(ofVariant: variant))"]
    if hasSamples { words.append("sample \(sample + 1)") }
    words += zip(doses, levels(ofArm: arm)).map { "\($0.name) = \($1)" }
    return words.joined(separator: ", ")
  }
}
