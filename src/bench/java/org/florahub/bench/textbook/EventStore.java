package org.florahub.bench.textbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Properties;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Stores each event once, with a hash chain over all of them. One database transaction per message, durable when it
/// returns. Thread-safe.
///
/// SQLite with its sync on, and one connection for writing: the database has one writer, and waiting for it in the
/// pool is cheaper than its busy handler.
public final class EventStore implements AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json = JsonMapper.builder().build();

    EventStore(Path file) {
        var settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("transaction_mode", "IMMEDIATE");
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:sqlite:" + file);
        pool.setDataSourceProperties(settings);
        pool.setMaximumPoolSize(1);
        jdbc = new JdbcTemplate(pool);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        createTables();
    }

    private void createTables() {
        jdbc.execute("create table if not exists seen (message_id text primary key) without rowid");
        jdbc.execute("create table if not exists event (id integer primary key, message_id text not null,"
                + " case_number text not null, status text not null, body text not null)");
        jdbc.execute("create index if not exists event_case on event (case_number)");
        jdbc.execute("create table if not exists chain (id integer primary key, hash blob not null)");
    }

    /// Records the event unless its message is known; the message goes on in both cases, since a crash may have
    /// undone the sending but not this.
    @Handler
    public Decision record(@Body Decision decision) {
        Event event = Event.of(decision);
        byte[] body = json.writeValueAsBytes(event);
        transaction.executeWithoutResult(_ -> {
            if (jdbc.update("insert or ignore into seen values (?)", event.messageId()) == 1) {
                insert(event, body);
            }
        });
        return decision;
    }

    private void insert(Event event, byte[] body) {
        jdbc.update(
                "insert into event (message_id, case_number, status, body) values (?, ?, ?, ?)",
                event.messageId(),
                event.caseNumber(),
                event.status(),
                new String(body, UTF_8));
        MessageDigest sha256 = sha256();
        jdbc.query("select hash from chain order by id desc limit 1", (RowCallbackHandler)
                row -> sha256.update(row.getBytes(1)));
        jdbc.update("insert into chain (hash) values (?)", (Object) sha256.digest(body));
    }

    long events() {
        Long count = jdbc.queryForObject("select count(*) from event", Long.class);
        return count == null ? 0 : count;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
