import Glibc

/// The process's environment.
package enum Environment {
  /// The variable's value, or nil when it is not set.
  package static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
