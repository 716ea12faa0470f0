/// Runs lists on eight lanes with Swift's own vectors: portable, and the oracle of the other back
/// ends.
enum SwiftLaneInterpreter {
  static let width = 8

  private typealias Lanes = SIMD8<Double>

  /// - Parameters:
  ///   - words: the list, scaled to this width.
  ///   - memory: the slots, aligned to 64 bytes.
  static func run(
    _ words: UnsafeBufferPointer<UInt32>, on memory: UnsafeMutablePointer<Double>
  ) {
    guard var next = words.baseAddress else { return }
    let end = next + words.count
    let slots = UnsafeMutableRawPointer(memory)
    while next < end {
      guard let operation = LaneOperation(rawValue: next[0]) else { return }
      let count = Int(next[1])
      next += 2
      for _ in 0..<count {
        let operands = UnsafePointer(next)
        @inline(__always) func read(_ index: Int) -> Lanes {
          slots.load(fromByteOffset: Int(operands[index]) &* 8, as: Lanes.self)
        }
        let value = compute(operation, read)
        slots.storeBytes(of: value, toByteOffset: Int(operands[0]) &* 8, as: Lanes.self)
        next += operation.operandCount &+ 1
      }
    }
  }

  @inline(__always)
  private static func compute(_ operation: LaneOperation, _ read: (Int) -> Lanes) -> Lanes {
    switch operation {
    case .add: return read(1) + read(2)
    case .subtract: return read(1) - read(2)
    case .multiply: return read(1) * read(2)
    case .divide: return read(1) / read(2)
    case .minimum:
      let (a, b) = (read(1), read(2))
      return a.replacing(with: b, where: b .< a)
    case .maximum:
      let (a, b) = (read(1), read(2))
      return a.replacing(with: b, where: b .> a)
    case .select: return read(3).replacing(with: read(2), where: read(1) .!= 0)
    case .less: return truth(read(1) .< read(2))
    case .lessOrEqual: return truth(read(1) .<= read(2))
    case .greater: return truth(read(1) .> read(2))
    case .greaterOrEqual: return truth(read(1) .>= read(2))
    case .equal: return truth(read(1) .== read(2))
    case .notEqual: return truth(read(1) .!= read(2))
    case .squareRoot: return read(1).squareRoot()
    case .magnitude: return magnitude(read(1))
    case .floor: return read(1).rounded(.down)
    case .ceiling: return read(1).rounded(.up)
    case .scaleBinary:
      let whole = read(2)
      let half = (whole * 0.5).rounded(.down)
      return read(1) * powerOfTwo(half) * powerOfTwo(whole - half)
    case .exponent:
      let bits = unsafeBitCast(read(1), to: SIMD8<UInt64>.self) &>> 52
      let shifted = bits | SIMD8(repeating: 0x4330_0000_0000_0000)
      return unsafeBitCast(shifted, to: Lanes.self) - Lanes(repeating: 0x1p52 + 1023)
    case .significand:
      let bits = unsafeBitCast(read(1), to: SIMD8<UInt64>.self)
      let kept = bits & SIMD8(repeating: 0x000F_FFFF_FFFF_FFFF)
      return unsafeBitCast(kept | SIMD8(repeating: 0x3FF0_0000_0000_0000), to: Lanes.self)
    case .maximumMagnitude:
      let (a, b) = (read(1), magnitude(read(2)))
      return a.replacing(with: b, where: b .> a)
    case .minimumMagnitude:
      let (a, b) = (read(1), magnitude(read(2)))
      return a.replacing(with: b, where: b .< a)
    case .multiplyAdd1: return read(1) + read(2) * read(3)
    case .multiplyAdd2: return read(1) + read(2) * read(3) + read(4) * read(5)
    case .multiplyAdd3:
      return read(1) + read(2) * read(3) + read(4) * read(5) + read(6) * read(7)
    case .multiplyAdd4:
      let sum = read(1) + read(2) * read(3) + read(4) * read(5)
      return sum + read(6) * read(7) + read(8) * read(9)
    case .multiplySubtract1: return read(1) - read(2) * read(3)
    case .multiplySubtract2: return read(1) - read(2) * read(3) - read(4) * read(5)
    case .multiplySubtract3:
      return read(1) - read(2) * read(3) - read(4) * read(5) - read(6) * read(7)
    case .multiplySubtract4:
      let rest = read(1) - read(2) * read(3) - read(4) * read(5)
      return rest - read(6) * read(7) - read(8) * read(9)
    case .add2: return read(1) + read(2) + read(3)
    case .add3: return read(1) + read(2) + read(3) + read(4)
    case .add4: return read(1) + read(2) + read(3) + read(4) + read(5)
    case .subtract2: return read(1) - read(2) - read(3)
    case .subtract3: return read(1) - read(2) - read(3) - read(4)
    case .subtract4: return read(1) - read(2) - read(3) - read(4) - read(5)
    }
  }

  @inline(__always)
  private static func truth(_ mask: SIMDMask<SIMD8<Int64>>) -> Lanes {
    Lanes(repeating: 0).replacing(with: 1, where: mask)
  }

  @inline(__always)
  private static func magnitude(_ value: Lanes) -> Lanes {
    let bits = unsafeBitCast(value, to: SIMD8<UInt64>.self)
    return unsafeBitCast(bits & SIMD8(repeating: 0x7FFF_FFFF_FFFF_FFFF), to: Lanes.self)
  }

  /// Two to a whole power within ±1,022: the sum's low bits are the exponent field.
  @inline(__always)
  private static func powerOfTwo(_ whole: Lanes) -> Lanes {
    let sum = whole + Lanes(repeating: 0x1.8p52 + 1023)
    return unsafeBitCast(unsafeBitCast(sum, to: SIMD8<UInt64>.self) &<< 52, to: Lanes.self)
  }
}
