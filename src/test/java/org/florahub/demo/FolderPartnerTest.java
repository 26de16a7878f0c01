package org.florahub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderPartnerTest {

    @TempDir
    private Path exchange;

    @BeforeEach
    void folders() throws IOException {
        for (String folder : List.of("in", "answers", "out")) {
            Files.createDirectory(exchange.resolve(folder));
        }
    }

    @Test
    void takesTheReceiptForTheAnswerAndNotTheReturnedRows() throws Exception {
        try (var partner = new FolderPartner("bb-zabh", exchange)) {
            write(
                    "answers/liste-abgewiesen-7.csv",
                    "Aktenzeichen;Fehlercode;Fehlerfeld;Hinweis\r\n1;S010;Statuscode;x\r\n");
            write("answers/liste-quittung-7.csv", """
                    Nummer;Datei;Ergebnis;Ereignisse;Bereits bekannt;Abgewiesen;Fehlercode;Zeile;Feld;Hinweis
                    7;liste.csv;teilweise angenommen;97;0;3;;;;
                    7;liste.csv;;;;;X001;1;;Eine Spalte fehlt.
                    """);

            Reply reply = partner.send(new Letter("liste.csv", "x".getBytes(StandardCharsets.UTF_8)));

            assertThat(reply)
                    .isEqualTo(new Reply(
                            Reply.Verdict.PARTLY,
                            List.of("X001 line 1", "S010 row 1 of those returned, Statuscode"),
                            97));
            assertThat(exchange.resolve("in/liste.csv")).hasContent("x");
        }
    }

    @Test
    void collectsEachFileOnceAndNoProofs() throws Exception {
        var arrivals = new CopyOnWriteArrayList<Arrival>();
        try (var partner = new FolderPartner("bb-zabh", exchange)) {
            partner.receive(arrivals::add);
            write("out/0000000001-aa.csv", "one");
            write("out/0000000001-aa.csv.proof", "{}");
            write("out/.0000000002-bb.csv.tmp", "half");
            write("out/0000000003-cc.csv", "three");

            await().atMost(Duration.ofSeconds(20)).until(() -> arrivals.size() == 2);
            assertThat(arrivals)
                    .extracting(arrival -> new String(arrival.body(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder("one", "three");
        }
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(exchange.resolve(name), content);
    }
}
