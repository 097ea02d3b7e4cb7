#define _GNU_SOURCE
#include "cbench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t search(sqlite3 *db, const char *sql, const char *text) {
  sqlite3_stmt *rows;
  int64_t found = 0;
  if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK) {
    fprintf(stderr, "the search's floor: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
  while (sqlite3_step(rows) == SQLITE_ROW)
    found += strcasestr((const char *)sqlite3_column_text(rows, 0), text) != NULL;
  sqlite3_finalize(rows);
  return found;
}

int64_t search_floor(const char *path, const char *text) {
  sqlite3 *db;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
    fprintf(stderr, "the search's floor: %s\n", sqlite3_errmsg(db));
    exit(1);
  }
  int64_t found = search(db, "SELECT metadata FROM slot ORDER BY key DESC", text) +
                  search(db, "SELECT metadata FROM appointment ORDER BY key DESC", text);
  sqlite3_close(db);
  return found;
}
