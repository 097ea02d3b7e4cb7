#include "cbench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct people_floor {
  sqlite3 *db;
  sqlite3_stmt *slots, *people;
};

typedef struct {
  int64_t slot;
  char *name, *phone;
} person;

static sqlite3_stmt *prepare(people_floor *floor, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(floor->db, sql, -1, &statement, NULL) != SQLITE_OK) {
    fprintf(stderr, "the people's floor: %s\n", sqlite3_errmsg(floor->db));
    exit(1);
  }
  return statement;
}

people_floor *people_floor_open(const char *path) {
  people_floor *floor = calloc(1, sizeof *floor);
  if (sqlite3_open_v2(path, &floor->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
    fprintf(stderr, "the people's floor: %s\n", sqlite3_errmsg(floor->db));
    exit(1);
  }
  floor->slots = prepare(
      floor,
      "SELECT id, block, start_at, end_at, capacity, disabled, lockable, locked_until, active,"
      " cancelled, metadata, created_at, updated_at FROM slot"
      " WHERE block = (SELECT key FROM block WHERE name = ?) AND start_at >= ? AND start_at < ?"
      " ORDER BY start_at");
  floor->people = prepare(
      floor,
      "SELECT slot.key, json_extract(appointment.metadata, '$.name'),"
      " json_extract(appointment.metadata, '$.phone')"
      " FROM slot JOIN appointment ON appointment.slot = slot.key AND appointment.cancelled = 0"
      " WHERE slot.block = (SELECT key FROM block WHERE name = ?)"
      " AND slot.start_at >= ? AND slot.start_at < ? AND slot.active > 0"
      " ORDER BY slot.start_at, appointment.key");
  return floor;
}

void people_floor_close(people_floor *floor) {
  sqlite3_finalize(floor->slots);
  sqlite3_finalize(floor->people);
  sqlite3_close(floor->db);
  free(floor);
}

static void ask(sqlite3_stmt *rows, const char *block, int64_t from, int64_t until) {
  sqlite3_reset(rows);
  sqlite3_bind_text(rows, 1, block, -1, SQLITE_STATIC);
  sqlite3_bind_int64(rows, 2, from);
  sqlite3_bind_int64(rows, 3, until);
}

// Room for one more.
static void *grown(void *rows, int64_t count, size_t size) {
  return count % 64 ? rows : realloc(rows, ((size_t)count + 64) * size);
}

static char *copy(const unsigned char *text) { return strdup(text ? (const char *)text : ""); }

people_count people_floor_read(people_floor *floor, const char *block, int64_t from,
                               int64_t until) {
  floor_slot *slots = NULL;
  person *people = NULL;
  people_count count = {0, 0};
  ask(floor->slots, block, from, until);
  for (; sqlite3_step(floor->slots) == SQLITE_ROW; count.slots++) {
    slots = grown(slots, count.slots, sizeof *slots);
    slots[count.slots] = floor_slot_of(floor->slots);
    slots[count.slots].metadata = strdup(slots[count.slots].metadata);
  }
  ask(floor->people, block, from, until);
  for (; sqlite3_step(floor->people) == SQLITE_ROW; count.people++) {
    people = grown(people, count.people, sizeof *people);
    people[count.people] = (person){sqlite3_column_int64(floor->people, 0),
                                    copy(sqlite3_column_text(floor->people, 1)),
                                    copy(sqlite3_column_text(floor->people, 2))};
  }
  for (int64_t i = 0; i < count.slots; i++) free(slots[i].metadata);
  for (int64_t i = 0; i < count.people; i++) {
    free(people[i].name);
    free(people[i].phone);
  }
  free(slots);
  free(people);
  sqlite3_reset(floor->slots);
  sqlite3_reset(floor->people);
  return count;
}
