package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsWhatItWrites() {
        Json json = Json.object(
                "text",
                "\"quoted\\\" \n\t\u0000 ü 😀",
                "number",
                18L,
                "none",
                List.of(),
                "list",
                List.of("a", Json.object("b", 0L)));

        assertThat(Json.parse(json.render())).isEqualTo(json);
        assertThat(json.render()).isEqualTo("""
                {
                 "text": "\\"quoted\\\\\\" \\n\\u0009\\u0000 ü 😀",
                 "number": 18,
                 "none": [],
                 "list": [
                  "a",
                  {
                   "b": 0
                  }
                 ]
                }
                """);
    }

    @Test
    void readsEveryEscapeAndSpace() {
        assertThat(Json.parse(" [\r\n\t\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u00E4\" , 0,{ } ] "))
                .isEqualTo(
                        new Json.Items(List.of(new Json.Text("\"\\/\b\f\n\r\tää"), new Json.Whole(0), Json.object())));
    }

    @Test
    void nestsAtMostEightDeep() {
        assertThat(Json.parse("[".repeat(9) + "]".repeat(9))).isInstanceOf(Json.Items.class);
        refuses("[".repeat(10) + "]".repeat(10));
        refuses("[".repeat(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":1}",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"a\nb\"",
                "\"\t\"",
                "01",
                "-1",
                "1.0",
                "1e2",
                "1234567890123456789",
                "true",
                "null",
                "NaN",
                "1 1",
                "[]]",
                "\u00a0[]",
                "\ufeff[]",
                "[]\u0000",
                "\"\u0000\"",
                "// a\n[]"
            })
    void refuses(String json) {
        assertThatThrownBy(() -> Json.parse(json)).isInstanceOf(InvalidProofException.class);
    }
}
