import Foundation
import Testing

@testable import TerminalKit

@Suite(.serialized) struct PollerTests {
  private func pipe() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = Foundation.pipe(&ends)
    return (ends[0], ends[1])
  }

  @Test func nothingToReadEndsWithTheTime() {
    let (read, write) = pipe()
    #expect(Poller.wait(on: [read], milliseconds: 5) == Poller.Outcome())
    #expect(Poller.wait(on: [], milliseconds: 0) == Poller.Outcome())
    close(read)
    close(write)
  }

  @Test func readyAndHungUpAreTold() {
    let (read, write) = pipe()
    let (other, otherWrite) = pipe()
    _ = Foundation.write(write, "x", 1)
    #expect(Poller.wait(on: [other, read]) == Poller.Outcome(ready: [read]))
    close(otherWrite)
    #expect(Poller.wait(on: [other]) == Poller.Outcome(ready: [other], hungUp: [other]))
    for descriptor in [read, write, other] { close(descriptor) }
  }

  /// Signals to this thread alone; the other tests' threads do not block them.
  @Test func signalsAreReadFromADescriptor() {
    // The tests themselves may run under nohup, and what is ignored is not read.
    let usual = signal(SIGHUP, SIG_DFL)
    defer { signal(SIGHUP, usual) }
    let signals = Signals()
    #expect(signals.read().isEmpty)
    for number in [SIGHUP, SIGTERM, SIGTSTP] { pthread_kill(pthread_self(), number) }
    #expect(Poller.wait(on: [signals.descriptor], milliseconds: 1000).ready == [signals.descriptor])
    let events = signals.read()
    #expect(events.count == 3)
    for event in [Signals.Event.hangUp, .terminate, .stop] { #expect(events.contains(event)) }
    // One that stops takes back one that continues, so that comes alone.
    pthread_kill(pthread_self(), SIGCONT)
    #expect(signals.read() == [.resume])
    #expect(signals.read().isEmpty)
  }

  @Test func maskIsGivenBack() {
    var before = sigset_t()
    sigprocmask(SIG_BLOCK, nil, &before)
    do {
      let signals = Signals()
      _ = signals.read()
    }
    var after = sigset_t()
    sigprocmask(SIG_BLOCK, nil, &after)
    #expect(sigismember(&after, SIGHUP) == sigismember(&before, SIGHUP))
    #expect(sigismember(&after, SIGWINCH) == sigismember(&before, SIGWINCH))
  }
}
