/// Time, canonically in seconds; people read hours, minutes and days.
public enum TimeDimension: Dimension {
  public static let canonicalUnit = Unit<Self>("s", scale: 1, aliases: ["sec", "seconds"])
  public static let units = [
    canonicalUnit, Unit("min", scale: 60, aliases: ["m", "minutes"]),
    Unit("h", scale: 3600, aliases: ["hr", "hours", "hour"]),
    Unit("d", scale: 86_400, aliases: ["day", "days"]),
  ]
  public static let noun = "time"
}

/// Amount of substance per volume, canonically in nM.
public enum ConcentrationDimension: Dimension {
  public static let canonicalUnit = Unit<Self>("nM", scale: 1)
  public static let units = [
    Unit("pM", scale: 1e-3), canonicalUnit, Unit("µM", scale: 1e3, aliases: ["uM", "μM"]),
    Unit("mM", scale: 1e6), Unit("M", scale: 1e9),
  ]
  public static let noun = "concentration"
  /// Molecules of water in pure water at 4 °C; nothing dissolved in it comes near.
  public static let largest: (value: Double, because: String)? = (
    55.5e9, "pure water is 55.5 M of itself"
  )
}

/// Volume, canonically in picolitres: a leukaemia cell is about one.
public enum VolumeDimension: Dimension {
  public static let canonicalUnit = Unit<Self>("pL", scale: 1)
  public static let units = [
    Unit("fL", scale: 1e-3), canonicalUnit, Unit("nL", scale: 1e3),
    Unit("µL", scale: 1e6, aliases: ["uL", "μL"]), Unit("mL", scale: 1e9), Unit("L", scale: 1e12),
  ]
  public static let noun = "volume"
}

/// The rate of a first-order process, canonically per second.
public enum FirstOrderRateDimension: Dimension {
  public static let canonicalUnit = Unit<Self>("1/s", scale: 1, aliases: ["s^-1", "per second"])
  public static let units = [
    canonicalUnit, Unit("1/h", scale: 1 / 3600, aliases: ["h^-1", "per hour"]),
  ]
  public static let noun = "first-order rate"
}

/// The rate of a second-order process, canonically per nM per second.
public enum SecondOrderRateDimension: Dimension {
  public static let canonicalUnit = Unit<Self>("1/(nM·s)", scale: 1, aliases: ["1/(nM*s)"])
  public static let units = [canonicalUnit, Unit("1/(M·s)", scale: 1e-9, aliases: ["1/(M*s)"])]
  public static let noun = "second-order rate"
}

/// The rate of a zeroth-order process such as synthesis, canonically nM per second.
public enum FluxDimension: Dimension {
  public static let canonicalUnit = Unit<Self>("nM/s", scale: 1)
  public static let units = [canonicalUnit, Unit("nM/h", scale: 1 / 3600)]
  public static let noun = "flux"
}

public typealias Time = Quantity<TimeDimension>
public typealias Concentration = Quantity<ConcentrationDimension>
public typealias Volume = Quantity<VolumeDimension>
public typealias FirstOrderRate = Quantity<FirstOrderRateDimension>
public typealias SecondOrderRate = Quantity<SecondOrderRateDimension>
public typealias Flux = Quantity<FluxDimension>

extension Unit where D == TimeDimension {
  public static let seconds = TimeDimension.units[0]
  public static let minutes = TimeDimension.units[1]
  public static let hours = TimeDimension.units[2]
  public static let days = TimeDimension.units[3]
}

extension Unit where D == ConcentrationDimension {
  public static let picomolar = ConcentrationDimension.units[0]
  public static let nanomolar = ConcentrationDimension.units[1]
  public static let micromolar = ConcentrationDimension.units[2]
  public static let millimolar = ConcentrationDimension.units[3]
}

extension Quantity where D == TimeDimension {
  @inlinable public static func seconds(_ value: Double) -> Self { Self(canonical: value) }
  @inlinable public static func minutes(_ value: Double) -> Self { Self(canonical: value * 60) }
  @inlinable public static func hours(_ value: Double) -> Self { Self(canonical: value * 3600) }
  @inlinable public static func days(_ value: Double) -> Self { Self(canonical: value * 86_400) }

  @inlinable public var seconds: Double { canonicalValue }
  @inlinable public var minutes: Double { canonicalValue / 60 }
  @inlinable public var hours: Double { canonicalValue / 3600 }
  @inlinable public var days: Double { canonicalValue / 86_400 }

  /// The first-order rate of a process with this half-life.
  @inlinable
  public var rateOfHalfLife: FirstOrderRate {
    FirstOrderRate(canonical: 0.693_147_180_559_945_3 / canonicalValue)
  }
}

extension Quantity where D == ConcentrationDimension {
  @inlinable public static func nanomolar(_ value: Double) -> Self { Self(canonical: value) }
  @inlinable public static func micromolar(_ value: Double) -> Self { Self(canonical: value * 1e3) }

  @inlinable public var nanomolar: Double { canonicalValue }
  @inlinable public var micromolar: Double { canonicalValue / 1e3 }

  /// The number of molecules that this concentration is in `volume`: 1 nM in 1 pL is 602.
  @inlinable
  public func molecules(in volume: Volume) -> Double {
    canonicalValue * volume.canonicalValue * 602.214_076
  }
}

extension Quantity where D == VolumeDimension {
  @inlinable public static func picolitres(_ value: Double) -> Self { Self(canonical: value) }
}

extension Quantity where D == FirstOrderRateDimension {
  @inlinable public static func perSecond(_ value: Double) -> Self { Self(canonical: value) }
  @inlinable public static func perHour(_ value: Double) -> Self { Self(canonical: value / 3600) }
}

extension Quantity where D == SecondOrderRateDimension {
  @inlinable public static func perNanomolarSecond(_ value: Double) -> Self {
    Self(canonical: value)
  }
}
