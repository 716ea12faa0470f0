import FileFormats
import Testing

/// Files of every format, damaged at random from a fixed seed: read or refused, never a crash, never
/// a value that is not finite, and never slow.
struct PlateReaderFuzzTests {
  /// SplitMix64, so that a failure can be repeated.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static func damaged(_ original: [UInt8], using generator: inout Generator) -> [UInt8] {
    var bytes = original
    let telling = Array(",;\t\n\r\"=-+.:<>()[]#~ 0129AHBZ\u{00}\u{FF}e%".utf8)
    for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.insert(telling.randomElement(using: &generator) ?? 0, at: place)
      case 3:
        let end = min(bytes.count, place + Int.random(in: 1...80, using: &generator))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4 where Int.random(in: 0..<4, using: &generator) == 0:
        bytes.removeLast(bytes.count - place)
      default: bytes[place] = telling.randomElement(using: &generator) ?? 0
      }
    }
    return bytes
  }

  private func check(_ read: () throws -> PlateReadout?) {
    do {
      for reading in try read()?.readings ?? [] {
        #expect(reading.value.isFinite || reading.flag != nil)
      }
    } catch {
      #expect((error as? InputRefusal)?.faults.isEmpty == false)
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: PlateReaderFixtures.allWithVariants.indices)
  func `a damaged export is read or refused`(index: Int) {
    let fixture = PlateReaderFixtures.allWithVariants[index]
    var generator = Generator(state: UInt64(index) &* 7919)
    for _ in 0..<200 {
      let bytes = Self.damaged(Array(fixture.text.utf8), using: &generator)
      check { try PlateReaderCatalogue.read(ExportedFile(file: "f", bytes: bytes)) }
      // The damage may hide what gives a format away: its reader must stand it all the same.
      check {
        try PlateReaderCatalogue.read(ExportedFile(file: "f", bytes: bytes), as: fixture.format)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: PlateReaderCatalogue.formats)
  func `each reader stands the files of all others`(format: String) {
    for fixture in PlateReaderFixtures.allWithVariants {
      check {
        try PlateReaderCatalogue.read(
          ExportedFile(file: "f", bytes: Array(fixture.text.utf8)), as: format)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: 0..<4)
  func `a damaged description is read or refused`(seed: Int) {
    let yaml = """
      schema: primed.plate-format/1
      layout: grid
      starts_after: Results
      row_letters: false
      empty: [n.d.]
      """
    var generator = Generator(state: UInt64(seed) &+ 5)
    for _ in 0..<300 {
      let bytes = Self.damaged(Array(yaml.utf8), using: &generator)
      check {
        let format = try DescribedPlateFormat(YAMLDocument(InputText(file: "f", bytes: bytes)))
        return try format.read(file: "f", bytes: Array("Results\n1,2,3\n4,5,6\n".utf8))
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `long and hostile files take bounded time`() {
    let hostile = [
      String(repeating: "\"a,", count: 300_000), String(repeating: "\"\"\"", count: 300_000),
      String(repeating: "1,2,", count: 200_000), String(repeating: ",1,2\nA,3,4\n", count: 50_000),
      "well,value\n" + String(repeating: "A1,1\n", count: 100_000),
      String(repeating: "\n", count: 1_000_000) + "x",
      "##BLOCKS= 9\n" + String(repeating: "Plate:\tP\n", count: 5_000),
    ]
    for text in hostile {
      check { try PlateReaderCatalogue.read(ExportedFile(file: "f", bytes: Array(text.utf8))) }
    }
  }
}
