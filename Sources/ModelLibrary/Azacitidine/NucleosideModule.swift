import Citations
import Expressions
import Quantities
import ReactionNetworks

/// What azacitidine and decitabine do in a cell, as a part of its network: each step an extension in a
/// file of its own.
///
/// Nothing here depends on the apoptosis network; the apoptosis network reads the translation
/// factor, the NOXA message and the expression of tumour suppressors from here. That is why the
/// module can also run alone, as the clock of the cell cycle.
///
/// ## What it cannot claim
/// Rates and thresholds are chosen so that the order of events and the published shares come out;
/// amounts are nM-equivalents. Which kinase starts the stress response is unsettled, and no gene is
/// meant by "the promoter".
struct NucleosideModule {
  var builder: NetworkBuilder
  let drugs: [NucleosideAnalogue]
  let response: NucleosideResponse

  /// Adds the module to a network whose compartments are declared.
  static func declare(
    _ drugs: [NucleosideAnalogue], _ response: NucleosideResponse, in builder: inout NetworkBuilder
  ) {
    var module = NucleosideModule(builder: builder, drugs: drugs, response: response)
    module.declareCycle()
    module.takeUp()
    module.incorporate()
    module.trapDNMT1()
    module.keepMethylation()
    module.expressTumourSuppressors()
    module.slowTranslation()
    module.respondToStress()
    module.progressThroughCycle()
    builder = module.builder
  }

  /// The module alone.
  static func clock(_ drugs: [NucleosideAnalogue], _ response: NucleosideResponse)
    -> ReactionNetwork
  {
    var builder = NetworkBuilder(name: "cell cycle under nucleoside analogues")
    for compartment in [CellCompartment.medium, .cytosol] {
      builder.compartment(compartment.symbol, name: compartment.name)
    }
    declare(drugs, response, in: &builder)
    return builder.network
  }

  /// A rate given per hour, as the sources do.
  mutating func rate(
    _ symbol: Symbol, _ name: String, perHour: Double, _ provenance: Provenance
  ) -> Symbol {
    builder.parameter(symbol, name, Sourced(FirstOrderRate.perHour(perHour), provenance))
  }
}
