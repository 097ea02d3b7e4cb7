import Glibc

/// What is left of a process that ends by a fault: its memory, in which are names of people.
package enum CoreDumps {
  /// Forbids them for this process, and what it starts.
  ///
  /// Of one byte, and not of none: a system that hands dumps to a program does so whatever the limit is, but
  /// for this one. Source: Linux, core(5) and fs/coredump.c.
  package static func forbid() {
    var limit = rlimit(rlim_cur: 1, rlim_max: 1)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }
}
