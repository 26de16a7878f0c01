package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.jspecify.annotations.Nullable;

/// The identifiers that a statement names, each with its keyed hash. Prints nothing of them.
public final class Identifiers {

    private final @Nullable Identifier file;
    private final @Nullable Identifier azr;
    private final @Nullable Identifier arrival;

    private Identifiers(@Nullable Identifier file, @Nullable Identifier azr, @Nullable Identifier arrival) {
        this.file = file;
        this.azr = azr;
        this.arrival = arrival;
    }

    static Identifiers of(Statement statement, KeyedHash hash) {
        return new Identifiers(
                identifier(statement, Field.CASE_BAMF_FILE_NUMBER, hash),
                identifier(statement, Field.PERSON_AZR_NUMBER, hash),
                identifier(statement, Field.PERSON_ARRIVAL_NUMBER, hash));
    }

    @Nullable
    Identifier file() {
        return file;
    }

    @Nullable
    Identifier azr() {
        return azr;
    }

    @Nullable
    Identifier arrival() {
        return arrival;
    }

    boolean namePerson() {
        return azr != null || arrival != null;
    }

    private static @Nullable Identifier identifier(Statement statement, Field field, KeyedHash hash) {
        String value = statement.get(field);
        return value == null ? null : Identifier.of(field, value, hash);
    }

    @Override
    public String toString() {
        return "Identifiers";
    }

    /// One identifier and its keyed hash.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Identifier(String value, byte[] digest) {

        /// Enough that two identifiers never meet; short, because the index is the largest of the vault.
        private static final int DIGEST_BYTES = 16;

        static Identifier of(Field field, String value, KeyedHash hash) {
            byte[] digest = hash.of(field.path().getBytes(UTF_8), value.getBytes(UTF_8));
            return new Identifier(value, Arrays.copyOf(digest, DIGEST_BYTES));
        }

        @Override
        public String toString() {
            return "Identifier";
        }
    }
}
