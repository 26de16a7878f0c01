package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.florahub.vault.CaseTables.ARRIVAL_NUMBER;
import static org.florahub.vault.CaseTables.AZR_NUMBER;
import static org.florahub.vault.CaseTables.BY_ARRIVAL;
import static org.florahub.vault.CaseTables.BY_AZR;
import static org.florahub.vault.CaseTables.FILE_NUMBER;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.florahub.event.Field;
import org.florahub.vault.CaseTables.CaseRow;
import org.florahub.vault.CaseTables.PersonRow;
import org.florahub.vault.Identifiers.Identifier;
import org.jspecify.annotations.Nullable;

/// Enters cases, persons and identifiers, sealed. Decides nothing.
final class CaseRegister {

    private final Vault vault;
    private final Sealer sealer;
    private final CaseTables tables;

    CaseRegister(Vault vault, Sealer sealer, CaseTables tables) {
        this.vault = vault;
        this.sealer = sealer;
        this.tables = tables;
    }

    OpenCase open(CaseRow row) {
        return new OpenCase(row, vault.wrapping().unwrap(sealer, EventSeal.bytes(row.ref()), row.wrappedKey()));
    }

    OpenCase makeCase(@Nullable Identifier file) throws SQLException {
        UUID ref = pseudonym();
        byte[] key = vault.newKey();
        byte[] wrapped = vault.wrapping().wrap(sealer, EventSeal.bytes(ref), key);
        byte[] sealedFile = file == null
                ? null
                : sealer.seal(key, EventSeal.bytes(ref), file.value().getBytes(UTF_8));
        var made = new OpenCase(tables.insertCase(ref, wrapped, sealedFile), key);
        if (file != null) {
            tables.index(FILE_NUMBER, file.digest(), made.row().no());
        }
        return made;
    }

    /// Gives an unfiled case its file number.
    void file(OpenCase unfiled, Identifier file) throws SQLException {
        byte[] context = EventSeal.bytes(unfiled.row().ref());
        tables.setFile(
                unfiled.row(), sealer.seal(unfiled.key(), context, file.value().getBytes(UTF_8)));
        tables.index(FILE_NUMBER, file.digest(), unfiled.row().no());
    }

    PersonRow makePerson(Identifiers ids, OpenCase in) throws SQLException {
        var known = new TreeMap<String, String>();
        int knownBy = add(known, Field.PERSON_AZR_NUMBER, ids.azr()) ? BY_AZR : 0;
        knownBy |= add(known, Field.PERSON_ARRIVAL_NUMBER, ids.arrival()) ? BY_ARRIVAL : 0;
        UUID ref = pseudonym();
        PersonRow person = tables.insertPerson(ref, knownBy, seal(known, ref, in), in.row());
        index(person, ids);
        return person;
    }

    /// Adds what the person was not known by yet.
    void complete(PersonRow person, Identifiers ids, OpenCase in) throws SQLException {
        Map<String, String> known = identifiers(person, in);
        boolean azr = add(known, Field.PERSON_AZR_NUMBER, ids.azr());
        boolean arrival = add(known, Field.PERSON_ARRIVAL_NUMBER, ids.arrival());
        if (azr || arrival) {
            enter(person, known, in);
            index(person, ids);
        }
    }

    /// Moves a person into another case.
    PersonRow move(PersonRow person, OpenCase to) throws SQLException {
        return enter(person, identifiers(person, open(person.in())), to);
    }

    /// Makes `goes` the same person as `stays`: its identifiers name the other from now on.
    PersonRow join(PersonRow goes, PersonRow stays, OpenCase in) throws SQLException {
        Map<String, String> known = identifiers(stays, in);
        for (var entry : identifiers(goes, open(goes.in())).entrySet()) {
            boolean azr = entry.getKey().equals(Field.PERSON_AZR_NUMBER.path());
            Field field = azr ? Field.PERSON_AZR_NUMBER : Field.PERSON_ARRIVAL_NUMBER;
            for (String value : entry.getValue().split("\n", -1)) {
                Identifier identifier = vault.identifier(field, value);
                int kind = azr ? AZR_NUMBER : ARRIVAL_NUMBER;
                tables.unindex(kind, identifier.digest(), goes.no());
                tables.index(kind, identifier.digest(), stays.no());
                add(known, field, identifier);
            }
        }
        tables.delete(goes);
        return enter(stays, known, in);
    }

    private PersonRow enter(PersonRow person, Map<String, String> known, OpenCase in) throws SQLException {
        int knownBy = (known.containsKey(Field.PERSON_AZR_NUMBER.path()) ? BY_AZR : 0)
                | (known.containsKey(Field.PERSON_ARRIVAL_NUMBER.path()) ? BY_ARRIVAL : 0);
        var entered = new PersonRow(person.no(), person.ref(), knownBy, seal(known, person.ref(), in), in.row());
        tables.update(entered);
        return entered;
    }

    private void index(PersonRow person, Identifiers ids) throws SQLException {
        if (ids.azr() != null) {
            tables.index(AZR_NUMBER, ids.azr().digest(), person.no());
        }
        if (ids.arrival() != null) {
            tables.index(ARRIVAL_NUMBER, ids.arrival().digest(), person.no());
        }
    }

    /// The identifiers of a person by the paths of their fields; several of one kind are separated by line feeds.
    private Map<String, String> identifiers(PersonRow person, OpenCase in) {
        if (person.identifiers() == null) {
            return new TreeMap<>();
        }
        return new TreeMap<>(FlatJson.read(sealer.open(in.key(), EventSeal.bytes(person.ref()), person.identifiers())));
    }

    private byte @Nullable [] seal(Map<String, String> known, UUID ref, OpenCase in) {
        return known.isEmpty() ? null : sealer.seal(in.key(), EventSeal.bytes(ref), FlatJson.bytes(known));
    }

    private static boolean add(Map<String, String> known, Field field, @Nullable Identifier identifier) {
        if (identifier == null) {
            return false;
        }
        String before = known.get(field.path());
        if (before != null && before.contains(identifier.value())) {
            return false;
        }
        known.put(field.path(), before == null ? identifier.value() : before + "\n" + identifier.value());
        return true;
    }

    /// A random UUID (version 4).
    private UUID pseudonym() {
        var random = ByteBuffer.wrap(vault.newKey());
        long high = (random.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /// A case with its key unwrapped. Prints neither.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record OpenCase(CaseRow row, byte[] key) {

        @Override
        public String toString() {
            return "OpenCase";
        }
    }
}
