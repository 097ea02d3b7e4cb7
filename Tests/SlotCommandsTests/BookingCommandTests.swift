import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// The verbs of blocks and appointments, from the outside.
@Suite struct BookingCommandTests {
  @Test func blocksComeAndGo() throws {
    let program = try Program()
    let draft = try program.data(
      "block",
      "create",
      "--name",
      "Room",
      "--timezone",
      "Asia/Kolkata",
      "--booking-disabled-before",
      "60",
      "--metadata",
      #"{"floor":2}"#
    )
    #expect(draft["status"]?.string == "draft")
    #expect(draft["booking_disabled_before"]?.integer == 60)
    #expect(draft["metadata"]?.text() == #"{"floor":2}"#)
    #expect(draft["num_slots"]?.integer == 0)
    #expect(draft["short_id"]?.string?.count == 11)
    #expect(try program.data("block", "publish", "Room")["status"]?.string == "published")
    let same = try program.done("block", "publish", "Room").output
    #expect(same.hasPrefix("Nothing to do: 1 booking block is so already."))
    let slot = try program.makeSlot("2035-01-08T09:00")
    let renamed = try program.data("block", "update", "Room", "--name", "Hall", "--timezone", "UTC")
    #expect(renamed["name"]?.string == "Hall")
    #expect(renamed["num_available_slots"]?.integer == 1)
    #expect(
      try program.data("slot", "get", slot)["start_date"]?.string == "2035-01-08T03:30:00.000Z"
    )
    #expect(try program.data("block", "draft", "Hall")["num_available_slots"]?.integer == 0)

    _ = try program.book(slot, expecting: 65)
    let deleted = try program.data("block", "delete", "Hall", "--force")
    #expect(deleted["num_slots"]?.integer == 1)
    let list = try program.done("block", "list", "--json")
    #expect(
      list.json?.text() == #"{"data":[],"meta":{"limit":50,"page":1,"total":0},"success":true}"#
    )
    try program.done("undo")
    #expect(try program.data("block", "get", "Hall")["num_slots"]?.integer == 1)
  }

  @Test func appointmentsComeAndGo() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    let other = try program.makeSlot("2035-01-08T10:00")
    let made = try program.data(
      "appointment",
      "create",
      "--slot",
      slot,
      "--name",
      "Ada",
      "--metadata",
      #"{"note":"x","name":"B"}"#
    )
    let id = try #require(made["id"]?.string)
    #expect(made["_object"]?.string == "appointment")
    #expect(made["metadata"]?.text() == #"{"name":"Ada","note":"x"}"#)
    #expect(try program.done("appointment", "list").output.contains("Ada"))

    let renamed = try program.data("appointment", "update", id, "--name", "Ada King")
    #expect(renamed["metadata"]?.text() == #"{"name":"Ada King","note":"x"}"#)
    let replaced = try program.data("appointment", "update", id, "--metadata", #"{"email":"a@b"}"#)
    #expect(replaced["metadata"]?.text() == #"{"email":"a@b"}"#)

    let moved = try program.data("appointment", "reschedule", id, "--to", other)
    #expect(moved["slot_id"]?.string == other)
    #expect(try program.data("slot", "get", slot)["num_appointments"]?.integer == 0)
    #expect(try program.data("appointment", "cancel", id)["status"]?.string == "cancelled")
    let counted = try program.data("slot", "get", other)
    #expect(counted["num_cancelled_appointments"]?.integer == 1)
    #expect(counted["available"] == .bool(true))
    _ = try program.book(other)
    #expect(try program.run(["appointment", "enable", id]).error.hasPrefix("slottui: E049: "))
    #expect(try program.data("appointment", "list", "--slot", other).array?.count == 2)
    #expect(try program.data("appointment", "list", "--status", "cancelled").array?.count == 1)
    #expect(try program.data("appointment", "list", "--until", "2035-01-08").array?.isEmpty == true)
    #expect(try program.data("appointment", "delete", id)["id"]?.string == id)
    #expect(try program.data("appointment", "list").array?.count == 1)
  }

  @Test func undoAndHistoryTellWhatHappened() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    try program.done("slot", "disable", slot, "--reason", "fire drill")
    let history = try program.data("history")
    #expect(history.array?.map { $0["id"]?.integer } == [3, 2, 1])
    let last = try #require(history.array?.first)
    #expect(last["action"]?.string == "slot disable")
    #expect(last["reason"]?.string == "fire drill")
    #expect(last["objects"]?.integer == 1)
    #expect(last["by"]?.string == NSUserName())

    let details = try program.data("history", "--slot", slot, "--limit", "1")
    let change = try #require(details.array?.first?["objects"]?.array?.first)
    #expect(change["before"]?["status"]?.string == "active")
    #expect(change["after"]?["status"]?.string == "disabled")
    #expect(try program.data("history", "--by", "nobody at all").array?.isEmpty == true)
    #expect(try program.data("history", "--since", "2100-01-01").array?.isEmpty == true)

    let undone = try program.data("undo")
    #expect(undone["action"]?.string == "undo")
    #expect(undone["target"]?["id"]?.integer == 3)
    #expect(undone["conflicts"]?.array?.isEmpty == true)
    #expect(try program.data("slot", "get", slot)["status"]?.string == "active")
    #expect(try program.done("redo").output.hasPrefix("Done again: action 3, slot disable, of "))
    #expect(try program.data("slot", "get", slot)["status"]?.string == "disabled")
    #expect(try program.done("undo", "3").output.hasPrefix("Taken back: action 3, slot disable"))
    #expect(try program.done("history").output.contains("slot disable (undone)"))
  }
}
