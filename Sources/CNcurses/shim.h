// What Swift cannot see of ncurses.h: macros, globals and variadic functions.
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

// Some systems' header hides what a window is, others' do not, and Swift takes pointers to the two for
// two types. Nothing here looks into a window, so that anything will do for its inside.
#if NCURSES_OPAQUE
struct _win_st { int hidden; };
#endif

static const attr_t CN_BOLD = A_BOLD;
static const attr_t CN_DIM = A_DIM;
static const attr_t CN_UNDERLINE = A_UNDERLINE;
static const attr_t CN_REVERSE = A_REVERSE;

static inline WINDOW *cn_stdscr(void) { return stdscr; }

// A string capability of the open terminal, or NULL when it has none of that name.
static inline const char *cn_capability(const char *name) {
    const char *value = tigetstr((char *)name);
    return value == (const char *)-1 ? NULL : value;
}

// term.h has these beside macros that hide ordinary names.
typedef struct term TERMINAL;
extern TERMINAL *cur_term;
extern int setupterm(const char *, int, int *);
extern int del_curterm(TERMINAL *);

// Gives back what setupterm took.
static inline void cn_forget_description(void) { del_curterm(cur_term); }

// Fills one screen cell without setcchar's parsing. `pair` may exceed what A_COLOR can hold.
static inline void cn_set_cell(cchar_t *cell, attr_t attributes, int pair, const uint32_t *scalars) {
    cell->attr = attributes | (attr_t)COLOR_PAIR(pair < 256 ? pair : 0);
    for (int i = 0; i < CCHARW_MAX; i++) cell->chars[i] = (wchar_t)scalars[i];
#if NCURSES_EXT_COLORS
    cell->ext_color = pair;
#endif
}

// <wchar.h> declares this only under a feature macro that Swift does not set.
extern int wcwidth(wchar_t);

static inline int cn_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

#endif
