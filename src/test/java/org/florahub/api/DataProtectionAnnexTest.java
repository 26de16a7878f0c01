package org.florahub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.RealHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No file and no table of a hub at work is missing from the pages that say where personal data can be.
class DataProtectionAnnexTest {

    private static final Path PAGES = Path.of("docs", "reference");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void namesEveryPlaceOfAHubAtWork() throws IOException, SQLException {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (var hub = RealHub.open(data, new FolderSender(folder.resolve("out")))) {
            assertThat(hub.receive("bb-zabh", "leer.csv", new byte[] {'x'}).message())
                    .isPositive();
            assertThat(hub.idle()).isTrue();
            String pages =
                    Files.readString(PAGES.resolve("data-protection.md")) + Files.readString(PAGES.resolve("store.md"));

            assertThat(places(data))
                    .isNotEmpty()
                    .allSatisfy(place -> assertThat(pages).contains("`" + place));
            assertThat(tables(data))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(table -> assertThat(pages).contains("`" + table));
        }
    }

    private static List<String> places(Path data) throws IOException {
        try (Stream<Path> tree = Files.list(data)) {
            return tree.map(place -> place.getFileName().toString())
                    .filter(name -> !name.equals("log.key")) // RealHub's own, where a hub has its key store
                    .toList();
        }
    }

    private static List<String> tables(Path data) throws SQLException {
        var tables = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("record.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'"
                        + " AND name NOT LIKE 'flyway%' AND name NOT LIKE 'sqlite%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
