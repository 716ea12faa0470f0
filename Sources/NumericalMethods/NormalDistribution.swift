/// The standard normal distribution.
public enum NormalDistribution {
  /// The probability of a value below `x`; keeps its relative precision far into the left tail, to
  /// 0 below −37.6.
  ///
  /// ## References
  /// [Cody1969] for the rational functions, in the arrangement of [Cody1993].
  public static func cumulative(_ x: Double) -> Double {
    let size = x.magnitude
    if x.isNaN { return x }
    if size <= 0.674_489_75 { return 0.5 + x * centre(x * x) }
    if size > 40 { return x < 0 ? 0 : 1 }
    let ratio = size <= 5.656_854_249_492_38 ? shoulder(size) : tail(size)
    // x² split where its parts are exact: the exponent keeps all its digits.
    let coarse = (size * 16).rounded(.towardZero) / 16
    let rest = (size - coarse) * (size + coarse)
    let below =
      ReproducibleMath.exp(-coarse * coarse / 2) * ReproducibleMath.exp(-rest / 2) * ratio
    return x < 0 ? below : 1 - below
  }

  public static func density(_ x: Double) -> Double {
    ReproducibleMath.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  /// The value below which a fraction `probability` lies: −∞ at 0, ∞ at 1, NaN outside.
  ///
  /// ## References
  /// [Wichura1988], his PPND16, good to about 1e-16.
  public static func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    let middle = probability - 0.5
    if middle.magnitude <= 0.425 {
      return middle * ratio(0.180625 - middle * middle, Wichura.central)
    }
    // The smaller tail is where a probability keeps its digits.
    let smaller = middle < 0 ? probability : 1 - probability
    let root = (-ReproducibleMath.log(smaller)).squareRoot()
    let size = root <= 5 ? ratio(root - 1.6, Wichura.middle) : ratio(root - 5, Wichura.far)
    return middle < 0 ? -size : size
  }

  private static func ratio(_ x: Double, _ rational: Rational) -> Double {
    var above = 0.0
    var below = 0.0
    for coefficient in rational.above { above = above * x + coefficient }
    for coefficient in rational.below { below = below * x + coefficient }
    return above / below
  }

  /// Coefficients from the highest power down.
  private struct Rational {
    let above: [Double]
    let below: [Double]
  }

  // MARK: Cody's functions

  /// (Φ(x) − ½) / x near the middle, of x².
  private static func centre(_ square: Double) -> Double { ratio(square, Cody.centre) }

  /// The tail over e^(−x²/2), up to √32.
  private static func shoulder(_ x: Double) -> Double { ratio(x, Cody.shoulder) }

  /// The same beyond √32.
  private static func tail(_ x: Double) -> Double {
    let square = 1 / (x * x)
    let correction = square * ratio(square, Cody.tail)
    return (1 / (2 * Double.pi).squareRoot() - correction) / x
  }

  private enum Cody {
    static let centre = Rational(
      above: [
        0.065_682_337_918_207_449_113, 2.235_252_035_460_683_928_7, 161.028_231_068_555_878_81,
        1_067.689_485_460_370_958_2, 18_154.981_253_343_561_249,
      ],
      below: [
        1, 47.202_581_904_688_241_87, 976.098_551_737_776_693_22, 10_260.932_208_618_978_205,
        45_507.789_335_026_729_956,
      ])
    static let shoulder = Rational(
      above: [
        1.076_557_677_372_019_231_7e-8, 0.398_941_512_088_134_667_64, 8.883_149_794_388_375_941_2,
        93.506_656_132_177_855_979, 597.270_276_394_800_262_26, 2_494.537_585_290_372_671_1,
        6_848.190_450_536_282_332_6, 11_602.651_437_647_350_124, 9_842.714_838_383_978_021_8,
      ],
      below: [
        1, 22.266_688_044_328_115_691, 235.387_901_782_624_998_61, 1_519.377_599_407_554_805,
        6_485.558_298_266_760_755, 18_615.571_640_885_098_091, 34_900.952_721_145_977_266,
        38_912.003_286_093_271_411, 19_685.429_676_859_990_727,
      ])
    static let tail = Rational(
      above: [
        0.023_073_441_764_940_173_03, 0.215_898_534_057_956_99, 0.127_401_161_160_247_363_9,
        0.022_235_277_870_649_807, 0.001_421_619_193_227_893_466, 2.911_287_495_116_879_2e-5,
      ],
      below: [
        1, 1.284_260_096_144_911_21, 0.468_238_212_480_865_118, 0.065_988_137_868_928_551_5,
        0.003_782_396_332_027_582_44, 7.297_515_550_839_662_05e-5,
      ])
  }

  private enum Wichura {
    static let central = Rational(
      above: [
        2.509_080_928_730_122_672_7e3, 3.343_057_558_358_812_810_5e4,
        6.726_577_092_700_870_085_3e4, 4.592_195_393_154_987_145_7e4,
        1.373_169_376_550_946_112_5e4, 1.971_590_950_306_551_442_7e3,
        1.331_416_678_917_843_774_5e2, 3.387_132_872_796_366_608,
      ],
      below: [
        5.226_495_278_852_854_561e3, 2.872_908_573_572_194_267_4e4,
        3.930_789_580_009_271_061e4, 2.121_379_430_158_659_586_7e4,
        5.394_196_021_424_751_107_7e3, 6.871_870_074_920_579_083e2,
        4.231_333_070_160_091_125_2e1, 1,
      ])
    static let middle = Rational(
      above: [
        7.745_450_142_783_414_076_4e-4, 2.272_384_498_926_918_458_33e-2,
        2.417_807_251_774_506_117_7e-1, 1.270_458_252_452_368_382_58,
        3.647_848_324_763_204_605_04, 5.769_497_221_460_691_405_5,
        4.630_337_846_156_545_295_9, 1.423_437_110_749_683_577_34,
      ],
      below: [
        1.050_750_071_644_416_843_24e-9, 5.475_938_084_995_344_946e-4,
        1.519_866_656_361_645_719_66e-2, 1.481_039_764_274_800_745_9e-1,
        6.897_673_349_851_000_045_5e-1, 1.676_384_830_183_803_849_4,
        2.053_191_626_637_758_821_87, 1,
      ])
    static let far = Rational(
      above: [
        2.010_334_399_292_288_132_65e-7, 2.711_555_568_743_487_578_15e-5,
        1.242_660_947_388_078_438_6e-3, 2.653_218_952_657_612_309_3e-2,
        2.965_605_718_285_048_912_3e-1, 1.784_826_539_917_291_335_8,
        5.463_784_911_164_114_369_9, 6.657_904_643_501_103_777_2,
      ],
      below: [
        2.044_263_103_389_939_785_64e-15, 1.421_511_758_316_445_888_7e-7,
        1.846_318_317_510_054_681_8e-5, 7.868_691_311_456_132_591e-4,
        1.487_536_129_085_061_485_25e-2, 1.369_298_809_227_358_053_1e-1,
        5.998_322_065_558_879_376_9e-1, 1,
      ])
  }
}
