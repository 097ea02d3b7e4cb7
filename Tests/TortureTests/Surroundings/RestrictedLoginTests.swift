import Foundation
import Testing

@testable import TestDriver

/// A restricted login by a real sshd, with the configuration that docs/security.md recommends: whatever
/// a client asks for, there is the screen, or nothing.
@Suite(
  .serialized,
  .reported,
  .enabled(if: getuid() == 0, "starts an sshd"),
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd"), "needs sshd")
)
struct RestrictedLoginTests {
  /// Of the page itself, so that what is recommended is what is tried.
  private static func recommended(for store: String, program: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/security.md"), encoding: .utf8)
    let block = try #require(
      page.firstMatch(of: #/(?s)Match Group scheduling\n(.*?)```/#)?.output.1
    )
    return String(block).replacing("/usr/local/bin/slottui", with: program)
      .replacing("/srv/slottui/slottui.db", with: store)
  }

  @Test func everyChannelLeadsToTheScreenOrNowhere() async throws {
    let login = try await Login(recommended: Self.recommended)
    let attempts: [(what: String, options: [String], command: [String])] = [
      ("a command", [], ["id; touch \(login.trap)"]),
      ("another program", [], ["/bin/sh", "-c", "touch \(login.trap)"]),
      ("options for the program", [], ["--db", "/etc/passwd"]),
      ("sftp", ["-s"], ["sftp"]),
      ("an unknown subsystem", ["-s"], ["exec"]),
      (
        "variables", ["-o", "SetEnv=SLOTTUI_DB=/tmp/x EDITOR=/bin/touch LD_PRELOAD=/tmp/x.so"],
        ["x"]
      ),
    ]
    for (what, options, command) in attempts {
      let output = try await login.ssh(options, command)
      Tally.add()
      #expect(output.status != 0, "\(what): \(output)")
      #expect(!output.text.contains("uid="), "\(what): \(output)")
      #expect(!FileManager.default.fileExists(atPath: login.trap), "\(what)")
    }
    let told = try await login.ssh([], ["anything"])
    #expect(told.status == 65 && told.errors.contains("E013"), "\(told)")
    for (what, options) in [
      ("a local port", ["-o", "ExitOnForwardFailure=yes", "-W", "127.0.0.1:\(login.port)"]),
      (
        "a remote port",
        ["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:\(login.port)", "-N"]
      ),
      ("a tunnel", ["-o", "ExitOnForwardFailure=yes", "-w", "any", "-N"]),
    ] {
      let output = try await login.ssh(options, [])
      Tally.add()
      #expect(output.status != 0, "\(what): \(output)")
    }
    try await login.stop()
  }

  /// With a terminal the screen comes, and its ways out are closed.
  @Test func screenIsRestricted() async throws {
    let login = try await Login(recommended: Self.recommended)
    let screen = try RawTerminal(
      login.sandbox,
      command: login.words(["-tt", "-A", "-X"], ["sh -c 'touch \(login.trap)'"])
    )
    try await screen.wait(for: "Dr. Nowak")
    let start = screen.sent.count
    screen.type("\u{1A}")
    try await screen.wait(for: "may not leave to a shell", after: start)
    screen.type("q")
    #expect(try await screen.waitUntilEnd() == 0)
    #expect(!FileManager.default.fileExists(atPath: login.trap))
    try await login.stop()
  }
}

/// An sshd on a port of its own, and an account's key for it.
private final class Login {
  let sandbox: Sandbox
  let port = Int.random(in: 20_000..<30_000)
  private let server: Child
  /// What an attack would make.
  var trap: String { sandbox.folder + "/trap" }

  init(recommended: (_ store: String, _ program: String) throws -> String) async throws {
    sandbox = try await SampleStore.shared().copy()
    chmod(sandbox.folder, 0o755)
    let program = try await sandbox.copyOfProgram()
    let folder = sandbox.folder
    for name in ["host", "user"] {
      let made = try await sandbox.run(
        ["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(name)"]
      )
      try #require(made.status == 0, "\(made)")
    }
    try FileManager.default.copyItem(atPath: "\(folder)/user.pub", toPath: "\(folder)/keys")
    // The account of the tests is the one that logs in.
    try """
    Port \(port)
    ListenAddress 127.0.0.1
    HostKey \(folder)/host
    PidFile none
    AuthorizedKeysFile \(folder)/keys
    StrictModes no
    UsePAM no
    PermitRootLogin yes
    PasswordAuthentication no
    Subsystem sftp internal-sftp
    Match User root
    \(recommended(sandbox.store, program))
    """.write(toFile: "\(folder)/sshd_config", atomically: true, encoding: .utf8)
    _ = try await sandbox.run(["/bin/mkdir", "-p", "/run/sshd"])
    let checked = try await sandbox.run(["/usr/sbin/sshd", "-t", "-f", "\(folder)/sshd_config"])
    try #require(checked.status == 0, "\(checked)")
    server = try Child(
      ["/usr/sbin/sshd", "-D", "-e", "-f", "\(folder)/sshd_config"],
      environment: sandbox.environment(),
      streams: .files(output: "\(folder)/sshd.out", errors: "\(folder)/sshd.err")
    )
    let log = "\(folder)/sshd.err"
    let _: Bool = try await eventually("sshd listens") {
      let text = try? String(contentsOfFile: log, encoding: .utf8)
      return text?.contains("listening on") == true ? true : nil
    }
  }

  deinit { kill(server.id, SIGKILL) }

  func words(_ options: [String], _ command: [String]) -> [String] {
    [
      "/usr/bin/ssh", "-F", "none", "-p", "\(port)", "-i", sandbox.folder + "/user",
      "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes",
      "-o", "LogLevel=ERROR",
    ] + options + ["root@127.0.0.1"] + command
  }

  func ssh(_ options: [String], _ command: [String]) async throws -> Sandbox.Output {
    try await sandbox.run(["/usr/bin/timeout", "20"] + words(options, command))
  }

  func stop() async throws {
    kill(server.id, SIGTERM)
    _ = try await server.waitUntilEnd()
  }
}
