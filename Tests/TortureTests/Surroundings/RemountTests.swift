import Foundation
import Testing

@testable import TestDriver

/// The kernel finds an error in the file system and lets nobody write it any more, while a screen is
/// open.
@Suite(.serialized, .reported, .enabled(if: getuid() == 0, "mounts a file system"))
struct RemountTests {
  @Test func screenStaysAndSaysWhy() async throws {
    for _ in 1...Torture.times(5, short: 1) {
      let disk = try await Disk()
      guard let disk else { return print("Skipped: this container mounts no file system.") }
      do {
        try await breakWhileOpen(disk)
      } catch {
        try await disk.unmount()
        throw error
      }
      Tally.add()
    }
  }

  private func breakWhileOpen(_ disk: Disk) async throws {
    let sandbox = disk.sandbox
    let sample = try await SampleStore.shared()
    let store = ["--db", disk.folder + "/slottui.db"]
    try FileManager.default.copyItem(atPath: sample.path, toPath: store[1])
    _ = try await sandbox.run(["/bin/sync"])
    let screen = try RawTerminal(sandbox, store[0], store[1], "--date", "2031-03-05")
    try await screen.wait(for: "Wed 5 Mar 2031 09:00")
    let change = ["slot", "update", sample.slots[3].id, "--capacity"]
    try await sandbox.succeed(change + ["5"] + store)

    try await disk.fail()
    let start = screen.sent.count
    screen.type("d")
    // Somebody has a place in it; that can still be read.
    try await screen.wait(for: "y/n", after: start)
    screen.type("y")
    try await screen.wait(for: "S00", after: start)
    for look in [["block", "list"], ["slot", "list"], ["history"]] {
      let output = try await sandbox.slottui(look + store)
      #expect(output.status == 0, "\(look): \(output)")
    }
    let refused = try await sandbox.slottui(change + ["6"] + store)
    #expect([74, 77].contains(refused.status), "\(refused)")
    #expect(["S004", "S007"].contains(refused.code), "\(refused)")
    #expect(try await screen.leave() == 0)

    try await disk.repair()
    let check = try await sandbox.slottui(["check"] + store)
    #expect(check.status == 0, "\(check)")
    let slot = try await sandbox.slottui(["slot", "get", sample.slots[3].id, "--json"] + store)
    #expect(slot.text.contains(#""capacity": 5"#), "\(slot)")
    try await sandbox.succeed(change + ["7"] + store)
    try await disk.unmount()
  }
}

/// An ext4 file system in a file, which can be told to find an error in itself.
private struct Disk {
  let sandbox: Sandbox
  var folder: String { sandbox.folder + "/disk" }
  private var image: String { sandbox.folder + "/image" }

  /// Nil where none can be mounted.
  init?() async throws {
    sandbox = try Sandbox()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let made = try await sandbox.run([
      "/bin/sh", "-c", "truncate -s 32M \"$1\" && PATH=$PATH:/sbin:/usr/sbin mkfs.ext4 -q \"$1\"",
      "sh",
      image,
    ])
    guard made.status == 0, try await mount() else { return nil }
    guard FileManager.default.isWritableFile(atPath: try await trigger()) else {
      try await unmount()
      return nil
    }
  }

  private func mount() async throws -> Bool {
    try await sandbox.run(["/bin/mount", "-o", "loop,errors=remount-ro", image, folder]).status == 0
  }

  /// Source: Documentation/ABI/testing/sysfs-fs-ext4 of Linux
  private func trigger() async throws -> String {
    let device = try await sandbox.run(["/bin/findmnt", "-no", "SOURCE", folder])
    let name = device.text.split(separator: "/").last?.trimmingCharacters(
      in: .whitespacesAndNewlines
    )
    return "/sys/fs/ext4/\(name ?? "")/trigger_fs_error"
  }

  func fail() async throws {
    let trigger = try await trigger()
    let failed = try await sandbox.run(["/bin/sh", "-c", "echo broken >\(trigger)"])
    try #require(failed.status == 0, "\(failed)")
  }

  /// As after a reboot.
  func repair() async throws {
    try await unmount()
    // 1: errors were mended.
    let checked = try await sandbox.run(["/sbin/e2fsck", "-fy", image])
    try #require([0, 1].contains(checked.status), "\(checked)")
    try #require(try await mount())
  }

  func unmount() async throws { _ = try await sandbox.run(["/bin/umount", folder]) }
}
