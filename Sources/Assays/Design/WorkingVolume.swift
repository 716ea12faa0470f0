import Quantities

extension PlateFormat {
  /// What a well of a flat-bottomed culture plate may hold in an assay: from where the medium covers
  /// the bottom to where a plate can be carried and shaken without wetting its lid.
  ///
  /// Chosen: vendors' tables differ by brand and shape of the well; the upper ends are some three
  /// quarters of what such wells hold to the brim (16 mL of 6 wells, 360 µL of 96, 12 µL of 1536).
  public var workingVolume: ClosedRange<Volume> {
    func microlitres(_ low: Double, _ high: Double) -> ClosedRange<Volume> {
      Volume(canonical: low * 1e6)...Volume(canonical: high * 1e6)
    }
    return switch self {
    case .wells6: microlitres(1000, 5000)
    case .wells12: microlitres(400, 3000)
    case .wells24: microlitres(250, 2000)
    case .wells48: microlitres(100, 1000)
    case .wells96: microlitres(30, 280)
    case .wells384: microlitres(10, 90)
    case .wells1536: microlitres(2, 10)
    }
  }

  /// What a well holds where nobody says otherwise. Chosen: a few millimetres of medium.
  public var usualVolume: Volume {
    let microlitres: Double =
      switch self {
      case .wells6: 2500
      case .wells12: 1000
      case .wells24: 500
      case .wells48: 250
      case .wells96: 100
      case .wells384: 50
      case .wells1536: 8
      }
    return Volume(canonical: microlitres * 1e6)
  }
}
