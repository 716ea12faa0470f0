import Foundation

/// Workbooks made for the tests: one packed as spreadsheet programs do, and any other, unpacked.
enum WorkbookFixtures {
  /// Made with Python's zipfile: sheet “Results” with a grid of 2 × 3 wells, deflated.
  static let deflated: [UInt8] = {
    let text = """
      UEsDBBQAAAAIAAAAIQDGcHNFsAAAAAsBAAAPAAAAeGwvd29ya2Jvb2sueG1sjY+7DsIwDEV/JfIOKQwIVW1ZEBIr
      gg8IjdtGTeLIDo/PJ+KxM9m+to99m90zeHVHFkexhdWyAoWxJ+vi2MLlfFhsYdc1D+L5SjSrMh2lhSnnVGst/YTB
      yJISxtIZiIPJpeRRS2I0VibEHLxeV9VGB+MifAg1/8OgYXA97qm/BYz5A2H0JpdfZXJJoGveF+QbVTQBWzih3HwW
      UG/xaIsvUFy7kvDRrkB3jf7t6Z+17gVQSwMEFAAAAAgAAAAhABBNgOaVAAAA0wAAABoAAAB4bC9fcmVscy93b3Jr
      Ym9vay54bWwucmVsc1WOvQ6DMAyEXyXyXgwdqqoisCGxVvQBInATBCSRHfXn7Rt1gsnyne871+1nW9WLWObgNVRF
      CYr8GKbZWw2PoTtdoW3qO60m5QtxcxSVI140uJTiDVFGR5uRIkTy2XkG3kzKK1uMZlyMJTyX5QV5z4AjU/WTBu6n
      CtTwjaThHXgRR5SyYNhS2kmC/1EVuQ2wqfHwXfMDUEsDBBQAAAAIAAAAIQA+1w6ATQAAAHoAAAAUAAAAeGwvc2hh
      cmVkU3RyaW5ncy54bWyzsa/IzVEoSy0qzszPs1Uy1DNQUkjNS85PycxLt1UKDXHTtVCyt7MpLi4BEpl2NiV2PqW5
      NvpAnj6ICxFyRBdwQhfwD3MNQojpg4wDAFBLAwQUAAAACAAAACEARXlzhrAAAACvAQAAGAAAAHhsL3dvcmtzaGVl
      dHMvc2hlZXQxLnhtbG2Q3w6CIBSHX4VxL8gfty6OuMz1BPUAzli1SjZ02uNHsojICwZ8/DjfAaiejzuatB2upi8x
      IzlGuu/M6dqfS3w87LMNrhTMxt6Gi9ajgmVq2rFVYM2MrLuEFXTvxZZhNJZ4cPtJ5UAnBbRzw+VCmH/CNV9iLMQW
      uvOU/9LGU7FeUgS/iPxJ4Vr4rkiRCD1nXEjCi3WBDAIZCZIe6/hMJBK5+ipPs5ywPzONvpl+f/8FUEsBAhQDFAAA
      AAgAAAAhAMZwc0WwAAAACwEAAA8AAAAAAAAAAAAAAIABAAAAAHhsL3dvcmtib29rLnhtbFBLAQIUAxQAAAAIAAAA
      IQAQTYDmlQAAANMAAAAaAAAAAAAAAAAAAACAAd0AAAB4bC9fcmVscy93b3JrYm9vay54bWwucmVsc1BLAQIUAxQA
      AAAIAAAAIQA+1w6ATQAAAHoAAAAUAAAAAAAAAAAAAACAAaoBAAB4bC9zaGFyZWRTdHJpbmdzLnhtbFBLAQIUAxQA
      AAAIAAAAIQBFeXOGsAAAAK8BAAAYAAAAAAAAAAAAAACAASkCAAB4bC93b3Jrc2hlZXRzL3NoZWV0MS54bWxQSwUG
      AAAAAAQABAANAQAADwMAAAAA
      """
    return Data(base64Encoded: text, options: .ignoreUnknownCharacters).map { Array($0) } ?? []
  }()

  /// A workbook with one sheet “S”.
  static func workbook(sheetXML: String, sharedStringsXML: String? = nil) -> [UInt8] {
    var parts = [
      (
        "xl/workbook.xml",
        """
        <?xml version="1.0"?><workbook xmlns:r="r"><sheets>\
        <sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <?xml version="1.0"?><Relationships><Relationship Id="rId1" \
        Target="worksheets/sheet1.xml"/></Relationships>
        """
      ),
      ("xl/worksheets/sheet1.xml", sheetXML),
    ]
    if let sharedStringsXML { parts.append(("xl/sharedStrings.xml", sharedStringsXML)) }
    return archive(parts.map { ($0.0, Array($0.1.utf8)) })
  }

  /// A ZIP archive whose files are stored as they are.
  static func archive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in files {
      let offset = UInt32(archive.count)
      let size = little(UInt32(bytes.count), 4)
      var facts = little(0, 8) + little(checksum(bytes), 4) + size + size
      facts += little(UInt32(name.utf8.count), 2) + little(0, 2)
      archive += little(0x0403_4B50, 4) + little(20, 2) + facts + Array(name.utf8) + bytes
      directory += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + facts
      directory += little(0, 10) + little(offset, 4) + Array(name.utf8)
    }
    let count = little(UInt32(files.count), 2)
    let end: [[UInt8]] = [
      directory, little(0x0605_4B50, 4), little(0, 4), count, count,
      little(UInt32(directory.count), 4), little(UInt32(archive.count), 4), little(0, 2),
    ]
    return archive + Array(end.joined())
  }

  /// The number in `count` bytes, low byte first.
  static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 4 ? UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) : 0 }
  }

  /// CRC-32, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }
}
