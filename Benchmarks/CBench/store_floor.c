#include "cbench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct store_floor {
  sqlite3 *db;
  sqlite3_stmt *insert, *add, *read, *disable, *toggle;
};

static const char schema[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "CREATE TABLE IF NOT EXISTS slot ("
    " id BLOB PRIMARY KEY NOT NULL, block INTEGER NOT NULL, start_at INTEGER NOT NULL,"
    " end_at INTEGER NOT NULL, capacity INTEGER NOT NULL, disabled INTEGER NOT NULL,"
    " lockable INTEGER NOT NULL, locked_until INTEGER, locked_by TEXT, active INTEGER NOT NULL,"
    " cancelled INTEGER NOT NULL, metadata TEXT NOT NULL, created_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX IF NOT EXISTS slot_by_start ON slot (block, start_at);";

static void require(int holds, sqlite3 *db) {
  if (holds) return;
  fprintf(stderr, "the store's floor: %s\n", sqlite3_errmsg(db));
  exit(1);
}

static void execute(store_floor *store, const char *sql) {
  require(sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK, store->db);
}

static sqlite3_stmt *prepare(store_floor *store, const char *sql) {
  sqlite3_stmt *statement;
  require(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK, store->db);
  return statement;
}

static void run(store_floor *store, sqlite3_stmt *statement) {
  require(sqlite3_step(statement) == SQLITE_DONE, store->db);
  sqlite3_reset(statement);
}

store_floor *store_floor_open(const char *path) {
  store_floor *store = calloc(1, sizeof *store);
  require(sqlite3_open(path, &store->db) == SQLITE_OK, store->db);
  sqlite3_busy_timeout(store->db, 5000);
  execute(store, schema);
  store->insert = prepare(
      store, "INSERT INTO slot VALUES (?1, ?2, ?3, ?4, 1, 0, 1, NULL, NULL, 0, 0, '{}', ?3, ?3)");
  store->add = prepare(
      store,
      "INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0, 0, ?, ?, ?)");
  store->read = prepare(
      store,
      "SELECT id, block, start_at, end_at, capacity, disabled, lockable, locked_until, active,"
      " cancelled, metadata, created_at, updated_at FROM slot"
      " WHERE block = ? AND start_at >= ? AND start_at < ? ORDER BY start_at");
  store->disable = prepare(store, "UPDATE slot SET disabled = 1, updated_at = ? WHERE id = ?");
  store->toggle = prepare(
      store, "UPDATE slot SET disabled = NOT disabled, updated_at = ? WHERE id = ?");
  return store;
}

void store_floor_close(store_floor *store) {
  sqlite3_finalize(store->insert);
  sqlite3_finalize(store->add);
  sqlite3_finalize(store->read);
  sqlite3_finalize(store->disable);
  sqlite3_finalize(store->toggle);
  sqlite3_close(store->db);
  free(store);
}

int64_t store_floor_count(store_floor *store) {
  sqlite3_stmt *statement = prepare(store, "SELECT count(*) FROM slot");
  require(sqlite3_step(statement) == SQLITE_ROW, store->db);
  int64_t count = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return count;
}

// splitmix64: ids as random as a UUID's, and no system call for each.
static uint64_t random_bits(void) {
  static uint64_t state = 20260101;
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

void store_floor_create(store_floor *store, int64_t block, int64_t start, int64_t length,
                        int64_t count) {
  execute(store, "BEGIN IMMEDIATE");
  for (int64_t i = 0; i < count; i++) {
    uint64_t id[2] = {random_bits(), random_bits()};
    sqlite3_bind_blob(store->insert, 1, id, sizeof id, SQLITE_STATIC);
    sqlite3_bind_int64(store->insert, 2, block);
    sqlite3_bind_int64(store->insert, 3, start + i * length);
    sqlite3_bind_int64(store->insert, 4, start + (i + 1) * length);
    run(store, store->insert);
  }
  execute(store, "COMMIT");
}

void store_floor_begin(store_floor *store) { execute(store, "BEGIN IMMEDIATE"); }
void store_floor_commit(store_floor *store) { execute(store, "COMMIT"); }

void store_floor_add(store_floor *store, const floor_slot *slot) {
  sqlite3_stmt *row = store->add;
  sqlite3_bind_blob(row, 1, slot->id, sizeof slot->id, SQLITE_STATIC);
  sqlite3_bind_int64(row, 2, slot->block);
  sqlite3_bind_int64(row, 3, slot->start);
  sqlite3_bind_int64(row, 4, slot->end);
  sqlite3_bind_int(row, 5, slot->capacity);
  sqlite3_bind_int(row, 6, slot->disabled);
  sqlite3_bind_int(row, 7, slot->lockable);
  sqlite3_bind_text(row, 8, slot->metadata, -1, SQLITE_STATIC);
  sqlite3_bind_int64(row, 9, slot->created);
  sqlite3_bind_int64(row, 10, slot->updated);
  run(store, row);
}

floor_slot floor_slot_of(sqlite3_stmt *row) {
  floor_slot it = {
      .block = sqlite3_column_int64(row, 1),
      .start = sqlite3_column_int64(row, 2),
      .end = sqlite3_column_int64(row, 3),
      .capacity = sqlite3_column_int(row, 4),
      .disabled = sqlite3_column_int(row, 5),
      .lockable = sqlite3_column_int(row, 6),
      .locked_until = sqlite3_column_int64(row, 7),
      .active = sqlite3_column_int(row, 8),
      .cancelled = sqlite3_column_int(row, 9),
      .metadata = (char *)sqlite3_column_text(row, 10),
      .created = sqlite3_column_int64(row, 11),
      .updated = sqlite3_column_int64(row, 12),
  };
  memcpy(it.id, sqlite3_column_blob(row, 0), sizeof it.id);
  return it;
}

int64_t store_floor_read(store_floor *store, int64_t block, int64_t from, int64_t until) {
  floor_slot *slots = NULL;
  int64_t count = 0, room = 0;
  sqlite3_bind_int64(store->read, 1, block);
  sqlite3_bind_int64(store->read, 2, from);
  sqlite3_bind_int64(store->read, 3, until);
  while (sqlite3_step(store->read) == SQLITE_ROW) {
    if (count == room) {
      room = room ? room * 2 : 64;
      slots = realloc(slots, (size_t)room * sizeof *slots);
    }
    slots[count] = floor_slot_of(store->read);
    slots[count].metadata = strdup(slots[count].metadata);
    count++;
  }
  sqlite3_reset(store->read);
  for (int64_t i = 0; i < count; i++) free(slots[i].metadata);
  free(slots);
  return count;
}

void store_floor_each(store_floor *store, void (*body)(const floor_slot *, void *), void *with) {
  sqlite3_stmt *row = prepare(
      store,
      "SELECT id, block, start_at, end_at, capacity, disabled, lockable, locked_until, active,"
      " cancelled, metadata, created_at, updated_at FROM slot ORDER BY block, start_at");
  while (sqlite3_step(row) == SQLITE_ROW) {
    floor_slot slot = floor_slot_of(row);
    body(&slot, with);
  }
  sqlite3_finalize(row);
}

unsigned char *store_floor_ids(store_floor *store, int64_t block, int64_t count) {
  unsigned char *ids = calloc((size_t)count, 16), *next = ids;
  sqlite3_stmt *statement =
      prepare(store, "SELECT id FROM slot WHERE block = ? ORDER BY start_at LIMIT ?");
  sqlite3_bind_int64(statement, 1, block);
  sqlite3_bind_int64(statement, 2, count);
  for (; sqlite3_step(statement) == SQLITE_ROW; next += 16)
    memcpy(next, sqlite3_column_blob(statement, 0), 16);
  sqlite3_finalize(statement);
  return ids;
}

void store_floor_disable(store_floor *store, const unsigned char *ids, int64_t count, int64_t now) {
  execute(store, "BEGIN IMMEDIATE");
  for (int64_t i = 0; i < count; i++) {
    sqlite3_bind_int64(store->disable, 1, now);
    sqlite3_bind_blob(store->disable, 2, ids + 16 * i, 16, SQLITE_STATIC);
    run(store, store->disable);
  }
  execute(store, "COMMIT");
}

int store_floor_toggle(store_floor *store, const unsigned char *id, int64_t now) {
  int code = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (code == SQLITE_BUSY) return 0;
  require(code == SQLITE_OK, store->db);
  sqlite3_bind_int64(store->toggle, 1, now);
  sqlite3_bind_blob(store->toggle, 2, id, 16, SQLITE_STATIC);
  run(store, store->toggle);
  execute(store, "COMMIT");
  return 1;
}
