import Foundation
import Testing

@testable import TestDriver

/// No room left: it is said, nothing is half done, and with room all goes on.
@Suite(.serialized, .reported) struct FullDiskTests {
  /// A file system of its own. Only the superuser can mount one, and not in every container.
  @Test(.enabled(if: getuid() == 0, "mounts a small file system"))
  func realDisk() async throws {
    let sandbox = try Sandbox()
    let disk = sandbox.folder + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let mount = try await sandbox.run(["/bin/mount", "-t", "tmpfs", "-o", "size=8m", "none", disk])
    guard mount.status == 0 else {
      return print("Skipped: this container mounts no file system: \(mount.errors)")
    }
    do {
      try await fill(disk, sandbox)
    } catch {
      _ = try await sandbox.run(["/bin/umount", "-l", disk])
      throw error
    }
    let umount = try await sandbox.run(["/bin/umount", "-l", disk])
    #expect(umount.status == 0, "\(umount)")
  }

  private func fill(_ disk: String, _ sandbox: Sandbox) async throws {
    let store = ["--db", disk + "/slottui.db"]
    let before = try await SampleStore.shared()
    try FileManager.default.copyItem(atPath: before.path, toPath: store[1])
    let ballast = disk + "/ballast"
    for free in stride(from: 4, through: Torture.times(400, short: 40), by: 12) {
      // All but some kilobytes are taken.
      unlink(ballast)
      let fill =
        "head -c 1000000000 /dev/zero > \(ballast) || true; truncate -s -\(free)K \(ballast)"
      _ = try await sandbox.run(["/bin/sh", "-c", fill])
      for command in [
        ["slot", "update", before.slots[0].id, "--capacity", "\(free)"],
        ["block", "list"], ["backup", disk + "/copy-\(free).db"],
        SampleStore.plan(block: "Empty", month: "08"),
        ["slot", "delete", "--block", "Empty", "--from", "2031-08-01"],
      ] {
        let output = try await sandbox.slottui(command + store)
        Tally.add()
        expectFull(output, "\(command), \(free) KiB")
      }
      unlink(disk + "/copy-\(free).db")
    }
    unlink(ballast)
    let check = try await sandbox.slottui(["check"] + store)
    #expect(check.status == 0, "\(check)")
    try await sandbox.succeed(["slot", "update", before.slots[0].id, "--capacity", "3"] + store)
  }

  private func expectFull(_ output: Sandbox.Output, _ context: String) {
    guard output.status != 0 else { return }
    #expect(output.status == 74 && output.code == "S007", "\(context): \(output)")
    let reasons = ["the disk is full", "No space left on device"]
    #expect(reasons.contains { output.errors.contains($0) }, "\(context): \(output)")
  }

  /// `ulimit -f`, for which a process gets a signal that kills.
  @Test func fileSizeLimit() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    var refusals = 0
    // From where its own messages, which go to files, have room.
    for blocks in stride(from: 10, through: Torture.times(400, short: 110), by: 50) {
      let plan = SampleStore.plan(block: "Empty", month: "08")
      let limited = ["/bin/sh", "-c", "ulimit -f \(blocks); exec \"$@\"", "sh", Sandbox.program]
      let output = try await sandbox.run(limited + plan)
      Tally.add()
      if output.status != 0 {
        refusals += 1
        #expect(output.status == 74 && output.code == "S007", "\(blocks): \(output)")
      }
      try await sandbox.expectSound("\(blocks) blocks")
    }
    #expect(refusals > 0)
    try await sandbox.succeed(SampleStore.plan(block: "Empty", month: "09"))
  }

  /// The change is done, and that it could not be told is told.
  @Test func outputToAFullDisk() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let output = try await sandbox.run([
      "/bin/sh", "-c", "exec \"$@\" >/dev/full", "sh", Sandbox.program, "slot", "list",
    ])
    #expect(output.status == 74 && output.code == "S007", "\(output)")
  }
}
