import Foundation

/// The SHA-256 digest of some bytes, as FIPS 180-4 defines it.
///
/// Browsers ask for it before they run a script that stands in the page.
package struct ContentHash: Hashable, Sendable {
  /// 32 bytes, most significant first.
  package let bytes: [UInt8]

  package init(of content: some Sequence<UInt8>) {
    var message = Array(content)
    let bitCount = UInt64(message.count) * 8
    message.append(0x80)
    message.append(contentsOf: repeatElement(0, count: (120 - message.count % 64) % 64))
    message.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> (56 - 8 * $0)) })
    var state = Self.initialState
    var words = [UInt32](repeating: 0, count: 64)
    for start in stride(from: 0, to: message.count, by: 64) {
      Self.absorb(message, at: start, words: &words, into: &state)
    }
    bytes = state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
    }
  }

  /// Sixty-four hexadecimal digits.
  package var hexadecimal: String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  /// As a content security policy names it: `sha256-…`.
  package var policySource: String {
    "sha256-\(Data(bytes).base64EncodedString())"
  }

  /// One round over the 64 bytes at `start`; a to h are the standard's working variables.
  private static func absorb(
    _ message: [UInt8], at start: Int, words: inout [UInt32], into state: inout [UInt32]
  ) {
    for place in 0..<16 {
      let at = start + 4 * place
      words[place] =
        UInt32(message[at]) << 24 | UInt32(message[at + 1]) << 16 | UInt32(message[at + 2]) << 8
        | UInt32(message[at + 3])
    }
    for place in 16..<64 {
      let near = words[place - 2]
      let far = words[place - 15]
      let sigma1 = turned(near, 17) ^ turned(near, 19) ^ (near >> 10)
      let sigma0 = turned(far, 7) ^ turned(far, 18) ^ (far >> 3)
      words[place] = sigma1 &+ words[place - 7] &+ sigma0 &+ words[place - 16]
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for place in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let sum1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
      let first = h &+ sum1 &+ choice &+ roundConstants[place] &+ words[place]
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (place, value) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= value }
  }

  private static func turned(_ word: UInt32, _ places: UInt32) -> UInt32 {
    word >> places | word << (32 - places)
  }

  private static let initialState: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
