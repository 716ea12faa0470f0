extension PlateReadout {
  /// One row a well, read and time point: plate, read, wavelength, time, well, row, column, value,
  /// flag.
  ///
  /// Read again, this table gives the same readings.
  public var table: TidyTable {
    var table = TidyTable(columns: [
      TidyColumn("plate", meaning: "the plate, by its barcode or name"),
      TidyColumn("read", meaning: "the measurement, in the reader's words"),
      TidyColumn(
        "wavelength", unit: "nm", meaning: "of the light: one, or excitation/emission"),
      TidyColumn("time", unit: "s", meaning: "time of the reading; none for an endpoint"),
      TidyColumn("well", meaning: "row letter and column number"),
      TidyColumn("row", meaning: "row letter"),
      TidyColumn("column", meaning: "column number"),
      TidyColumn("value", meaning: "as the reader wrote it, in its units; none where flagged"),
      TidyColumn(
        "flag", meaning: "why there is no value: empty, overflow, or the reader's own word"),
    ])
    for reading in readings {
      let row = String(reading.well.name.prefix { $0.isLetter })
      table.append([
        .text(reading.plate), .text(reading.read),
        .text(orMissing: reading.wavelength?.text),
        .number(orMissing: reading.time?.seconds), .text(reading.well.name), .text(row),
        .integer(reading.well.column + 1), .number(reading.value),
        .text(orMissing: reading.flag?.text),
      ])
    }
    return table
  }
}
