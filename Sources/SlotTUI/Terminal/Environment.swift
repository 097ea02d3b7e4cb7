import Glibc

/// The process's environment.
enum Environment {
  /// The variable's value, or nil when it is not set.
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
