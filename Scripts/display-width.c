// Prints Sources/TerminalKit/Canvas/DisplayWidthTable.swift from the C library's own wcwidth(), which is
// what ncurses asks.
//
//   cc Scripts/display-width.c -o /tmp/display-width
//   /tmp/display-width > Sources/TerminalKit/Canvas/DisplayWidthTable.swift
#define _XOPEN_SOURCE 700
#include <gnu/libc-version.h>
#include <locale.h>
#include <stdio.h>
#include <wchar.h>

static int column;

static void print(int first, int last) {
    char text[32];
    int length = snprintf(text, sizeof text, "0x%X, 0x%X,", first, last);
    if (column == 0 || column + length + 1 > 100) {
        printf("%s    %s", column == 0 ? "" : "\n", text);
        column = 4 + length;
    } else {
        printf(" %s", text);
        column += length + 1;
    }
}

static void table(const char *name, const char *comment, int width) {
    printf("  /// %s First and last scalar of each range, ascending.\n", comment);
    printf("  static let %s: [UInt32] = [\n", name);
    column = 0;
    for (int c = 0x80, first = -1; c <= 0x110000; c++) {
        int inside = c < 0x110000 && wcwidth(c) == width;
        if (inside && first < 0) first = c;
        if (!inside && first >= 0) {
            print(first, c - 1);
            first = -1;
        }
    }
    printf("\n  ]\n");
}

int main(void) {
    if (!setlocale(LC_ALL, "C.UTF-8")) return 1;
    printf("// Printed by Scripts/display-width.c from glibc %s; do not edit.\n\n", gnu_get_libc_version());
    printf("/// The scalars that do not take one column.\nenum DisplayWidthTable {\n");
    table("zero", "Take no column of their own.", 0);
    printf("\n");
    table("two", "Take two columns.", 2);
    printf("}\n");
}
