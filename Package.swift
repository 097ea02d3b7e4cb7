// swift-tools-version: 6.2
import PackageDescription

// Language mode 6 comes with the tools version. These are the upcoming features that make an
// import say what it is for.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // While developing and testing; a release also builds with a compiler that warns of more.
  .treatAllWarnings(as: .error, .when(configuration: .debug)),
]

// The tests take half as long when what they test is optimized; a debugger wants it as it is written.
let product =
  strict + (Context.environment["SLOTTUI_OPTIMIZED"] == nil ? [] : [.unsafeFlags(["-O"])])

// C, since a define cannot give Swift a text; and a target of its own, so that another version
// compiles one file.
let version = Context.environment["SLOTTUI_VERSION"] ?? "development"

let package = Package(
  name: "slottui",
  products: [
    .executable(name: "slottui", targets: ["SlotTUI"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CSystem"),
    .target(name: "CVersion", cSettings: [.define("SLOTTUI_VERSION", to: "\"\(version)\"")]),
    .target(
      name: "CStoreFiles",
      cSettings: [.treatAllWarnings(as: .error, .when(configuration: .debug))]
    ),
    // C, since it runs inside of a signal's handler.
    .target(
      name: "CRescue",
      cSettings: [.treatAllWarnings(as: .error, .when(configuration: .debug))]
    ),
    // Loads the client library of PostgreSQL when it is needed.
    .target(
      name: "CPostgreSQL",
      cSettings: [.treatAllWarnings(as: .error, .when(configuration: .debug))],
      linkerSettings: [.linkedLibrary("dl")]
    ),
    .target(
      name: "SlotDomain",
      dependencies: ["CPostgreSQL", "CSQLite", "CStoreFiles"],
      swiftSettings: product
    ),
    .target(
      name: "TerminalKit",
      dependencies: ["SlotDomain", "CNcurses", "CRescue", "CSystem"],
      swiftSettings: product
    ),
    .target(
      name: "SlotCommands",
      dependencies: [
        "SlotDomain",
        "TerminalKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: product
    ),
    .executableTarget(
      name: "SlotTUI",
      dependencies: [
        "SlotDomain",
        "TerminalKit",
        "SlotCommands",
        "CVersion",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: product
    ),
    // What would harm a program that trusts it, for all tests.
    .target(
      name: "HostileInput",
      dependencies: ["TestDriver"],
      path: "Tests/HostileInput",
      swiftSettings: strict
    ),
    // What several test targets use: to run the program, on terminals too, and to look at a store with
    // nothing but SQLite.
    .target(
      name: "TestDriver",
      dependencies: ["CSQLite"],
      path: "Tests/TestDriver",
      swiftSettings: strict
    ),
    // The program without a terminal, for tests of what it answers.
    .target(
      name: "ProgramDriver",
      dependencies: ["SlotDomain", "TestDriver"],
      path: "Tests/ProgramDriver",
      swiftSettings: strict
    ),
    .testTarget(
      name: "SlotDomainTests",
      dependencies: ["SlotDomain", "TestDriver", "CSQLite", "HostileInput"],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TerminalKitTests",
      dependencies: ["TerminalKit", "CNcurses", "HostileInput"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SlotCommandsTests",
      dependencies: ["SlotCommands", "SlotTUI", "ProgramDriver", "TestDriver", "HostileInput"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SlotTUITests",
      dependencies: ["SlotTUI", "ProgramDriver", "TestDriver", "HostileInput"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["SlotTUI", "TestDriver", "CSQLite"],
      swiftSettings: strict
    ),
    // What `make torture` runs at length.
    .testTarget(
      name: "TortureTests",
      dependencies: ["SlotTUI", "SlotCommands", "SlotDomain", "TestDriver"],
      exclude: ["Faults/faults.c"],
      swiftSettings: strict
    ),

    // What `make bench` runs: see Benchmarks/.
    .target(
      name: "CBench",
      dependencies: ["CPostgreSQL"],
      path: "Benchmarks/CBench",
      cSettings: [.treatAllWarnings(as: .error, .when(configuration: .debug))],
      linkerSettings: [.linkedLibrary("sqlite3")]
    ),
    .executableTarget(
      name: "SlotBench",
      dependencies: ["CBench", "SlotDomain"],
      path: "Benchmarks/SlotBench",
      swiftSettings: strict
    ),
  ]
)
