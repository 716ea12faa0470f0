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

/// What the numbers of a table say about their decimal mark, with where they say it.
struct DecimalEvidence {
  typealias Witness = (text: String, position: TextPosition)

  private var point: Witness?
  private var comma: Witness?
  private var doubtful: Witness?
  /// The first number that was written with signs between thousands.
  private(set) var grouped: Witness?

  /// Takes in one number; `witness` is asked only for what is seen for the first time.
  mutating func note(_ number: CellNumber, _ witness: @autoclosure () -> Witness) {
    switch number {
    case .point: if point == nil { point = witness() }
    case .comma: if comma == nil { comma = witness() }
    case .doubtfulComma: if doubtful == nil { doubtful = witness() }
    case .grouped(_, let mark):
      if grouped == nil { grouped = witness() }
      if mark == .point, point == nil { point = witness() }
      if mark == .comma, comma == nil { comma = witness() }
    case .missing, .whole, .none: break
    }
  }

  /// The mark, or nil with a fault where the numbers leave doubt.
  func mark(
    stated: DecimalMark?, in form: StatementForm, noting faults: FaultCollector
  ) -> DecimalMark? {
    switch (point, comma, doubtful) {
    case (let point?, let comma?, _):
      faults.note(
        at: comma.position,
        found: "\(comma.text.quotedForPeople) has a decimal comma, and "
          + "\(point.text.quotedForPeople) in line \(point.position.line) a decimal point",
        needed: "one decimal mark throughout")
      return nil
    case (let point?, nil, _):
      if stated == .comma {
        return contradicted(.comma, by: point, noting: faults)
      }
      return .point
    case (nil, let comma?, _):
      if stated == .point {
        return contradicted(.point, by: comma, noting: faults)
      }
      return .comma
    case (nil, nil, let doubtful?):
      if let stated { return stated }
      faults.note(.decimalMarkInDoubt(doubtful.text), at: doubtful.position, in: form)
      return nil
    case (nil, nil, nil): return stated ?? .point
    }
  }

  private func contradicted(
    _ stated: DecimalMark, by witness: Witness, noting faults: FaultCollector
  ) -> DecimalMark? {
    faults.note(
      at: witness.position,
      found: "\(witness.text.quotedForPeople) is no number with the decimal \(stated.rawValue) "
        + "that was stated", needed: "one decimal mark throughout")
    return nil
  }
}
