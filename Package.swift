// swift-tools-version: 6.2
import PackageDescription

// `make test` builds as a release is built: what is tested is optimized, and the argument parser does not
// judge all commands at every start, which is most of what a command of a debug build does. Only that file
// after file is compiled, so that a change is soon tried, and the tests themselves as they are written.
let isForTests = Context.environment["SLOTTUI_FOR_TESTS"] != nil
let fileByFile = ["-no-whole-module-optimization", "-enable-batch-mode"]

// While developing and testing; a release also builds with a compiler that warns of more.
let debugging: BuildSettingCondition? = isForTests ? nil : .when(configuration: .debug)
let strictC: [CSetting] = [.treatAllWarnings(as: .error, debugging)]

// Language mode 6 comes with the tools version. These are the upcoming features that make an
// import say what it is for.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error, debugging),
]
let product =
  strict + (isForTests ? [.unsafeFlags(fileByFile + ["-enable-testing"])] : [])
let test = strict + (isForTests ? [.unsafeFlags(fileByFile + ["-Onone", "-enable-testing"])] : [])

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
      cSettings: strictC
    ),
    // C, since it runs inside of a signal's handler.
    .target(
      name: "CRescue",
      cSettings: strictC
    ),
    // Loads the client library of PostgreSQL when it is needed.
    .target(
      name: "CPostgreSQL",
      cSettings: strictC,
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
      swiftSettings: test
    ),
    // What several test targets use: to run the program, on terminals too, and to look at a store with
    // nothing but SQLite.
    .target(
      name: "TestDriver",
      dependencies: ["CSQLite"],
      path: "Tests/TestDriver",
      swiftSettings: test
    ),
    // The program without a terminal, for tests of what it answers.
    .target(
      name: "ProgramDriver",
      dependencies: ["SlotDomain", "TestDriver"],
      path: "Tests/ProgramDriver",
      swiftSettings: test
    ),
    .testTarget(
      name: "SlotDomainTests",
      dependencies: ["SlotDomain", "TestDriver", "CSQLite", "HostileInput"],
      exclude: ["Fixtures"],
      swiftSettings: test
    ),
    .testTarget(
      name: "TerminalKitTests",
      dependencies: ["TerminalKit", "CNcurses", "HostileInput"],
      swiftSettings: test
    ),
    .testTarget(
      name: "SlotCommandsTests",
      dependencies: ["SlotCommands", "SlotTUI", "ProgramDriver", "TestDriver", "HostileInput"],
      swiftSettings: test
    ),
    .testTarget(
      name: "SlotTUITests",
      dependencies: ["SlotTUI", "ProgramDriver", "TestDriver", "HostileInput"],
      swiftSettings: test
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["SlotTUI", "TestDriver", "CSQLite"],
      swiftSettings: test
    ),
    // What `make torture` runs at length.
    .testTarget(
      name: "TortureTests",
      dependencies: ["SlotTUI", "SlotCommands", "SlotDomain", "TestDriver"],
      exclude: ["Faults/faults.c"],
      swiftSettings: test
    ),

    // What `make bench` runs: see Benchmarks/.
    .target(
      name: "CBench",
      dependencies: ["CPostgreSQL"],
      path: "Benchmarks/CBench",
      cSettings: strictC,
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
