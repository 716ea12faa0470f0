/// Random numbers that are a function of a seed, a stream and a position, and of nothing else.
///
/// Each member of an ensemble draws from its own stream, so results do not depend on threads or on
/// order. The function is Philox 4×32 with ten rounds.
///
/// ## References
/// [Salmon2011], section 3.3; the constants are those of the paper's Random123 library.
public struct CounterBasedGenerator: RandomNumberGenerator, Sendable {
  private let key: SIMD2<UInt32>
  private let stream: UInt64
  private var block: UInt64 = 0
  private var spare: UInt64?

  /// - Parameters:
  ///   - seed: what the user chose.
  ///   - stream: which of the independent sequences of this seed, such as a member's number.
  public init(seed: UInt64, stream: UInt64) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = stream
  }

  /// The stream of one member for one purpose, so that two purposes never share numbers.
  public init(seed: UInt64, purpose: Purpose, member: Int) {
    self.init(
      seed: seed, stream: UInt64(purpose.rawValue) << 56 | UInt64(truncatingIfNeeded: member))
  }

  /// What random numbers are drawn for. A number, once used, keeps its meaning.
  public enum Purpose: UInt8, Sendable {
    case proteinLevels = 1
    case wellNoise = 2
    case plateEffects = 3
    case resampling = 4
    case ensembleFactors = 16
    case cyclePhase = 20
    case levelDrift = 21
    case cycleExit = 22
    case patients = 23
    case staining = 40
    case countedEvents = 41
    case bandNoise = 42
    case plateLayout = 60
  }

  public mutating func next() -> UInt64 {
    if let value = spare {
      spare = nil
      return value
    }
    let output = Self.philox(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)),
      key: key)
    block += 1
    spare = UInt64(output[3]) << 32 | UInt64(output[2])
    return UInt64(output[1]) << 32 | UInt64(output[0])
  }

  /// A number in the open interval 0–1, of 53 random bits.
  public mutating func uniform() -> Double {
    (Double(next() >> 11) + 0.5) * 0x1p-53
  }

  /// The block function: four words from a counter and a key.
  package static func philox(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    var (state, key) = (counter, key)
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) * UInt64(state[0])
      let second = UInt64(0xCD9E_8D57) * UInt64(state[2])
      state = SIMD4(
        UInt32(truncatingIfNeeded: second >> 32) ^ state[1] ^ key[0],
        UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ state[3] ^ key[1],
        UInt32(truncatingIfNeeded: first))
      key = SIMD2(key[0] &+ 0x9E37_79B9, key[1] &+ 0xBB67_AE85)
    }
    return state
  }
}
