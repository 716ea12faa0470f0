/// What a cell of a dose column says: a number, perhaps with its unit, or vehicle in a word.
struct DoseCell {
  let number: CellNumber
  /// The unit that stands in the cell itself.
  let unit: DoseUnitName?
  /// Whether the cell names the vehicle instead of writing 0.
  let isVehicleWord: Bool

  init(_ bytes: ArraySlice<UInt8>) {
    let number = CellNumber(bytes)
    guard number == .none else {
      self.init(number: number, unit: nil, isVehicleWord: false)
      return
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmingBlanks
    if Self.vehicleWords.contains(text.lowercased()) {
      self.init(number: .whole(0), unit: nil, isVehicleWord: true)
      return
    }
    // The unit begins with the last run of letters, µ and / behind a digit.
    let end = text.lastIndex { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
    guard let end else {
      self.init(number: .none, unit: nil, isVehicleWord: false)
      return
    }
    let unit = DoseUnitName(named: String(text[text.index(after: end)...]).trimmingBlanks)
    guard let unit, unit != .none else {
      self.init(number: .none, unit: nil, isVehicleWord: false)
      return
    }
    self.init(
      number: CellNumber(Array(text[...end].utf8)[...]), unit: unit, isVehicleWord: false)
  }

  private init(number: CellNumber, unit: DoseUnitName?, isVehicleWord: Bool) {
    self.number = number
    self.unit = unit
    self.isVehicleWord = isVehicleWord
  }

  private static let vehicleWords: Set<String> = [
    "vehicle", "dmso", "control", "ctrl", "untreated", "none", "veh",
  ]
}

/// A response cell: a number, perhaps with a percent sign.
struct ResponseCell {
  let number: CellNumber
  let hasPercentSign: Bool

  init(_ bytes: ArraySlice<UInt8>) {
    let number = CellNumber(bytes)
    guard number == .none, let sign = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }),
      bytes[sign] == 0x25
    else {
      self.number = number
      hasPercentSign = false
      return
    }
    self.number = CellNumber(bytes[..<sign])
    hasPercentSign = true
  }
}
