package org.florahub;

import java.nio.file.Path;
import org.florahub.delivery.DeliveryPolicy;
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
@ConfigurationProperties("flora")
public record HubProperties(
        @DefaultValue("data") Path data,
        @DefaultValue("adapters") Path adapters,
        @DefaultValue("transforms") Path transforms,
        @DefaultValue("5s") ReloadInterval reload,
        @DefaultValue Keys keys,
        @DefaultValue Log ledger,
        @DefaultValue IntakeLimits intake,
        @DefaultValue DeliveryPolicy delivery) {

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
    /// @param origin name under which this hub's log signs; never change it once there are entries
    public record Log(@DefaultValue("florahub.invalid/log") String origin) {}

    /// The key store's file.
    public Path keyStoreFile() {
        return data.resolve("keys").resolve("keystore");
    }
}
