/// The SHA-256 of bytes that come in pieces, such as a file that is too long to be held.
public struct RunningHash: Sendable {
  private var state = ContentHash.initialState
  private var schedule = [UInt32](repeating: 0, count: 64)
  private var pending: [UInt8] = []
  private var count: UInt64 = 0

  public init() {}

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    let before = pending.count
    pending += bytes
    count += UInt64(pending.count - before)
    mixWholeBlocks()
  }

  /// The hash of everything that was appended.
  public var hash: ContentHash {
    var last = self
    last.pending.append(0x80)
    while last.pending.count % 64 != 56 { last.pending.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      last.pending.append(UInt8(truncatingIfNeeded: (count * 8) >> UInt64(shift)))
    }
    last.mixWholeBlocks()
    return ContentHash(state: last.state)
  }

  private mutating func mixWholeBlocks() {
    let whole = pending.count / 64
    guard whole > 0 else { return }
    pending.withUnsafeBufferPointer { all in
      for block in 0..<whole {
        ContentHash.mix(
          UnsafeBufferPointer(rebasing: all[(block * 64)..<(block * 64 + 64)]), &state, &schedule)
      }
    }
    pending.removeFirst(whole * 64)
  }
}
