package org.florahub.vault;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.jspecify.annotations.Nullable;

/// Which cases are part of which. A case keeps its number, key, persons and events when it becomes part of another:
/// only the link is set, so that taking it away leaves what was there before, and what was recorded meanwhile stays
/// with the file that it named. Not thread-safe.
public final class CaseLinks {

    private static final String PART =
            "SELECT c.no, c.ref, coalesce(c.merged_into, c.no), c.part_of, c.file_number IS NOT NULL,"
                    + " c.wrapped_key, c.file_number FROM vault_case c";

    private final Vault vault;
    private final Sealer sealer;
    private final Prepared byRef;
    private final Prepared partsOf;
    private final Prepared personsOf;
    private final Prepared byCase;
    private final Prepared byPerson;
    private final Prepared link;
    private final Prepared lead;
    private final Prepared part;

    CaseLinks(Vault vault, Connection connection) {
        this.vault = vault;
        sealer = vault.sealer();
        byRef = new Prepared(connection, PART + " WHERE c.ref = ?");
        partsOf = new Prepared(connection, PART + " WHERE c.no = ? OR c.merged_into = ? ORDER BY c.no");
        personsOf = new Prepared(connection, "SELECT ref, identifiers FROM vault_person WHERE case_no = ? ORDER BY no");
        byCase = new Prepared(
                connection, PART + " JOIN vault_index i ON c.no = i.target WHERE i.kind = ? AND i.digest = ?");
        byPerson = new Prepared(
                connection,
                PART + " JOIN vault_person p ON p.case_no = c.no JOIN vault_index i ON p.no = i.target"
                        + " WHERE i.kind = ? AND i.digest = ? ORDER BY c.no");
        link = new Prepared(connection, "UPDATE vault_case SET part_of = ? WHERE no = ?");
        lead = new Prepared(connection, "UPDATE vault_case SET merged_into = ? WHERE no = ? OR merged_into = ?");
        part = new Prepared(
                connection,
                "WITH RECURSIVE part(no) AS (SELECT no FROM vault_case WHERE part_of = ?1"
                        + " UNION SELECT c.no FROM vault_case c JOIN part ON c.part_of = part.no)"
                        + " UPDATE vault_case SET merged_into = ?1 WHERE no IN part");
    }

    /// A case among those that it is linked with.
    ///
    /// @param no     its number
    /// @param root   number of the case that it is part of today, its own while it is part of none
    /// @param partOf number of the case that it was made part of; `null` while it is part of none
    /// @param filed  whether its BAMF file number is known
    @SuppressWarnings("ArrayRecordComponent") // compared by number
    public record Part(
            long no,
            CaseRef ref,
            long root,
            @Nullable Long partOf,
            boolean filed,
            byte[] wrappedKey,
            byte @Nullable [] file) {

        /// Names the pseudonym, never a key.
        @Override
        public String toString() {
            return "Part[" + ref + "]";
        }
    }

    @Nullable
    public Part find(CaseRef ref) throws SQLException {
        return byRef.first(CaseLinks::part, ref.value());
    }

    /// Every case that an identifier names, whatever they are part of.
    ///
    /// @param field the BAMF file number, the AZR number or the arrival number
    public List<Part> named(Field field, String value) throws SQLException {
        byte[] digest = vault.identifier(field, value).digest();
        return switch (field) {
            case CASE_BAMF_FILE_NUMBER -> byCase.all(CaseLinks::part, CaseTables.FILE_NUMBER, digest);
            case PERSON_AZR_NUMBER -> byPerson.all(CaseLinks::part, CaseTables.AZR_NUMBER, digest);
            case PERSON_ARRIVAL_NUMBER -> byPerson.all(CaseLinks::part, CaseTables.ARRIVAL_NUMBER, digest);
            default -> throw new IllegalArgumentException("%s names no case".formatted(field));
        };
    }

    /// A case and all that is part of it.
    public List<Part> parts(long root) throws SQLException {
        return partsOf.all(CaseLinks::part, root, root);
    }

    /// The identifiers of a case alone, opened: field path to values, several of one kind separated by line feeds.
    public List<Map<String, String>> identifiers(Part of) throws SQLException {
        byte[] key = vault.wrapping().unwrap(sealer, EventSeal.bytes(of.ref.value()), of.wrappedKey);
        return personsOf.all(
                row -> {
                    var known = new TreeMap<String, String>();
                    byte[] sealed = row.getBytes(2);
                    if (sealed != null) {
                        known.putAll(FlatJson.read(sealer.open(key, EventSeal.bytes(Prepared.uuid(row, 1)), sealed)));
                    }
                    if (of.file != null) {
                        byte[] file = sealer.open(key, EventSeal.bytes(of.ref.value()), of.file);
                        known.put(Field.CASE_BAMF_FILE_NUMBER.path(), new String(file, StandardCharsets.UTF_8));
                    }
                    return known;
                },
                of.no);
    }

    /// Makes a case that is part of none, with all that is part of it, part of another.
    ///
    /// @param whole the case that leads from now on: part of none itself
    public void merge(Part from, Part whole) throws SQLException {
        link.run(whole.no, from.no);
        lead.run(whole.no, from.no, from.no);
    }

    /// Takes a case out of the one that it is part of, with all that was part of it before.
    public void split(Part from) throws SQLException {
        link.run(null, from.no);
        lead.run(null, from.no, -1);
        part.run(from.no);
    }

    private static Part part(ResultSet row) throws SQLException {
        long partOf = row.getLong(4);
        return new Part(
                row.getLong(1),
                new CaseRef(Prepared.uuid(row, 2)),
                row.getLong(3),
                partOf == 0 ? null : partOf,
                row.getBoolean(5),
                row.getBytes(6),
                row.getBytes(7));
    }
}
