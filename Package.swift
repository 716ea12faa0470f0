// swift-tools-version: 6.1
import PackageDescription

// The floors of the house, from the ground up. A target imports from lower floors only, never
// sideways and never up; `Scripts/check-floors` and `--explicit-target-dependency-import-check error`
// hold this true. `Documentation/Architecture.md` says why.

let swiftSettings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// A library on one floor, with the libraries of the floors below that it names.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// The tests of one room, under the room's own name.
func tests(of name: String, using dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
    swiftSettings: swiftSettings)
}

let groundFloor: [Target] = [
  room("Quantities"),
  room("Citations"),
  room("NumericalMethods"),
  room("Expressions"),
  room("Figures"),
  .systemLibrary(
    name: "CSUNDIALS", providers: [.apt(["libsundials-dev", "libsuitesparse-dev"])]),
  .target(name: "CLaneKernels"),
  .systemLibrary(name: "CSBML", providers: [.apt(["libsbml5-dev"])]),
  .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
]

let firstFloor: [Target] = [
  room("ReactionNetworks", ["Quantities", "Citations", "NumericalMethods", "Expressions"]),
  room("DoseResponse", ["Quantities", "NumericalMethods", "Expressions"]),
]

let secondFloor: [Target] = [
  room(
    "Simulation",
    [
      "Quantities", "NumericalMethods", "Expressions", "ReactionNetworks", "CSUNDIALS",
      "CLaneKernels",
    ]),
  room("Assays", ["Quantities", "NumericalMethods", "DoseResponse"]),
  room("Synergy", ["Quantities", "NumericalMethods"]),
]

let thirdFloor: [Target] = [
  room(
    "Experiments",
    [
      "Quantities", "Citations", "NumericalMethods", "Expressions", "ReactionNetworks",
      "Simulation", "Assays", "DoseResponse",
    ])
]

let fourthFloor: [Target] = [
  room(
    "ModelLibrary",
    [
      "Quantities", "Citations", "Expressions", "ReactionNetworks", "Simulation", "Experiments",
    ]),
  room(
    "EvidenceBase",
    ["Quantities", "Citations", .product(name: "GRDB", package: "GRDB.swift")]),
  room(
    "FileFormats",
    [
      "Quantities", "Citations", "Expressions", "ReactionNetworks", "Assays", "CSBML", "CZlib",
      .product(name: "Yams", package: "Yams"),
    ]),
  room("NativeKernels", ["Simulation"]),
  room(
    "Reports",
    [
      "Quantities", "Citations", "Figures",
      .product(name: "Mustache", package: "swift-mustache"),
    ]),
]

let fifthFloor: [Target] = [
  room(
    "Workbench",
    [
      "Quantities", "Citations", "NumericalMethods", "Figures", "ReactionNetworks", "DoseResponse",
      "Simulation", "Assays", "Experiments", "ModelLibrary", "EvidenceBase", "FileFormats",
      "Reports", "Expressions", "NativeKernels", "Synergy",
    ])
]

let seventhFloor: [Target] = [
  .executableTarget(
    name: "primed",
    dependencies: [
      "Quantities", "Workbench",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: swiftSettings)
]

let testTargets: [Target] = [
  tests(of: "Quantities"),
  tests(of: "Citations"),
  tests(of: "NumericalMethods"),
  tests(of: "Expressions"),
  tests(of: "Figures"),
  tests(of: "ReactionNetworks", using: ["Quantities", "Citations", "Expressions"]),
  tests(of: "DoseResponse", using: ["Quantities", "NumericalMethods", "Expressions"]),
  tests(
    of: "Simulation",
    using: ["Quantities", "Citations", "NumericalMethods", "Expressions", "ReactionNetworks"]),
  tests(of: "Assays", using: ["Quantities", "NumericalMethods", "DoseResponse"]),
  tests(of: "Synergy", using: ["Quantities", "NumericalMethods"]),
  tests(
    of: "Experiments",
    using: [
      "Quantities", "Citations", "NumericalMethods", "ReactionNetworks", "Simulation", "Assays",
    ]),
  tests(
    of: "ModelLibrary",
    using: [
      "Quantities", "Citations", "NumericalMethods", "Expressions", "ReactionNetworks",
      "Simulation",
      "Experiments",
    ]),
  tests(of: "EvidenceBase", using: ["Quantities", "Citations"]),
  tests(
    of: "FileFormats",
    using: [
      "Quantities", "Citations", "Expressions", "ReactionNetworks", "Simulation", "Assays",
    ]),
  tests(
    of: "NativeKernels",
    using: ["Quantities", "Citations", "Expressions", "ReactionNetworks", "Simulation"]),
  tests(of: "Reports", using: ["Quantities", "Citations", "Figures"]),
  tests(
    of: "Workbench",
    using: [
      "Quantities", "Citations", "NumericalMethods", "DoseResponse", "Simulation", "Assays",
      "Experiments", "ModelLibrary", "EvidenceBase", "FileFormats", "Reports", "Synergy",
    ]),
  .testTarget(
    name: "ScienceTests",
    dependencies: [
      "Quantities", "Citations", "Expressions", "ReactionNetworks", "ModelLibrary", "Workbench",
    ],
    swiftSettings: swiftSettings),
  .testTarget(name: "PrimedCommandTests", dependencies: ["primed"], swiftSettings: swiftSettings),
  .testTarget(
    name: "HouseTests", dependencies: ["Citations", "ModelLibrary"], swiftSettings: swiftSettings),
]

let package = Package(
  name: "primed",
  products: [
    .executable(name: "primed", targets: ["primed"]),
    // What the package in Benchmarks measures.
    .library(
      name: "PrimedSimulation",
      targets: [
        "Quantities", "Expressions", "ReactionNetworks", "Simulation", "FileFormats",
        "NativeKernels",
      ]),
    .library(name: "PrimedFitting", targets: ["DoseResponse"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: groundFloor + firstFloor + secondFloor + thirdFloor + fourthFloor + fifthFloor
    + seventhFloor + testTargets
)
