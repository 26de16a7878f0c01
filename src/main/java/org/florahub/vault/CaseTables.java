package org.florahub.vault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of `vault_case`, `vault_person` and `vault_index`, on the writer's connection.
final class CaseTables {

    static final int FILE_NUMBER = 1;
    static final int AZR_NUMBER = 2;
    static final int ARRIVAL_NUMBER = 3;

    /// Bits of `vault_person.known_by`.
    static final int BY_AZR = 1;

    static final int BY_ARRIVAL = 2;

    private static final String CASE =
            "c.no, c.ref, c.wrapped_key, c.file_number IS NOT NULL, coalesce(c.merged_into, c.no)";
    private static final String PERSON = "p.no, p.ref, p.known_by, p.identifiers, " + CASE;

    private final Prepared caseOf;
    private final Prepared personsOf;
    private final Prepared personsIn;
    private final Prepared insertCase;
    private final Prepared insertPerson;
    private final Prepared insertIndex;
    private final Prepared deleteIndex;
    private final Prepared updateFile;
    private final Prepared updatePerson;
    private final Prepared deletePerson;
    private final Prepared linkCase;
    private final Prepared mergeCase;
    private final Prepared lastCase;
    private final Prepared lastPerson;

    private long cases;
    private long persons;

    CaseTables(Connection writer) throws SQLException {
        caseOf = new Prepared(
                writer,
                "SELECT " + CASE + " FROM vault_index i JOIN vault_case c ON c.no = i.target"
                        + " WHERE i.kind = 1 AND i.digest = ? ORDER BY c.no DESC");
        personsOf = new Prepared(
                writer,
                "SELECT " + PERSON + " FROM vault_index i JOIN vault_person p ON p.no = i.target"
                        + " JOIN vault_case c ON c.no = p.case_no WHERE i.kind = ? AND i.digest = ? ORDER BY p.no DESC");
        personsIn = new Prepared(
                writer,
                "SELECT " + PERSON + " FROM vault_person p JOIN vault_case c ON c.no = p.case_no"
                        + " WHERE p.case_no = ? ORDER BY p.no LIMIT 2");
        insertCase =
                new Prepared(writer, "INSERT INTO vault_case (no, ref, wrapped_key, file_number) VALUES (?, ?, ?, ?)");
        insertPerson = new Prepared(writer, "INSERT INTO vault_person VALUES (?, ?, ?, ?, ?)");
        insertIndex = new Prepared(writer, "INSERT OR IGNORE INTO vault_index VALUES (?, ?, ?)");
        deleteIndex = new Prepared(writer, "DELETE FROM vault_index WHERE kind = ? AND digest = ? AND target = ?");
        updateFile = new Prepared(writer, "UPDATE vault_case SET file_number = ? WHERE no = ?");
        updatePerson =
                new Prepared(writer, "UPDATE vault_person SET case_no = ?, known_by = ?, identifiers = ? WHERE no = ?");
        deletePerson = new Prepared(writer, "DELETE FROM vault_person WHERE no = ?");
        linkCase = new Prepared(writer, "UPDATE vault_case SET part_of = ? WHERE no = ?");
        mergeCase = new Prepared(writer, "UPDATE vault_case SET merged_into = ? WHERE no = ? OR merged_into = ?");
        lastCase = new Prepared(writer, "SELECT coalesce(max(no), 0) FROM vault_case");
        lastPerson = new Prepared(writer, "SELECT coalesce(max(no), 0) FROM vault_person");
        reload();
    }

    /// Takes the numbers to give from the tables again: after a rollback.
    void reload() throws SQLException {
        cases = lastCase.number();
        persons = lastPerson.number();
    }

    @Nullable
    CaseRow caseOf(Identifiers.@Nullable Identifier file) throws SQLException {
        return file == null ? null : caseOf.first(row -> caseRow(row, 1), file.digest());
    }

    /// The persons that an identifier names, the newest first: one for each case.
    List<PersonRow> personsOf(int kind, Identifiers.@Nullable Identifier identifier) throws SQLException {
        return identifier == null ? List.of() : personsOf.all(CaseTables::personRow, kind, identifier.digest());
    }

    /// The first two persons of a case: whether there is one, or more than one.
    List<PersonRow> personsIn(CaseRow in) throws SQLException {
        return personsIn.all(CaseTables::personRow, in.no());
    }

    CaseRow insertCase(UUID ref, byte[] wrappedKey, byte @Nullable [] fileNumber) throws SQLException {
        var row = new CaseRow(++cases, ref, wrappedKey, fileNumber != null, cases);
        insertCase.run(row.no(), ref, wrappedKey, fileNumber);
        return row;
    }

    PersonRow insertPerson(UUID ref, int knownBy, byte @Nullable [] identifiers, CaseRow in) throws SQLException {
        var row = new PersonRow(++persons, ref, knownBy, identifiers, in);
        insertPerson.run(row.no(), in.no(), ref, knownBy, identifiers);
        return row;
    }

    void index(int kind, byte[] digest, long target) throws SQLException {
        insertIndex.run(kind, digest, target);
    }

    void unindex(int kind, byte[] digest, long target) throws SQLException {
        deleteIndex.run(kind, digest, target);
    }

    void setFile(CaseRow of, byte[] fileNumber) throws SQLException {
        updateFile.run(fileNumber, of.no());
    }

    void update(PersonRow person) throws SQLException {
        updatePerson.run(person.in().no(), person.knownBy(), person.identifiers(), person.no());
    }

    void delete(PersonRow person) throws SQLException {
        deletePerson.run(person.no());
    }

    /// Makes a case, with all that is part of it, part of another.
    void merge(CaseRow from, CaseRow to) throws SQLException {
        linkCase.run(to.no(), from.no());
        mergeCase.run(to.root(), from.no(), from.no());
    }

    private static CaseRow caseRow(ResultSet row, int column) throws SQLException {
        return new CaseRow(
                row.getLong(column),
                Prepared.uuid(row, column + 1),
                row.getBytes(column + 2),
                row.getBoolean(column + 3),
                row.getLong(column + 4));
    }

    private static PersonRow personRow(ResultSet row) throws SQLException {
        return new PersonRow(row.getLong(1), Prepared.uuid(row, 2), row.getInt(3), row.getBytes(4), caseRow(row, 5));
    }

    /// @param wrappedKey its key under the key store's
    /// @param filed      whether its BAMF file number is known
    /// @param root       the case that it is part of today, itself while it is part of none
    @SuppressWarnings("ArrayRecordComponent") // compared by number
    record CaseRow(long no, UUID ref, byte[] wrappedKey, boolean filed, long root) {

        /// Whether it is a file of its own that is part of no other.
        boolean standsAlone() {
            return filed && root == no;
        }
    }

    /// @param knownBy     [#BY_AZR] and [#BY_ARRIVAL]
    /// @param identifiers sealed with the key of the case; `null` while there are none
    @SuppressWarnings("ArrayRecordComponent") // compared by number
    record PersonRow(long no, UUID ref, int knownBy, byte @Nullable [] identifiers, CaseRow in) {}
}
