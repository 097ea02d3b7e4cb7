// SQLite's way to the files of a store, with the descriptors looked at that it is about to use. A look at
// a name would be worth nothing: who may write the folder can put another file under it a moment later.
#ifndef CSTOREFILES_H
#define CSTOREFILES_H

struct sqlite3;

/// Registers the VFS `slottui`: the system's own, which never sees a rollback journal, and opens no log and
/// no index of a log but those that somebody who may write the store has made.
/// Source: https://www.sqlite.org/vfs.html
///
/// To be called once, before the first database is opened. SQLITE_OK, or why not.
int store_files_register(void);

/// What is wrong with a file beside a store.
enum store_file_fault {
  store_file_is_sound = 0,
  /// A rollback journal: a store has none.
  store_file_is_journal,
  store_file_is_not_regular,
  /// It is another file's too.
  store_file_has_names,
  /// It belongs to somebody who may not write the store.
  store_file_is_foreign,
  /// More people may write it than may write the store.
  store_file_is_open,
  /// It lies beside a store with nothing in it.
  store_file_is_lone,
  /// It is not there, and who may only read the store does not make it.
  store_file_is_missing,
};

/// Why SQLite was kept from a file.
struct store_file_refusal {
  enum store_file_fault fault;
  /// `-wal`, `-shm` or `-journal`.
  const char *suffix;
  unsigned owner;
};

/// The last refusal of a connection, which is forgotten with this.
struct store_file_refusal store_files_take_refusal(struct sqlite3 *db);

/// Whether what lies under the names is what is open.
enum store_files_state {
  store_files_are_same = 0,
  store_file_was_moved,
  store_file_has_several_names,
  /// The log or its index was deleted, or another lies there.
  store_log_was_moved,
};

/// - path: The name under which the store was opened.
enum store_files_state store_files_state(struct sqlite3 *db, const char *path);

/// Whether a connection has opened the file that this process has open as a descriptor.
int store_files_opened(struct sqlite3 *db, int descriptor);

/// Renames a file unless the name is taken. 0, or -1 with `errno`: EINVAL or ENOSYS where the system
/// cannot do that.
int store_file_rename(const char *from, const char *to);

/// Gives the open store, its log and its index a mode, whatever lies under their names. 0, or an `errno`.
int store_files_set_mode(struct sqlite3 *db, unsigned mode);

#endif
