/* One moment as JSON, for other programs. See docs/timeline-format.md for what each key says.
 *
 * The keys are stable: a new version may add keys, never change one's meaning. Addresses and identities are
 * strings ("0xc000012030": a JSON number holds 53 bits only), sizes, offsets, lines and steps are numbers,
 * bytes are strings of hex digits.
 *
 *   {"format": "varscope-moment", "version": 1,
 *    "program": {"file", "language"},
 *    "moment": {"step", "ended", "line" (before it runs; null at the end)},
 *    "frames": [{"function", "line", "address",
 *                "names": [{"name", "kind", "declared", "line", "slot", "size", "bytes", "cut", "identity",
 *                           "identity_of", "value", "leads_to", "written_by", "fields": [...]}]}],
 *    "cells": [{"number", "address", "type", "size", "value", "place", "cut", "fields": [...]}],
 *    "left_out": {"references", "output_bytes"},
 *    "output": "...", "errors": "..."}
 *
 *   a field: {"path", "offset", "size", "kind", "role", "bytes", "cut", "value", "leads_to"}
 *            or {"path", "offset", "size", "left_out"} for elements that are not listed
 *   leads_to: {"cell": number, "offset"}, {"name": "...", "function", "offset"}, {"address": "0x..."} or null
 */
#ifndef VIEW_JSON_H
#define VIEW_JSON_H

#include "view/moment.h"

void view_json(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* Appends `text` as a JSON string in quotes; bytes that are not UTF-8 become U+FFFD. */
void view_json_append_text(StrBuf *out, Str text);

#endif
