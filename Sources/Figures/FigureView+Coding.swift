extension FigureView: Codable {
  private enum CodingKeys: String, CodingKey {
    case layer, facet, hconcat, vconcat
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.layer) {
      self = .layered(try LayeredView(from: decoder))
    } else if container.contains(.facet) {
      self = .faceted(try FacetedView(from: decoder))
    } else if let views = try container.decodeIfPresent([FigureView].self, forKey: .hconcat) {
      self = .row(views)
    } else if let views = try container.decodeIfPresent([FigureView].self, forKey: .vconcat) {
      self = .column(views)
    } else {
      self = .single(try SingleView(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .single(let view): try view.encode(to: encoder)
    case .layered(let view): try view.encode(to: encoder)
    case .faceted(let view): try view.encode(to: encoder)
    case .row(let views):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(views, forKey: .hconcat)
    case .column(let views):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(views, forKey: .vconcat)
    }
  }
}

extension ViewLength: Codable {
  private enum CodingKeys: String, CodingKey { case step }

  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: CodingKeys.self) {
      self = .step(try container.decode(Double.self, forKey: .step))
      return
    }
    let container = try decoder.singleValueContainer()
    if let pixels = try? container.decode(Double.self) {
      self = .pixels(pixels)
    } else if try container.decode(String.self) == "container" {
      self = .container
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a length is a number, \"container\" or a step")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .pixels(let pixels):
      var container = encoder.singleValueContainer()
      try container.encode(pixels)
    case .container:
      var container = encoder.singleValueContainer()
      try container.encode("container")
    case .step(let step):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(step, forKey: .step)
    }
  }
}

extension Transform: Codable {
  private enum CodingKeys: String, CodingKey {
    case flatten, filter, calculate
    case name = "as"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let columns = try container.decodeIfPresent([String].self, forKey: .flatten) {
      self = .flatten(columns)
    } else if let expression = try container.decodeIfPresent(String.self, forKey: .calculate) {
      self = .calculate(expression, named: try container.decode(String.self, forKey: .name))
    } else {
      self = .filter(try container.decode(String.self, forKey: .filter))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .flatten(let columns): try container.encode(columns, forKey: .flatten)
    case .filter(let expression): try container.encode(expression, forKey: .filter)
    case .calculate(let expression, let name):
      try container.encode(expression, forKey: .calculate)
      try container.encode(name, forKey: .name)
    }
  }
}
