import Glibc
import SlotDomain
import Synchronization

/// Runs effects on a store that is far away, one after the other on a thread of its own, and wakes the loop
/// with each answer: the cursor moves meanwhile.
final class StoreWorker: Sendable {
  enum Answer {
    case done([Event])
    case refused(Effect, SlotError)
  }

  /// Handed from thread to thread, and used by one at a time.
  private struct Job: @unchecked Sendable {
    let runner: EffectRunner
    let effect: Effect
    let now: Instant
    let showing: EffectRunner.Showing
  }

  private struct State: @unchecked Sendable {
    var job: Job?
    var answer: Answer?
    var progress: WorkProgress?
    var isStopped = false
  }

  /// Readable when there is something to take.
  let descriptor: Int32
  private let bell: Int32
  private let jobs: (taken: Int32, given: Int32)
  private let state = Mutex(State())

  init() {
    (descriptor, bell) = Self.pipe()
    jobs = Self.pipe()
    // Neither end waits: the loop takes all that was rung, and one ring is as good as many.
    for end in [descriptor, bell] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    DetachedThread.run { [self] in work() }
  }

  private static func pipe() -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    _ = Glibc.pipe(&ends)
    // An editor gets neither.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private func work() {
    var byte: UInt8 = 0
    while read(jobs.taken, &byte, 1) == 1 {
      guard let job = state.withLock({ $0.job }) else { continue }
      job.runner.onProgress = { [self] in report($0) }
      let answer: Answer
      do throws(SlotError) {
        answer = .done(try job.runner.run(job.effect, at: job.now, showing: job.showing))
      } catch {
        answer = .refused(job.effect, error)
      }
      state.withLock {
        $0.answer = answer
        $0.job = nil
      }
      ring(bell)
    }
  }

  private func ring(_ end: Int32) {
    var byte: UInt8 = 0
    _ = write(end, &byte, 1)
  }

  /// In the middle of a change, on the worker's thread.
  private func report(_ progress: WorkProgress) -> WorkProgress.Answer {
    let isStopped = state.withLock {
      $0.progress = progress
      return $0.isStopped
    }
    ring(bell)
    return isStopped ? .stop : .goOn
  }

  // MARK: The loop's side

  /// Begins an effect. None is being run.
  func start(
    _ effect: Effect,
    by runner: EffectRunner,
    at now: Instant,
    showing: EffectRunner.Showing
  ) {
    let job = Job(runner: runner, effect: effect, now: now, showing: showing)
    state.withLock {
      $0.job = job
      $0.answer = nil
      $0.progress = nil
      $0.isStopped = false
    }
    ring(jobs.given)
  }

  /// What has come: an answer ends the effect. A ring can come behind what it was rung for, so this is
  /// called whenever the descriptor is readable.
  func take() -> (answer: Answer?, progress: WorkProgress?) {
    var rings = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &rings, rings.count) == rings.count {}
    return state.withLock { state in
      defer {
        state.answer = nil
        state.progress = nil
      }
      return (state.answer, state.progress)
    }
  }

  /// Has the effect end as soon as it can.
  func stop() {
    let runner = state.withLock {
      $0.isStopped = true
      return $0.job
    }
    runner?.runner.store.cancel()
  }
}
