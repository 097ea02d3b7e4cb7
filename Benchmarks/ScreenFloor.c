// The floor under slottui's screen: one week of one block, painted with bare ncurses out of the
// same store and moved through with keys. What any program on ncurses and sqlite3 has to pay.
//
//   ScreenFloor STORE BLOCK DATE     BLOCK is a name, DATE a day of the week to show, 2027-02-01
//
// Arrows move the cursor, [ and ] change the week, q leaves. Times are UTC.
#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE
#include <locale.h>
#include <ncurses.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAYS = 7, MOST = 512, GUTTER = 6, HEAD = 2 };
static const int64_t MINUTE = 60000, DAY = 86400000;

typedef struct {
  int64_t start;
  int active, capacity, disabled;
} slot;

static slot slots[DAYS][MOST];
static int counts[DAYS];
static int64_t monday;
static int day, row, top;
static const char *block;
static sqlite3_stmt *week;

static void load(void) {
  memset(counts, 0, sizeof counts);
  sqlite3_bind_int64(week, 2, monday);
  sqlite3_bind_int64(week, 3, monday + DAYS * DAY);
  while (sqlite3_step(week) == SQLITE_ROW) {
    int64_t start = sqlite3_column_int64(week, 0);
    int d = (int)((start - monday) / DAY);
    if (counts[d] == MOST) continue;
    slots[d][counts[d]++] = (slot){start, sqlite3_column_int(week, 1), sqlite3_column_int(week, 2),
                                   sqlite3_column_int(week, 3)};
  }
  sqlite3_reset(week);
}

static int width(void) { return (COLS - GUTTER) / DAYS; }
static int visible(void) { return LINES - HEAD - 1; }

static void draw(int d, int r) {
  if (r < top || r >= top + visible() || r >= counts[d]) return;
  const slot *it = &slots[d][r];
  int minute = (int)(it->start / MINUTE % (24 * 60));
  int focused = d == day && r == row;
  attrset(COLOR_PAIR(it->disabled ? 2 : 1) | (focused ? A_REVERSE : 0));
  mvprintw(HEAD + r - top, GUTTER + d * width(), "%s %02d:%02d %d/%d", it->disabled ? "×" : "●",
           minute / 60, minute % 60, it->active, it->capacity);
  attrset(A_NORMAL);
}

static void paint(void) {
  erase();
  for (int d = 0; d < DAYS; d++) {
    time_t seconds = (time_t)((monday + d * DAY) / 1000);
    struct tm date;
    char name[32];
    gmtime_r(&seconds, &date);
    strftime(name, sizeof name, "%a %d %b", &date);
    mvaddstr(1, GUTTER + d * width(), name);
    for (int r = top; r < counts[d]; r++) draw(d, r);
  }
  for (int r = top; r < top + visible(); r++)
    mvprintw(HEAD + r - top, 0, "%02d:%02d", r / 3 % 24, r % 3 * 20);
  mvaddstr(0, 0, block);
  mvaddstr(LINES - 1, 0, "arrows move   [ ] week   q leaves");
}

static void focus(void) { move(HEAD + row - top, GUTTER + day * width()); }

static void turn(int weeks) {
  monday += weeks * DAYS * DAY;
  load();
  paint();
}

static void step(int days, int rows) {
  int d = day, r = row;
  if (day + days >= 0 && day + days < DAYS) day += days;
  if (row + rows >= 0 && row + rows < counts[day]) row += rows;
  if (row < top || row >= top + visible()) {
    top = row < top ? row : row - visible() + 1;
    paint();
  } else {
    draw(d, r);
    draw(day, row);
  }
}

static int64_t monday_of(const char *text) {
  struct tm date = {0};
  if (!strptime(text, "%Y-%m-%d", &date)) return 0;
  int64_t start = (int64_t)timegm(&date) * 1000;
  return start - (date.tm_wday + 6) % 7 * DAY;
}

int main(int count, char **arguments) {
  sqlite3 *db;
  if (count != 4 || sqlite3_open_v2(arguments[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(db,
                         "SELECT start_at, active, capacity, disabled FROM slot"
                         " WHERE block = (SELECT key FROM block WHERE name = ?1)"
                         " AND start_at >= ?2 AND start_at < ?3 ORDER BY start_at",
                         -1, &week, NULL) != SQLITE_OK) {
    fputs("usage: ScreenFloor STORE BLOCK DATE\n", stderr);
    return 64;
  }
  block = arguments[2];
  sqlite3_bind_text(week, 1, block, -1, SQLITE_STATIC);
  monday = monday_of(arguments[3]);

  setlocale(LC_ALL, "");
  initscr();
  cbreak();
  noecho();
  keypad(stdscr, TRUE);
  start_color();
  use_default_colors();
  init_pair(1, COLOR_GREEN, -1);
  init_pair(2, COLOR_RED, -1);

  turn(0);
  focus();
  for (int key; (key = getch()) != 'q'; focus()) {
    switch (key) {
    case KEY_UP: step(0, -1); break;
    case KEY_DOWN: step(0, 1); break;
    case KEY_LEFT: step(-1, 0); break;
    case KEY_RIGHT: step(1, 0); break;
    case '[': turn(-1); break;
    case ']': turn(1); break;
    case KEY_RESIZE: paint(); break;
    }
  }
  endwin();
  sqlite3_finalize(week);
  sqlite3_close(db);
}
