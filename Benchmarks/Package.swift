// swift-tools-version: 6.1
import PackageDescription

// Benchmarks are a package of their own, so that nobody who builds Primed builds them.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "primed", path: "..")],
  targets: [
    .executableTarget(
      name: "LaneBenchmark",
      dependencies: [.product(name: "PrimedSimulation", package: "primed")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "FitBenchmark",
      dependencies: [.product(name: "PrimedFitting", package: "primed")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
