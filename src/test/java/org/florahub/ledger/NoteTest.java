package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {

    private static final String LINE = "\u2014 example.com/log AAAAAQI=\n";

    @Test
    void readsWhatItWrites() {
        String note = "one\n\ntwo\n\n" + LINE + "\u2014 other AAAAAgM=\n";

        Note parsed = Note.parse(note);

        assertThat(parsed.text()).as("split at the last empty line").isEqualTo("one\n\ntwo\n");
        assertThat(parsed.signatures()).extracting(Note.Line::name).containsExactly("example.com/log", "other");
        assertThat(parsed.signatures()).extracting(Note.Line::keyId).containsExactly(1, 2);
        assertThat(parsed.signatures().getLast().signature()).containsExactly(3);
        assertThat(parsed.render()).isEqualTo(note);
    }

    @Test
    void splitsAtTheLastEmptyLineEvenWhereTheTextEndsWithOneOrLooksSigned() {
        assertThat(Note.parse("text\n\n\n" + LINE).text()).isEqualTo("text\n\n");
        assertThat(Note.parse("\n\n" + LINE).text()).isEqualTo("\n");

        Note parsed = Note.parse("text\n\n" + LINE + "\n" + LINE);
        assertThat(parsed.text()).isEqualTo("text\n\n" + LINE);
        assertThat(parsed.signatures()).hasSize(1);
    }

    @Test
    void takesTextAndNamesOfAnyScript() {
        String note = "Zürich\n東京 \ud83d\ude00\n\n\u2014 behörde.example/protokoll AAAAAQI=\n";

        assertThat(Note.parse(note).render()).isEqualTo(note);
    }

    @Test
    void acceptsSixtyFourSignaturesAndNoMore() {
        assertThat(Note.parse("t\n\n" + LINE.repeat(64)).signatures()).hasSize(64);
        refuses("t\n\n" + LINE.repeat(65));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n" + LINE,
                "text\n\n\u2014 name AAAAAQI=",
                "text\n\n- name AAAAAQI=\n",
                "text\n\n\u2014name AAAAAQI=\n",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014  AAAAAQI=\n",
                "text\n\n\u2014 na+me AAAAAQI=\n",
                "text\n\n\u2014 na\u00a0me AAAAAQI=\n",
                "text\n\n\u2014 na\u2003me AAAAAQI=\n",
                "text\n\n\u2014 name AAAAAQI\n",
                "text\n\n\u2014 name AAAAAQJ=\n",
                "text\n\n\u2014 name AAAAAQI= \n",
                "text\n\n\u2014 name AAAAAQ==\n",
                "text\n\n\u2014 name A\n",
                "text\n\n" + LINE + "rest\n",
                "te\rxt\n\n" + LINE,
                "te\txt\n\n" + LINE,
                "te\u001fxt\n\n" + LINE,
                "text\r\n\r\n" + LINE,
                "text\n\n" + LINE + "\n",
                "text\n\n" + LINE + "\n" + LINE + "\n",
                "text\n \n" + LINE,
                "text\n\n\u2013 name AAAAAQI=\n",
                "text\n\n\u2014  name AAAAAQI=\n",
                "text\n\n\u2014 name  AAAAAQI=\n",
                "text\n\n\u2014 na\u0085me AAAAAQI=\n",
                "text\n\n\u2014 na\u2028me AAAAAQI=\n",
                "text\n\n\u2014 na\u3000me AAAAAQI=\n",
                "te\u0000xt\n\n" + LINE,
                "te\ud800xt\n\n" + LINE,
            })
    void refuses(String note) {
        assertThatThrownBy(() -> Note.parse(note)).isInstanceOf(InvalidProofException.class);
    }

    @Test
    void refusesANoteWithoutSignaturesAlreadyWhenItIsMade() {
        assertThatThrownBy(() -> new Note("text\n", Collections.emptyList())).isInstanceOf(InvalidProofException.class);
    }
}
