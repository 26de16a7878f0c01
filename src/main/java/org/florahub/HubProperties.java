package org.florahub;

import java.nio.file.Path;
import java.time.Duration;
import org.florahub.delivery.DeliveryPolicy;
import org.florahub.erasure.ErasurePolicy;
import org.florahub.intake.IntakeLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where a hub keeps its things, and under which name it signs.
///
/// @param data       folder of everything the hub keeps: database, originals, ledger, keys, queues
/// @param adapters   folder with one folder per connected authority
/// @param transforms folder with one folder per message format
/// @param reload     time between two looks at these folders; a folder that looks the same in two of them is taken over
/// if it is
///                   right. `off`: only when an operator asks
/// @param keys       how to open the key store
/// @param ledger     the transparency log
/// @param intake     what is taken at most
/// @param delivery   how hard the hub tries to deliver
/// @param erasure    how long operators and recipients have
@ConfigurationProperties("flora")
public record HubProperties(
        @DefaultValue("data") Path data,
        @DefaultValue("adapters") Path adapters,
        @DefaultValue("transforms") Path transforms,
        @DefaultValue("5s") ReloadInterval reload,
        @DefaultValue Keys keys,
        @DefaultValue Log ledger,
        @DefaultValue IntakeLimits intake,
        @DefaultValue DeliveryPolicy delivery,
        @DefaultValue Erasing erasure) {

    /// The passphrase of the key store `<data>/keys/keystore`: from a file or from a setting, which the environment
    /// gives as `FLORA_KEYS_PASSPHRASE`.
    ///
    /// @param passphrase     the passphrase itself; the file wins
    /// @param passphraseFile a file that holds it in its first line
    public record Keys(
            @Nullable String passphrase, @Nullable Path passphraseFile) {

        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }

    /// The transparency log.
    ///
    /// @param origin          name under which this hub's log signs; never change it once there are entries
    /// @param policy          file that says which witnesses cosign checkpoints and how many are enough
    /// @param witnessTimeout  how long a witness may take for one answer
    /// @param witnessedWithin how long entries may wait for enough witnesses before nothing more is received
    public record Log(
            @DefaultValue("florahub.invalid/log") String origin,
            @Nullable Path policy,
            @DefaultValue("5s") Duration witnessTimeout,
            @DefaultValue("24h") Duration witnessedWithin) {}

    /// Orders to erase.
    ///
    /// @param approveWithin     how long a proposal stands
    /// @param acknowledgeWithin how long a recipient has before it is reminded, each time
    public record Erasing(
            @DefaultValue("7d") Duration approveWithin,
            @DefaultValue("30d") Duration acknowledgeWithin) {

        ErasurePolicy policy() {
            return new ErasurePolicy(approveWithin, acknowledgeWithin);
        }
    }

    /// The key store's file.
    public Path keyStoreFile() {
        return data.resolve("keys").resolve("keystore");
    }
}
