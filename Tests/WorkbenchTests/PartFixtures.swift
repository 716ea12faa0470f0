import ModelLibrary
import Workbench

enum PartFixtures {
  /// A drug of which only published affinities are given.
  static let compound7 = """
    schema: primed.drug/1
    name: compound 7
    affinities:
      - target: BCL-2
        published: Ki = 2 nM
        source: {standing: seen, work: our notebook, at: page 12}
      - target: BCL-xL
        published: Kd <= 30 nM
        source: {standing: seen, work: our notebook, at: page 13}
      - target: MCL-1
        published: Ki > 10 uM
        source: {standing: from memory}
    free-fraction:
      value: 0.1
      range: [0.05, 0.2]
      source: {standing: chosen, because: no data}
    uptake:
      value: 5e-3 1/s
      source: {standing: chosen, because: as AZD4320}
    """

  static let faultyDrug = """
    schema: primed.drug/1
    name: compound 7
    afinities: []
    affinities:
      - target: BCL-3
        published: IC50 = 2 nM
        source: {standing: chosen}
    uptake:
      value: 1.5
      source: {standing: chosen, because: a guess}
    free-fraction:
      value: 0.1
      source: {standing: chosen, because: a guess}
    """

  /// A line whose cells have too little MCL-1 to come to rest alive.
  static let dyingLine = """
    schema: primed.line/1
    name: without MCL-1
    disease: none
    vectors:
      - weight: 1
        source: {standing: chosen, because: a line that dies at rest}
        levels: {BCL-2: 100 nM, MCL-1: 0.1 nM, BIM: 28 nM}
    """
}
