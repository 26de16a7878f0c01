package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.jspecify.annotations.Nullable;

/// Seals and opens what is personal, with the root keys of a [KeyStore]. Thread-safe.
public final class Vault {

    /// Length of every key that the vault makes.
    public static final int KEY_BYTES = Sealer.KEY_BYTES;

    private static final byte[] ORIGINAL = "original".getBytes(UTF_8);

    private final RandomBytes random = new RandomBytes();
    private final KeyStore keys;
    private final Wrapping wrapping;
    private final KeyedHash index;
    private final KeyedHash known;

    public Vault(KeyStore keys) {
        this.keys = keys;
        wrapping = new Wrapping(Stream.concat(Stream.of(keys.root(RootKey.WRAP)), keys.formerWrap().stream())
                .toList());
        index = new KeyedHash(keys.root(RootKey.INDEX));
        known = new KeyedHash(keys.root(RootKey.KNOWN));
    }

    /// The keyed hash by which messages and statements are recognised.
    public KeyedHash known() {
        return known;
    }

    /// The identifiers that a statement names.
    public Identifiers identify(Statement statement) {
        return Identifiers.of(statement, index);
    }

    /// A new random key of 32 bytes.
    public byte[] newKey() {
        return random.next(KEY_BYTES);
    }

    /// The key of an original as it may be stored.
    public byte[] wrapOriginalKey(byte[] key) {
        return wrapping.wrap(new Sealer(random), ORIGINAL, key);
    }

    /// The key of an original.
    ///
    /// @throws DamagedVaultException if it does not open
    public byte[] unwrapOriginalKey(byte[] wrapped) {
        return wrapping.unwrap(new Sealer(random), ORIGINAL, wrapped);
    }

    /// Seals and opens events. One for each thread.
    public EventSeal eventSeal() {
        return new EventSeal(this, new Sealer(random));
    }

    /// The cases, on the connection of the one writer.
    public CaseBook cases(Connection writer) throws SQLException {
        return new CaseBook(this, new Sealer(random), writer);
    }

    /// All identifiers under which a case and its persons are known: file numbers, AZR numbers, arrival numbers.
    ///
    /// @param caseRef pseudonym of the case, or of one that became part of it
    public List<String> identifiersOf(Connection connection, UUID caseRef) throws SQLException {
        return new KnownIdentifiers(this, new Sealer(random), connection).of(caseRef);
    }

    /// All under which one human is recorded.
    public OnePerson onePerson(Connection connection) {
        return new OnePerson(this, connection);
    }

    /// The links between cases, on any connection; the writer's for what changes them.
    public CaseLinks caseLinks(Connection connection) {
        return new CaseLinks(this, connection);
    }

    /// Whether there are keys that a former wrapping key wraps.
    public boolean hasFormerWrapping() {
        return keys.formerWrap().isPresent();
    }

    /// Makes a new wrapping key, durable in the key store before anything is wrapped with it. The former one goes on
    /// opening until [#forgetFormerWrapping].
    ///
    /// @throws BrokenKeyStoreException if the key store cannot be written; then nothing has changed
    public void renewWrapping(Instant now) {
        keys.renewWrap(now);
        wrapping.renew(keys.root(RootKey.WRAP));
    }

    /// Takes the former wrapping key out of the key store: nothing is wrapped with it any more. In memory it stays
    /// until the process ends.
    public void forgetFormerWrapping() {
        keys.forgetFormerWrap();
    }

    /// The stored key of a case, wrapped with the newest wrapping key.
    ///
    /// @param caseRef pseudonym of the case
    /// @return `null` if it is already
    /// @throws DamagedVaultException if it does not open
    public byte @Nullable [] caseKeyAnew(UUID caseRef, byte[] wrapped) {
        return wrapping.anew(new Sealer(random), EventSeal.bytes(caseRef), wrapped);
    }

    /// The stored key of an original, wrapped with the newest wrapping key.
    ///
    /// @return `null` if it is already
    /// @throws DamagedVaultException if it does not open
    public byte @Nullable [] originalKeyAnew(byte[] wrapped) {
        return wrapping.anew(new Sealer(random), ORIGINAL, wrapped);
    }

    Identifiers.Identifier identifier(Field field, String value) {
        return Identifiers.Identifier.of(field, value, index);
    }

    Sealer sealer() {
        return new Sealer(random);
    }

    Wrapping wrapping() {
        return wrapping;
    }

    /// Never prints a key.
    @Override
    public String toString() {
        return "Vault";
    }
}
