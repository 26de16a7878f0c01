package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;

/// Finds all under which one human is recorded: a person in each of his cases, found by any identifier and by those
/// that it leads to. Of files that have been merged, each with one person alone, all persons are the same human.
/// Not thread-safe.
public final class OnePerson {

    private static final String SELECT =
            "SELECT p.no, p.ref, p.identifiers, c.ref, c.wrapped_key, c.file_number, coalesce(c.merged_into, c.no)"
                    + " FROM vault_person p JOIN vault_case c ON c.no = p.case_no ";

    private final Vault vault;
    private final Sealer sealer;
    private final Prepared named;
    private final Prepared filed;
    private final Prepared ofRoot;
    private final Prepared crowded;

    OnePerson(Vault vault, Connection connection) {
        this.vault = vault;
        sealer = vault.sealer();
        named = new Prepared(
                connection, SELECT + "JOIN vault_index i ON i.target = p.no WHERE i.kind = ? AND i.digest = ?");
        filed = new Prepared(
                connection, SELECT + "JOIN vault_index i ON i.target = c.no WHERE i.kind = 1 AND i.digest = ?");
        ofRoot = new Prepared(connection, SELECT + "WHERE c.no = ?1 OR c.merged_into = ?1");
        crowded = new Prepared(
                connection,
                "SELECT count(*) FROM (SELECT p.case_no FROM vault_person p JOIN vault_case c ON c.no = p.case_no"
                        + " WHERE c.no = ?1 OR c.merged_into = ?1 GROUP BY p.case_no HAVING count(*) > 1)");
    }

    /// The human in one case.
    ///
    /// @param no          number of the person
    /// @param personRef   its pseudonym
    /// @param caseRef     pseudonym of the case
    /// @param root        number of the case that it is part of today
    /// @param identifiers by the paths of their fields; several of one kind are separated by line feeds
    public record Known(long no, UUID personRef, CaseRef caseRef, long root, Map<String, String> identifiers) {

        /// Names the pseudonyms, never an identifier.
        @Override
        public String toString() {
            return "Known[case=%s, person=%s]".formatted(caseRef, personRef);
        }
    }

    /// The human whom an identifier names, in each of his cases.
    ///
    /// @param field the BAMF file number, the AZR number or the arrival number
    /// @return in the order in which they became known
    /// @throws SeveralPersonsException if a file number is that of several persons
    public Collection<Known> of(Field field, String value) throws SQLException {
        var found = new TreeMap<Long, Known>();
        Deque<Known> fresh = new ArrayDeque<>(by(field, value));
        if (field == Field.CASE_BAMF_FILE_NUMBER && fresh.size() > 1) {
            throw new SeveralPersonsException();
        }
        while (!fresh.isEmpty()) {
            Known known = fresh.remove();
            if (found.putIfAbsent(known.no, known) != null) {
                continue;
            }
            for (Field leads : List.of(Field.PERSON_AZR_NUMBER, Field.PERSON_ARRIVAL_NUMBER)) {
                String several = known.identifiers.getOrDefault(leads.path(), "");
                for (String one : several.split("\n", -1)) {
                    fresh.addAll(by(leads, one));
                }
            }
            if (crowded.number(known.root) == 0) {
                fresh.addAll(ofRoot.all(this::known, known.root));
            }
        }
        return found.values();
    }

    private List<Known> by(Field field, String value) throws SQLException {
        byte[] digest = vault.identifier(field, value).digest();
        return switch (field) {
            case CASE_BAMF_FILE_NUMBER -> filed.all(this::known, (Object) digest);
            case PERSON_AZR_NUMBER -> named.all(this::known, CaseTables.AZR_NUMBER, digest);
            case PERSON_ARRIVAL_NUMBER -> named.all(this::known, CaseTables.ARRIVAL_NUMBER, digest);
            default -> throw new IllegalArgumentException("%s names nobody".formatted(field));
        };
    }

    private Known known(ResultSet row) throws SQLException {
        UUID person = Prepared.uuid(row, 2);
        UUID caseRef = Prepared.uuid(row, 4);
        byte[] key = vault.wrapping().unwrap(sealer, EventSeal.bytes(caseRef), row.getBytes(5));
        var identifiers = new TreeMap<String, String>();
        byte[] sealed = row.getBytes(3);
        if (sealed != null) {
            identifiers.putAll(FlatJson.read(sealer.open(key, EventSeal.bytes(person), sealed)));
        }
        byte[] file = row.getBytes(6);
        if (file != null) {
            byte[] number = sealer.open(key, EventSeal.bytes(caseRef), file);
            identifiers.put(Field.CASE_BAMF_FILE_NUMBER.path(), new String(number, UTF_8));
        }
        return new Known(row.getLong(1), person, new CaseRef(caseRef), row.getLong(7), identifiers);
    }
}
