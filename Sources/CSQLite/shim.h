// What Swift cannot see of sqlite3.h (variadic functions, the destructor constants) and of the file
// system below it.
#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <sqlite3.h>
#include <sys/vfs.h>

/// SQLITE_TRANSIENT: the value is copied before the call returns.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

/// sqlite3_db_config(SQLITE_DBCONFIG_TRUSTED_SCHEMA): may triggers and views call unsafe functions?
static inline int csqlite_set_trusted_schema(sqlite3 *db, int on) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, on, (int *)0);
}

/// sqlite3_db_config(SQLITE_DBCONFIG_DEFENSIVE): refuse writes to shadow tables and the schema.
static inline int csqlite_set_defensive(sqlite3 *db, int on) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, on, (int *)0);
}

/// sqlite3_db_config() off: what no store needs, and a crafted one could use. Extensions, views, and texts
/// in double quotes.
static inline void csqlite_close_doors(sqlite3 *db) {
  static const int doors[] = {
      SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_ENABLE_VIEW,
      SQLITE_DBCONFIG_DQS_DDL,               SQLITE_DBCONFIG_DQS_DML,
      SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER,
  };
  for (unsigned i = 0; i < sizeof doors / sizeof *doors; i++)
    sqlite3_db_config(db, doors[i], 0, (int *)0);
}

/// sqlite3_config(SQLITE_CONFIG_MMAP_SIZE): a mapped file that is cut short ends the process by a signal.
/// Has an effect before the first database is opened.
static inline int csqlite_map_nothing(void) {
  return sqlite3_config(SQLITE_CONFIG_MMAP_SIZE, (sqlite3_int64)0, (sqlite3_int64)0);
}

/// sqlite3_config(SQLITE_CONFIG_MEMSTATUS): without the count of all memory, taking some needs no lock.
/// Has an effect before the first database is opened.
static inline int csqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// statfs(2): the kind of file system that a path lies on, as its magic number; 0 when unknown.
static inline long csqlite_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : 0;
}

#endif
