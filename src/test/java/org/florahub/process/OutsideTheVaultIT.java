package org.florahub.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.florahub.adapter.FolderCopy;
import org.florahub.record.RecordedEvent;
import org.florahub.vault.KeyStore;
import org.florahub.vault.RootKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The packaged hub takes messages over files, queues and HTTP, answers an operator, renews a key and logs all that it
/// can: what its people are called, when they were born and by which numbers they are known stands readable nowhere in
/// its data folder or log, and no key anywhere but sealed.
class OutsideTheVaultIT {

    private static final Applicant PERSON = new Applicant(
            "Zirbelkühn", "Ottokarine", LocalDate.of(1931, 7, 29), Letters.azr(1), "B 7654321", "9911111-47");
    private static final Map<String, String> TALKATIVE =
            Map.of("LOGGING_LEVEL_ROOT", "TRACE", "LOGGING_LEVEL_ORG_FLORAHUB", "TRACE");
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void nothingIsReadableAndNoKeyIsFound() throws Exception {
        Path fetched = Files.createDirectories(folder.resolve("fetched"));
        var keys = new ArrayList<byte[]>();
        var passwords = new ArrayList<String>();
        Path data;
        try (var partners = new ErasurePartners(folder.resolve("own"), fetched);
                var hub = partners.hub(TALKATIVE)) {
            data = hub.data();
            hub.start();
            for (String user : List.of(HubProcess.OPERATOR, "rp-add", "bamf")) {
                passwords.add(hub.password(user));
            }
            exchange(hub, partners);
            keys.addAll(RootKeys.of(hub.keys()));
            operate(hub);
            assertThat(hub.failsWith("not the passphrase at all")).contains("found another passphrase");
            keys.addAll(keysOf(hub));
        }
        Path looked = Files.createDirectories(folder.resolve("looked"));
        FolderCopy.copy(data, looked.resolve("data"));
        Files.copy(folder.resolve("own/hub.log"), looked.resolve("hub.log"));
        dump(data.resolve("record.db"), looked.resolve("tables"));
        assertThat(new Traces(keysAsText(keys)).in(looked))
                .as("keys and passphrases")
                .isEmpty();
        assertThat(new Traces(passwords).in(looked)).as("passwords").isEmpty();
        assertThat(new Traces(PERSON.values()).in(fetched))
                .as("what recipients got")
                .isNotEmpty();
        assertThat(new Traces(PERSON.values()).in(looked))
                .as("of a person, but in documents that wait for their recipients or lie in the broker's journal")
                .filteredOn(trace -> !trace.startsWith("data/broker/") && !trace.startsWith("data/exchange/"))
                .isEmpty();
    }

    private static void exchange(HubProcess hub, ErasurePartners partners) throws Exception {
        partners.drop(hub, "bb-zabh", "tagesliste.csv", Applicant.checked(List.of(PERSON)));
        partners.drop(hub, "sn-landesdirektion", "ankunft.xml", PERSON.arrived());
        partners.drop(hub, "sn-landesdirektion", "zustellung.xml", PERSON.withAnUnknownCode());
        partners.send(hub, "bamf", PERSON.fileOpened());
        partners.send(hub, "bamf", PERSON.brokenOff());
        assertThat(partners.post(hub, "rp-add", PERSON.registered()).statusCode())
                .isEqualTo(200);
        partners.settle(hub);
        partners.fetchAll(hub);
    }

    /// What operators ask in which a person is named, and what is refused.
    private static void operate(HubProcess hub) throws Exception {
        String wanted = "{\"field\":\"person.azrNumber\",\"value\":\"%s\"}".formatted(PERSON.azr());
        for (String path : List.of("/ops/cases/find", "/ops/subject-access")) {
            var found = hub.operate(HubProcess.OPERATOR, path, wanted);
            assertThat(found.statusCode()).as(path).isEqualTo(200);
            assertThat(found.body()).contains(PERSON.azr());
        }
        String wrong = "{\"field\":\"person.azrNumber\",\"value\":\"%s\"}".formatted(PERSON.familyName());
        assertThat(hub.operate(HubProcess.OPERATOR, "/ops/cases/find", wrong).statusCode())
                .isEqualTo(400);
        String change = "{\"present\":\"%s\",\"fresh\":\"%s\"}";
        assertThat(hub.operate(
                                HubProcess.OPERATOR,
                                "/ops/keys/passphrase",
                                change.formatted("not the passphrase at all", HubProcess.PASSPHRASE))
                        .statusCode())
                .isEqualTo(409);
        assertThat(hub.operate(
                                HubProcess.OPERATOR,
                                "/ops/keys/passphrase",
                                change.formatted(HubProcess.PASSPHRASE, HubProcess.PASSPHRASE))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.operate(HubProcess.OPERATOR, "/ops/keys/rotate", "").statusCode())
                .isEqualTo(200);
        await().atMost(SOON).until(() -> hub.operatorSees("/ops/keys").contains("\"going\":false"));
        hub.stop();
    }

    /// Root keys, signing keys and those of events.
    private static List<byte[]> keysOf(HubProcess hub) {
        KeyStore store = hub.keys();
        var keys = new ArrayList<>(RootKeys.of(store));
        new String(store.secret("ledger.keys").orElseThrow(), UTF_8)
                .lines()
                .filter(line -> line.contains(" "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .forEach(signing -> keys.add(Base64.getDecoder().decode(signing)));
        try (var record = hub.store(store)) {
            List<RecordedEvent> events = record.events().from(1, 100);
            assertThat(events).isNotEmpty();
            events.forEach(event -> keys.add(event.eventKey()));
        }
        return keys;
    }

    private static List<String> keysAsText(List<byte[]> keys) {
        var values = new ArrayList<String>(List.of(HubProcess.PASSPHRASE, "not the passphrase at all"));
        for (byte[] key : keys) {
            values.add(new String(key, ISO_8859_1));
            values.add(HexFormat.of().formatHex(key));
            values.add(HexFormat.of().withUpperCase().formatHex(key));
        }
        return values;
    }

    /// Every column of every table, each table as a file.
    private static void dump(Path database, Path to) throws SQLException, IOException {
        Files.createDirectories(to);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var tables = connection
                        .createStatement()
                        .executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (tables.next()) {
                String table = tables.getString(1);
                try (var rows = connection.createStatement().executeQuery("SELECT * FROM " + table);
                        var out = Files.newOutputStream(to.resolve(table))) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            byte[] value = rows.getObject(column) instanceof byte[] bytes
                                    ? bytes
                                    : String.valueOf(rows.getString(column)).getBytes(UTF_8);
                            out.write(value);
                            out.write('\n');
                        }
                    }
                }
            }
        }
        try (Stream<Path> files = Files.list(to)) {
            assertThat(files.count()).isGreaterThan(15);
        }
    }
}
