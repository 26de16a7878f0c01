package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Opens the identifiers under which a case is known.
final class KnownIdentifiers {

    private static final String CASES = " FROM vault_case c WHERE coalesce(c.merged_into, c.no)"
            + " = (SELECT coalesce(merged_into, no) FROM vault_case WHERE ref = ?)";

    private final Vault vault;
    private final Sealer sealer;
    private final Prepared files;
    private final Prepared persons;

    KnownIdentifiers(Vault vault, Sealer sealer, Connection connection) {
        this.vault = vault;
        this.sealer = sealer;
        files = new Prepared(connection, "SELECT c.ref, c.wrapped_key, c.ref, c.file_number" + CASES);
        persons = new Prepared(
                connection,
                "SELECT c.ref, c.wrapped_key, p.ref, p.identifiers"
                        + CASES.replace("vault_case c", "vault_case c JOIN vault_person p ON p.case_no = c.no"));
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    private record Sealed(UUID caseRef, byte[] wrappedKey, UUID ref, byte @Nullable [] bytes) {}

    List<String> of(UUID caseRef) throws SQLException {
        var values = new ArrayList<String>();
        for (Sealed file : files.all(KnownIdentifiers::row, caseRef)) {
            byte[] plain = open(file);
            if (plain != null) {
                values.add(new String(plain, UTF_8));
            }
        }
        for (Sealed person : persons.all(KnownIdentifiers::row, caseRef)) {
            byte[] plain = open(person);
            if (plain != null) {
                FlatJson.read(plain).values().forEach(several -> values.addAll(List.of(several.split("\n", -1))));
            }
        }
        return values;
    }

    private static Sealed row(java.sql.ResultSet row) throws SQLException {
        return new Sealed(Prepared.uuid(row, 1), row.getBytes(2), Prepared.uuid(row, 3), row.getBytes(4));
    }

    private byte @Nullable [] open(Sealed sealed) {
        if (sealed.bytes() == null) {
            return null;
        }
        byte[] key = vault.wrapping().unwrap(sealer, EventSeal.bytes(sealed.caseRef()), sealed.wrappedKey());
        return sealer.open(key, EventSeal.bytes(sealed.ref()), sealed.bytes());
    }
}
