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
        if operation.isBlock {
          runBlock(operation, operands, slots)
          next += operation.operandCount &+ 1
          continue
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
    case .multiply3: return read(1) * read(2) * read(3)
    case .products2: return read(1) * read(2) + read(3) * read(4)
    case .products3: return read(1) * read(2) + read(3) * read(4) + read(5) * read(6)
    case .products4:
      let sum = read(1) * read(2) + read(3) * read(4)
      return sum + read(5) * read(6) + read(7) * read(8)
    case .products5:
      let sum = read(1) * read(2) + read(3) * read(4)
      return sum + read(5) * read(6) + read(7) * read(8) + read(9) * read(10)
    case .beginStep, .combine1, .combine2, .combine3, .combine4, .combine5, .advance6, .advance7,
      .judge:
      preconditionFailure("an operation on blocks gives no single value")
    }
  }

  /// An operation on blocks; ``LaneOperation`` says what each operand is.
  private static func runBlock(
    _ operation: LaneOperation, _ words: UnsafePointer<UInt32>, _ slots: UnsafeMutableRawPointer
  ) {
    let count = (Int(words[1]) - Int(words[0])) / width
    func get(_ operand: Int, _ entry: Int = 0) -> Lanes {
      slots.load(fromByteOffset: (Int(words[operand]) + entry * width) * 8, as: Lanes.self)
    }
    func set(_ operand: Int, _ entry: Int, _ value: Lanes) {
      slots.storeBytes(
        of: value, toByteOffset: (Int(words[operand]) + entry * width) * 8, as: Lanes.self)
    }
    if operation == .judge {
      var sums = [Lanes](repeating: Lanes(repeating: 0), count: 2)
      var smallest = [Lanes](repeating: Lanes(repeating: .infinity), count: 2)
      func scaled(_ entry: Int) -> (error: Lanes, scale: Lanes) {
        let error = get(2, entry)
        let result = get(0, entry) + error
        set(0, entry, result)
        let row = entry & 1
        smallest[row] = smallest[row].replacing(with: result, where: result .< smallest[row])
        let (before, after) = (magnitude(get(3, entry)), magnitude(result))
        return (error, get(5) + get(4) * before.replacing(with: after, where: after .> before))
      }
      for entry in stride(from: 0, to: count - 1, by: 2) {
        let (first, second) = (scaled(entry), scaled(entry + 1))
        let left = first.error * second.scale
        let right = second.error * first.scale
        let scales = first.scale * second.scale
        sums[entry >> 1 & 1] += (left * left + right * right) / (scales * scales)
      }
      if !count.isMultiple(of: 2) {
        let last = scaled(count - 1)
        let ratio = last.error / last.scale
        sums[0] += ratio * ratio
      }
      set(6, 0, sums[0] + sums[1])
      set(7, 0, smallest[0].replacing(with: smallest[1], where: smallest[1] .< smallest[0]))
      return
    }
    guard let stages = operation.stageCount else {
      let isTaken = get(4) .!= 0
      for entry in 0..<count {
        let state = get(0, entry).replacing(with: get(2, entry), where: isTaken)
        set(0, entry, state)
        set(2, entry, state)
        set(3, entry, Lanes(repeating: 0))
      }
      return
    }
    let startsFromState = stages <= 5
    let earlier = startsFromState ? 5 : 4
    let weights = earlier + stages - 1
    for entry in 0..<count {
      let last = get(2, entry)
      set(3, entry, last)
      func sum(_ start: Lanes?, _ weights: Int) -> Lanes {
        var sum = start
        for stage in 0..<stages {
          let value = stage == stages - 1 ? last : get(earlier + stage, entry)
          let product = value * get(weights + stage)
          sum = sum.map { $0 + product } ?? product
        }
        return sum ?? last
      }
      set(0, entry, startsFromState ? sum(get(4, entry), weights) : get(0, entry) + last)
      set(2, entry, sum(nil, startsFromState ? weights + stages : weights))
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
