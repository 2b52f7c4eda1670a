/* The views' promises, on a tiny engine with real bytes: what is shown is what is in memory, in every format;
 * what is too much is counted; and the closing sentences follow from what was observed. */
#include "tiny_engine.h"
#include "view/compare.h"
#include "view/export.h"
#include "view/json.h"
#include "view/mermaid.h"
#include "view/page.h"
#include "view/pytutor.h"
#include "view/svg.h"
#include "view/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct Stage {
    Source source;
    EngineProgram *program;
    TimelineWalk walk;
} Stage;

static void open_stage(Stage *stage, const Engine *engine, const char *text) {
    const char *reason = "";
    DiagnosticList diagnostics = {0};
    EngineOptions options = {.script = STR("tiny")};
    source_init(&stage->source, STR("tiny.txt"), str_from(text));
    stage->program = engine->compile(&stage->source, &diagnostics);
    assert_true(timeline_walk_start(&stage->walk, engine, stage->program, &options, true, &reason));
}

static void close_stage(Stage *stage) {
    timeline_walk_finish(&stage->walk);
    stage->walk.engine->release(stage->program);
    source_free(&stage->source);
}

typedef void Draw(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* Draws `text` before step `step`; the caller frees the result. */
static StrBuf draw_at(const Engine *engine, const char *text, uint64_t step, Draw *draw, ViewStyle style) {
    Stage stage;
    StrBuf out = {0};
    ViewMoment moment;
    open_stage(&stage, engine, text);
    timeline_walk_to(&stage.walk, step);
    view_moment_take(&moment, &stage.walk, stage.program, &stage.source, view_limits(&style));
    draw(&moment, &style, &out);
    view_moment_free(&moment);
    close_stage(&stage);
    if (getenv("SHOW")) puts(out.data);
    return out;
}

static const ViewStyle plain = {.width = 110};

static void assert_contains(const StrBuf *text, const char *part) {
    if (!strstr(text->data, part)) fail_msg("lacks '%s':\n%s", part, text->data);
}

static void assert_lacks(const StrBuf *text, const char *part) {
    if (strstr(text->data, part)) fail_msg("contains '%s':\n%s", part, text->data);
}

static void text_shows_line_names_and_bytes(void **state) {
    (void)state;
    StrBuf text = draw_at(&tiny_values, "a = 999\nb = a\n", 1, view_text, plain);
    assert_contains(&text, "before line 2 runs, step 1");
    assert_contains(&text, "▶ 2  b = a");
    assert_contains(&text, "e7 03 00 00 00 00 00 00");
    assert_contains(&text, "STORE <1>");
    assert_contains(&text, "92 more elements");
    strbuf_free(&text);
}

static void text_follows_tags_to_one_cell(void **state) {
    (void)state;
    StrBuf text = draw_at(&tiny_tags, "a = 999\nb = a", 9, view_text, plain);
    assert_contains(&text, "at the end, after 2 steps");
    assert_contains(&text, "→ [1] Int 999");
    assert_contains(&text, "← a, b");
    assert_contains(&text, "refcount");
    assert_lacks(&text, "[3] Int");
    strbuf_free(&text);
}

static void text_fits_the_width(void **state) {
    (void)state;
    StrBuf text =
        draw_at(&tiny_values, "a = 999\nprint some words\n", 2, view_text, (ViewStyle){.width = 84});
    Str rest = strbuf_view(&text);
    while (rest.length) {
        ptrdiff_t end = str_find_byte(rest, '\n', 0);
        StrBuf line = {0};
        strbuf_append(&line, str_slice(rest, 0, (size_t)end));
        size_t columns = 0;
        for (size_t i = 0; i < line.length; i++) columns += ((unsigned char)line.data[i] & 0xc0) != 0x80;
        assert_true(columns <= 84);
        strbuf_free(&line);
        rest = str_slice(rest, (size_t)end + 1, rest.length);
    }
    assert_contains(&text, "some words");
    strbuf_free(&text);
}

static void mermaid_draws_tags_as_pointers(void **state) {
    (void)state;
    StrBuf text = draw_at(&tiny_tags, "a = 999\nb = a", 9, view_mermaid, plain);
    assert_contains(&text, "graph TD\n");
    assert_contains(&text, "NN1[\"<b>Name:</b> a\"]");
    assert_contains(&text, "NameTag1 -- \"points to\" --> Object1");
    assert_contains(&text, "NameTag2 -- \"points to\" --> Object1");
    assert_contains(&text, "<b>Ref Count:</b> 2");
    assert_contains(&text, "<b>Actual Value:</b> 999");
    assert_lacks(&text, "CompilePhase");
    strbuf_free(&text);
}

static void mermaid_draws_declared_names_in_phases(void **state) {
    (void)state;
    StrBuf text = draw_at(&tiny_values, "a = 999\n", 1, view_mermaid, plain);
    assert_contains(&text, "subgraph CompilePhase");
    assert_contains(&text, "Source1[\"<b>Source Code</b><br/>'a = 999'\"]");
    assert_contains(&text, "Name: a<br/>Type: int<br/>Size: 8 bytes");
    assert_contains(&text, "STORE #60;1#62; #34;x#34;");
    assert_contains(&text, "Raw Bits: 0...0 00000011 11100111");
    assert_lacks(&text, "NameTag");
    strbuf_free(&text);
}

static void svg_draws_an_arrow_for_each_reference(void **state) {
    (void)state;
    StrBuf text = draw_at(&tiny_tags, "a = 999\nb = a", 9, view_svg, plain);
    int arrows = 0;
    for (const char *at = text.data; (at = strstr(at, "<path d=\"M")); at++) arrows++;
    assert_int_equal(arrows, 3 + 1);
    assert_contains(&text, ">999</text>");
    strbuf_free(&text);
}

static void json_has_stable_keys(void **state) {
    (void)state;
    StrBuf text = draw_at(&tiny_tags, "a = 7\nprint \"hi\"\n", 2, view_json, plain);
    assert_contains(&text, "\"format\": \"varscope-moment\"");
    assert_contains(&text, "\"output\": \"\\\"hi\\\"\\n\"");
    assert_contains(&text, "\"bytes\": \"0700000000000000\"");
    assert_contains(&text, "\"left_out\": 36");
    strbuf_free(&text);
}

static ViewObservation observe(const Engine *engine, const char *text, size_t most) {
    Stage stage;
    ViewObservation observation;
    open_stage(&stage, engine, text);
    view_observe(&observation, &stage.walk, &stage.source, (ViewObserveLimits){most, 1000});
    close_stage(&stage);
    return observation;
}

static void findings_follow_from_what_was_seen(void **state) {
    (void)state;
    ViewObservation observation = observe(&tiny_tags, "a = 1\na = 2\nb = a\nlist[3] = 4\n", 100);
    ViewFindings findings = view_findings(&observation);
    assert_int_equal(findings.named, 3);
    assert_int_equal(findings.tags, 3);
    assert_int_equal(findings.inside, 1);
    assert_int_equal(findings.reassigned, 1);
    assert_int_equal(findings.identity_changed, 1);
    assert_int_equal(findings.shared, 1);
    assert_int_equal(observation.list.items[2].from, observation.list.items[0].to);
    view_observation_free(&observation);
    observation = observe(&tiny_values, "a = 1\na = 2\nb = a\n", 100);
    findings = view_findings(&observation);
    assert_int_equal(findings.tags, 0);
    assert_int_equal(findings.reassigned, 1);
    assert_int_equal(findings.identity_changed, 0);
    assert_int_equal(findings.shared, 0);
    view_observation_free(&observation);
}

static void comparing_pairs_and_cuts(void **state) {
    (void)state;
    ViewObservation left = observe(&tiny_tags, "a = 1\nb = 7\na = 2\nb = 3\n", 3);
    ViewObservation right = observe(&tiny_values, "a = 1\na = 2\nfail\n", 100);
    StrBuf text = {0};
    view_compare(&left, &right, &(ViewStyle){.width = 110}, &text);
    if (getenv("SHOW")) puts(text.data);
    assert_contains(&text, "only its first 3 assignments");
    assert_contains(&text, "ended with status 3: failed");
    assert_contains(&text, "id(x) changed in 1 of 1 reassignments");
    assert_contains(&text, "&x stayed the same");
    strbuf_clear(&text);
    view_compare(&left, &right, &(ViewStyle){.width = 60}, &text);
    assert_lacks(&text, "┼");
    strbuf_free(&text);
    view_observation_free(&left);
    view_observation_free(&right);
}

static StrBuf export(const Engine *engine, const char *text, uint64_t steps) {
    Stage stage;
    StrBuf program = {0}, document = {0};
    open_stage(&stage, engine, text);
    ViewExportLimits limits = view_export_limits(false);
    limits.steps = steps;
    view_export_program(&stage.walk, &stage.source, limits, &program);
    view_export_document(&program, 1, &document);
    strbuf_free(&program);
    close_stage(&stage);
    return document;
}

static void exporting_writes_changes_only(void **state) {
    (void)state;
    StrBuf text = export(&tiny_values, "a = 1\na = 258\nprint <b>\n", 100);
    assert_contains(&text, "\n[3,[1,0,\"0201\"],[\"w\",1,");
    assert_lacks(&text, "[\"v\"");
    assert_contains(&text, "[4,[\"o\",\"<b>\\n\"]]");
    StrBuf page = {0};
    view_page(STR("a <page>"), strbuf_view(&text), &page);
    assert_contains(&page, "<title>a &#60;page&#62;</title>");
    assert_contains(&page, "\\u003cb>");
    assert_lacks(&page, "\nimport ");
    assert_lacks(&page, "\nexport ");
    strbuf_free(&page);
    strbuf_free(&text);
    text = export(&tiny_tags, "a = 1\nb = a\nc = 3\n", 1);
    assert_contains(&text, "\"ended\":false");
    strbuf_free(&text);
}

static void pytutor_traces_are_complete_at_each_step(void **state) {
    (void)state;
    Stage stage;
    StrBuf text = {0};
    open_stage(&stage, &tiny_tags, "a = 1\nb = a\nprint hi");
    assert_false(view_pytutor(&stage.walk, &stage.source, 100, 100000, &text).is_cut);
    assert_contains(&text, "\"globals\":{\"a\":[\"REF\",1],\"b\":[\"REF\",1],\"list\":[\"REF\",2]}");
    assert_contains(&text, "\"heap\":{\"1\":[\"HEAP_PRIMITIVE\",\"Int\",\"1\"]");
    assert_contains(&text, "\"event\":\"return\",\"line\":4,\"func_name\":\"main\",\"stdout\":\"hi\\n\"");
    close_stage(&stage);
    strbuf_clear(&text);
    open_stage(&stage, &tiny_values, "a = 1\nb = a\n");
    assert_true(view_pytutor(&stage.walk, &stage.source, 1, 100000, &text).is_cut);
    assert_contains(&text, "\"int\",\"1\"]");
    close_stage(&stage);
    strbuf_free(&text);
}

static void walking_stops_at_lines(void **state) {
    (void)state;
    Stage stage;
    open_stage(&stage, &tiny_values, "a = 1\nb = 2\nc = 3\n");
    assert_true(timeline_walk_to_line(&stage.walk, 3, 100));
    assert_int_equal(tiny_steps(stage.walk.run), 2);
    assert_false(timeline_walk_to_line(&stage.walk, 1, 100));
    close_stage(&stage);
}

static void tables_clean_what_they_show(void **state) {
    (void)state;
    Arena arena = {0};
    Str clean = view_clean(&arena, STR("a\x1b[31mb\xff\xe2\x80\xae\t."), 2);
    assert_true(str_equal(clean, STR("a\xef\xbf\xbd[31mb\xef\xbf\xbd\xef\xbf\xbd  .")));
    assert_true(str_equal(view_cut(&arena, STR("abcdef"), 4), STR("abc…")));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_shows_line_names_and_bytes),
        cmocka_unit_test(text_follows_tags_to_one_cell),
        cmocka_unit_test(text_fits_the_width),
        cmocka_unit_test(mermaid_draws_tags_as_pointers),
        cmocka_unit_test(mermaid_draws_declared_names_in_phases),
        cmocka_unit_test(svg_draws_an_arrow_for_each_reference),
        cmocka_unit_test(json_has_stable_keys),
        cmocka_unit_test(findings_follow_from_what_was_seen),
        cmocka_unit_test(comparing_pairs_and_cuts),
        cmocka_unit_test(exporting_writes_changes_only),
        cmocka_unit_test(pytutor_traces_are_complete_at_each_step),
        cmocka_unit_test(walking_stops_at_lines),
        cmocka_unit_test(tables_clean_what_they_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
