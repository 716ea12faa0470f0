import FileFormats
import Foundation

/// The studies that Primed brings along: the shipped one, and a blank one with comments.
public enum StudyTemplate {
  /// The path of the study that `primed demo` runs.
  public static func shippedStudy() throws(InputRefusal) -> String {
    let relative = "azd4320/study.yaml"
    let shipped = Installation.ofRunningProgram?.examplesFolder.appending(path: relative).path
    guard let shipped, FileManager.default.fileExists(atPath: shipped) else {
      throw InputRefusal(
        InputFault(
          file: shipped ?? "Examples/\(relative)", found: "the shipped study is not there",
          needed: "the files that Primed was installed with",
          hint: "install with `make install`, or run .build/release/primed in its checkout"))
    }
    return shipped
  }

  /// Writes the commented study.
  ///
  /// - Throws: an `InputRefusal` if something is there already.
  public static func write(to path: String) throws {
    if FileManager.default.fileExists(atPath: path) {
      throw InputRefusal(
        InputFault(
          file: path, found: "a file of this name", needed: "a name that is free",
          hint: "choose another, or move the file away"))
    }
    try AtomicOutput.write(text, to: path)
  }

  /// A study that `primed study check` accepts as it stands.
  public static let text = """
    # A study of Primed. Check it with `primed study check`, run it with `primed study run`.
    # Every amount has its unit; names match without case or punctuation.
    schema: primed.study/1

    title: My study
    question: What does the drug do to these lines?

    # What is simulated. Leave the section out if you only have measured curves.
    simulate:
      lines: [RS4;11, OCI-M1]        # `primed models list` names them all
      drug: venetoclax
      doses: 1, 3, 10, 30, 100, 300, 1000 nM    # nominal; vehicle is always run beside them
      cells: 200                     # a condition; each differs in its protein levels
      variation: 0.25                # standard deviation of a level over its mean
      watch: 24 h                    # how long each cell is followed
      seed: 1                        # the same seed gives the same numbers on every machine

    # The assay that reads the cells. What is left out is as the protocol has it.
    assay:
      kind: caspase
      exposure: 6 h
      replicates: 3

    # What must change the answer if the mechanism is right.
    controls:
      dose: 1 uM
      knockouts: [[BAX, BAK]]
      drug-binding-off: true

    # Measured curves, beside or instead of simulated ones. Take the marks off to use it.
    # Each key is an option of `primed fit`; what the table's titles say need not be said here.
    # measured:
    #   - name: my plate
    #     file: curves.csv             # beside this file: CSV, TSV, XLSX or Prism (.pzfx)
    #     group: cell_line             # the column that names a curve, or none
    #     dose: dose                   # the columns of a table with one row a measurement
    #     response: viability
    #     dose-unit: uM
    #     scale: viability             # viability, inhibition or signal
    #     notation: fraction           # fraction or percent
    #     # doses: 0, 1, 10, 100 nM    # instead of dose and response: one row a curve

    # A plate reader's export with its plate map, taken from quality to curves.
    # plates:
    #   - name: my screen
    #     file: export.xlsx            # as the reader wrote it, or the table of `primed plate read`
    #     layout: layout.csv           # `primed plate design` makes one
    #     to: viability                # viability, inhibition, effect or signal
    #     correct: none                # or edge, gradient, both, polish, loess

    """
}
