package org.florahub.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Statement;

/// Seals the key of an event and its personal fields as one, with the key of its case. Not thread-safe.
public final class EventSeal {

    private final Vault vault;
    private final Sealer sealer;

    EventSeal(Vault vault, Sealer sealer) {
        this.vault = vault;
        this.sealer = sealer;
    }

    /// Seals what is secret of an event.
    ///
    /// @param subject  whose case's key seals
    /// @param eventKey 32 bytes
    /// @param personal the personal fields, as [FlatJson] of their flat form
    public byte[] seal(Subject subject, EventId id, byte[] eventKey, byte[] personal) {
        byte[] plain = Arrays.copyOf(eventKey, eventKey.length + personal.length);
        System.arraycopy(personal, 0, plain, eventKey.length, personal.length);
        return sealer.seal(subject.caseKey(), bytes(id.value()), plain);
    }

    /// Opens what [#seal] sealed.
    ///
    /// @param wrappedKey the stored key of the case that sealed, whose pseudonym is `caseRef`
    /// @throws DamagedVaultException if anything does not open
    public Opened open(byte[] wrappedKey, CaseRef caseRef, EventId id, byte[] sealed) {
        byte[] caseKey = vault.wrapping().unwrap(sealer, bytes(caseRef.value()), wrappedKey);
        byte[] plain = sealer.open(caseKey, bytes(id.value()), sealed);
        byte[] personal = Arrays.copyOfRange(plain, Vault.KEY_BYTES, plain.length);
        return new Opened(Arrays.copyOf(plain, Vault.KEY_BYTES), Statement.unflatten(FlatJson.read(personal)));
    }

    /// Seals something about an event that is as secret as the event, with a key that is derived from the event's:
    /// HKDF-Expand (RFC 5869) with the purpose. It opens as long as the event does.
    ///
    /// @param purpose what it is; tells it from everything else that is sealed so
    public byte[] sealBeside(byte[] eventKey, EventId id, String purpose, byte[] plain) {
        return sealer.seal(derived(eventKey, purpose), bytes(id.value()), plain);
    }

    /// Opens what [#sealBeside] sealed.
    ///
    /// @throws DamagedVaultException if it does not open
    public byte[] openBeside(byte[] eventKey, EventId id, String purpose, byte[] sealed) {
        return sealer.open(derived(eventKey, purpose), bytes(id.value()), sealed);
    }

    private static byte[] derived(byte[] eventKey, String purpose) {
        try {
            var expand = HKDFParameterSpec.expandOnly(
                    new SecretKeySpec(eventKey, "HKDF"), purpose.getBytes(UTF_8), Vault.KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(expand);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has HKDF", e);
        }
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /// What an event's seal holds. Prints nothing of it.
    ///
    /// @param eventKey 32 bytes
    /// @param personal the personal fields
    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    public record Opened(byte[] eventKey, Statement personal) {

        @Override
        public String toString() {
            return "Opened";
        }
    }
}
