package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<loeschbestaetigung xmlns=\"urn:florahub:loeschmitteilung:1\" nummer=\"17\"/>",
                "<?xml version=\"1.0\"?>\n<l:loeschbestaetigung nummer=\"17\" xmlns:l=\"urn:florahub:loeschmitteilung:1\"></l:loeschbestaetigung>\n",
                "loeschbestaetigung;17\r\n",
                "\uFEFFloeschbestaetigung;17;;",
                "{ \"loeschbestaetigung\" : 17 }"
            })
    void isRecognisedInEachOfItsForms(String text) throws IOException {
        assertThat(read(text)).isEqualTo(new Acknowledgement(17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<loeschbestaetigung nummer=\"17\"/>",
                "<loeschbestaetigung xmlns=\"urn:florahub:loeschmitteilung:1\" nummer=\"-1\"/>",
                "loeschbestaetigung;17\r\nloeschbestaetigung;18\r\n",
                "Aktenzeichen;loeschbestaetigung;17",
                "{\"loeschbestaetigung\": \"alle\"}"
            })
    void anythingElseIsAMessage(String text) throws IOException {
        assertThat(read(text)).isNull();
    }

    @Test
    void nothingLongIsLookedAt() throws IOException {
        assertThat(read("loeschbestaetigung;17" + " ".repeat(5_000))).isNull();
    }

    private static @Nullable Acknowledgement read(String text) throws IOException {
        return Acknowledgement.in(Content.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
