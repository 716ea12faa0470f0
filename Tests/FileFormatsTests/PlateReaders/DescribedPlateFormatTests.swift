import FileFormats
import Testing

/// Formats that a person describes once.
struct DescribedPlateFormatTests {
  private func format(_ yaml: String) throws -> DescribedPlateFormat {
    try DescribedPlateFormat(YAMLDocument(InputText(file: "format.yaml", text: yaml)))
  }

  private func read(_ text: String, as yaml: String) throws -> PlateReadout {
    try format(yaml).read(file: "f.txt", bytes: Array(text.utf8))
  }

  @Test func `a grid without letters and numbers is placed from its description`() throws {
    let readout = try read(
      "old machine\nResults\n1,5;2,5;n.d.\n4;SAT;6\n",
      as: """
        schema: primed.plate-format/1
        name: old machine
        layout: grid
        starts_after: Results
        row_letters: false
        column_numbers: false
        decimal: comma
        empty: [n.d.]
        overflow: [SAT]
        """)
    #expect(readout.format == "old machine")
    #expect(readout.readings.map(\.well.name) == ["A1", "A2", "A3", "B1", "B2", "B3"])
    #expect(readout.readings[0].value == 1.5)
    #expect(readout.readings[2].flag == .empty)
    #expect(readout.readings[4].flag == .overflow)
  }

  @Test func `a list is read by the names of its columns`() throws {
    let readout = try read(
      "Pos\tt\tLum\tOD\nA1\t0\t10\t0.5\nA1\t2\t20\t0.75\n",
      as: """
        schema: primed.plate-format/1
        layout: list
        well_column: Pos
        value_columns: [Lum, OD]
        time_column: t
        time_unit: min
        """)
    #expect(readout.readings.map { $0.time?.seconds } == [0, 120, 0, 120])
    #expect(readout.readings.map(\.value) == [10, 20, 0.5, 0.75])
  }

  @Test func `a description is refused with all its faults`() {
    #expect {
      try format("schema: primed.plate-format/1\nlayout: lst\nrow_letters: no\nwells: 96\n")
    } throws: { error in
      (error as? InputRefusal)?.faults.map(\.found) == [
        "“lst” is no known “layout”", "“row_letters” is “no”", "a plate format has no key “wells”",
      ]
    }
  }

  @Test func `a file that does not fit its description is refused`() {
    #expect {
      try read(
        "Results\n1,2\n3,4\n",
        as: """
          schema: primed.plate-format/1
          layout: grid
          starts_after: Results
          row_letters: false
          column_numbers: false
          """)
    } throws: { error in
      (error as? InputRefusal)?.faults.map(\.found) == [
        "no whole plate stands below “Results”"
      ]
    }
  }
}
