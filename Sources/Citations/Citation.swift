/// A published work, by the key that finds it in `Documentation/References.bib`.
public struct Citation: Hashable, Sendable {
  /// The BibTeX key, such as `Albeck2008`.
  public let key: String
  /// How the work is named in running text, such as "Albeck et al. 2008".
  public let short: String

  public init(key: String, short: String) {
    self.key = key
    self.short = short
  }
}

extension Citation {
  public static let azd4320Guide = Citation(
    key: "AZD4320Guide", short: "AZD4320 technical guide")
  public static let azacitidineGuide = Citation(
    key: "AzacitidineGuide", short: "Azacitidine technical guide")
  public static let albeck2008 = Citation(key: "Albeck2008", short: "Albeck et al. 2008")
  public static let earmCode = Citation(
    key: "EARMCode", short: "EARM models as distributed with PySB")
  public static let certo2006 = Citation(key: "Certo2006", short: "Certo et al. 2006")
  public static let willis2005 = Citation(key: "Willis2005", short: "Willis et al. 2005")
  public static let zhai2008 = Citation(key: "Zhai2008", short: "Zhai et al. 2008")
  public static let letai2002 = Citation(key: "Letai2002", short: "Letai et al. 2002")
  public static let edlich2011 = Citation(key: "Edlich2011", short: "Edlich et al. 2011")
  public static let tse2008 = Citation(key: "Tse2008", short: "Tse et al. 2008")
  public static let oltersdorf2005 = Citation(
    key: "Oltersdorf2005", short: "Oltersdorf et al. 2005")
  public static let souers2013 = Citation(key: "Souers2013", short: "Souers et al. 2013")
  public static let leverson2015 = Citation(key: "Leverson2015", short: "Leverson et al. 2015")
  public static let kotschy2016 = Citation(key: "Kotschy2016", short: "Kotschy et al. 2016")
  public static let tron2018 = Citation(key: "Tron2018", short: "Tron et al. 2018")
  public static let kuusanmaki2023 = Citation(
    key: "Kuusanmaki2023", short: "Kuusanmäki et al. 2023")
  public static let hollenbach2010 = Citation(
    key: "Hollenbach2010", short: "Hollenbach et al. 2010")
  public static let khan2019 = Citation(key: "Khan2019", short: "Khan et al. 2019")
}
