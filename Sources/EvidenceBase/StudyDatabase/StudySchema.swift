import GRDB

/// The tables and views of a study's database.
///
/// Plain tables with units in their column names or in a `unit` column, so that any reader of
/// SQLite understands them. A change is a new migration; a published one is never edited.
enum StudySchema {
  /// Marks the file as a study's database: "PRMD" in ASCII.
  static let applicationID = 0x5052_4D44

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("primed.study.database/1") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: runTables)
      try database.execute(sql: resultTables)
      try database.execute(sql: evidenceTables)
      try database.execute(sql: views)
    }
    return migrator
  }

  private static let runTables = """
    CREATE TABLE study (
      schema TEXT NOT NULL, title TEXT NOT NULL, yaml TEXT NOT NULL, yaml_sha256 TEXT NOT NULL,
      seed TEXT
    );
    CREATE TABLE versions (component TEXT PRIMARY KEY, version TEXT NOT NULL);
    CREATE TABLE inputs (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, purpose TEXT NOT NULL);
    CREATE TABLE parameters (
      model TEXT NOT NULL, key TEXT NOT NULL, value REAL, unit TEXT, low REAL, high REAL,
      provenance TEXT NOT NULL, source TEXT, citation TEXT, PRIMARY KEY (model, key)
    );
    CREATE TABLE timings (stage TEXT PRIMARY KEY, seconds REAL);
    """

  private static let resultTables = """
    CREATE TABLE wells (
      origin TEXT NOT NULL CHECK (origin IN ('simulated', 'measured')), assay TEXT NOT NULL,
      plate TEXT NOT NULL, well TEXT, role TEXT NOT NULL, line TEXT, drug TEXT, dose_nM REAL,
      time_h REAL, replicate INTEGER, signal REAL, signal_unit TEXT, response REAL,
      response_scale TEXT
    );
    CREATE TABLE curves (
      curve TEXT PRIMARY KEY, origin TEXT NOT NULL CHECK (origin IN ('simulated', 'measured')),
      assay TEXT NOT NULL, line TEXT, drug TEXT, time_h REAL, model TEXT, verdict TEXT NOT NULL,
      sentence TEXT NOT NULL, bound TEXT
    );
    CREATE TABLE curve_parameters (
      curve TEXT NOT NULL REFERENCES curves (curve), parameter TEXT NOT NULL, estimate REAL,
      standard_error REAL, low REAL, high REAL, level REAL, unit TEXT,
      PRIMARY KEY (curve, parameter)
    );
    CREATE TABLE cells (
      line TEXT NOT NULL, control TEXT, drug TEXT, dose_nM REAL, cell INTEGER NOT NULL, momp_h REAL,
      release_min REAL, apoptosome_h REAL, caspase3_h REAL, cparp_h REAL, followed_h REAL,
      fault TEXT
    );
    """

  private static let evidenceTables = """
    CREATE TABLE observations (
      observation TEXT PRIMARY KEY, system TEXT NOT NULL, subject TEXT NOT NULL,
      subject_kind TEXT NOT NULL, sample_count INTEGER, drug TEXT NOT NULL, quantity TEXT NOT NULL,
      value REAL, unit TEXT, outcome TEXT, time_h REAL, route TEXT, dose_mg_per_kg REAL,
      schedule TEXT, assay TEXT NOT NULL, wording TEXT NOT NULL, cited_references TEXT NOT NULL,
      provenance TEXT NOT NULL, source TEXT NOT NULL, citation TEXT,
      role TEXT NOT NULL CHECK (role IN ('used in calibration', 'held out')),
      calibration_use TEXT, caveats TEXT NOT NULL
    );
    CREATE TABLE verdicts (
      observation TEXT PRIMARY KEY REFERENCES observations (observation), simulated_nM REAL,
      low_nM REAL, high_nM REAL, ratio REAL, factor REAL NOT NULL, verdict TEXT NOT NULL,
      reason TEXT, sentence TEXT NOT NULL
    );
    """

  private static let views = """
    CREATE VIEW published_against_simulated AS
      SELECT o.observation, o.system, o.subject, o.drug, o.quantity, o.time_h,
        o.value AS published_nM, o.outcome AS published_outcome, v.simulated_nM, v.low_nM,
        v.high_nM, v.ratio, v.factor, COALESCE(v.verdict, 'not yet computed') AS verdict,
        v.reason, o.role, o.caveats
      FROM observations o LEFT JOIN verdicts v USING (observation)
      ORDER BY o.rowid;
    CREATE VIEW fitted_curves AS
      SELECT c.curve, c.origin, c.assay, c.line, c.drug, c.time_h, c.model, c.verdict, c.bound,
        p.parameter, p.estimate, p.standard_error, p.low, p.high, p.level, p.unit
      FROM curves c LEFT JOIN curve_parameters p USING (curve)
      ORDER BY c.rowid, p.rowid;
    CREATE VIEW dying_cells AS
      SELECT line, control, drug, dose_nM, COUNT(*) AS cells, COUNT(momp_h) AS momp_cells,
        COUNT(cparp_h) AS dead_cells, COUNT(fault) AS failed_cells, AVG(momp_h) AS mean_momp_h,
        MIN(momp_h) AS first_momp_h, MAX(momp_h) AS last_momp_h
      FROM cells GROUP BY line, control, drug, dose_nM
      ORDER BY line, control, drug, dose_nM;
    """
}
