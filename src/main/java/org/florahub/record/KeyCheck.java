package org.florahub.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.DamagedVaultException;
import org.florahub.vault.KeyStore;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;

/// Whether a key store is the one that a data folder was recorded with, told from the oldest and the newest case and
/// original: a rotation of keys begins with the oldest, new ones come at the other end.
final class KeyCheck {

    private final Connection connection;
    private final Vault vault;

    private KeyCheck(Connection connection, Vault vault) {
        this.connection = connection;
        this.vault = vault;
    }

    /// @throws BrokenKeyStoreException if it is another one
    static void check(Connection connection, Vault vault, KeyStore keys, Path folder) throws SQLException {
        List<Boolean> opened = new KeyCheck(connection, vault).opened();
        if (opened.contains(false)) {
            throw another(keys, opened.contains(true) ? "only a part of" : "nothing of", folder);
        }
    }

    /// @throws BrokenKeyStoreException if it opens nothing
    static void checkOpensSome(Connection connection, Vault vault, KeyStore keys, Path folder) throws SQLException {
        List<Boolean> opened = new KeyCheck(connection, vault).opened();
        if (opened.contains(false) && !opened.contains(true)) {
            throw another(keys, "nothing of", folder);
        }
    }

    private static BrokenKeyStoreException another(KeyStore keys, String opens, Path folder) {
        return new BrokenKeyStoreException(
                "%s: found a key store that opens %s what %s holds, expected the one that it was recorded with. %s"
                        .formatted(
                                keys.path(),
                                opens,
                                folder,
                                "It belongs to another hub, or one of the two comes from a backup older than the"
                                        + " last rotation of keys: restore both from backups of one time."),
                null);
    }

    private List<Boolean> opened() throws SQLException {
        var opened = new ArrayList<Boolean>();
        for (String order : new String[] {"ASC", "DESC"}) {
            opened.addAll(new Prepared(
                            connection, "SELECT ref, wrapped_key FROM vault_case ORDER BY no " + order + " LIMIT 1")
                    .all(row -> {
                        var ref = Prepared.uuid(row, 1);
                        byte[] key = row.getBytes(2);
                        return opens(() -> vault.caseKeyAnew(ref, key));
                    }));
            opened.addAll(new Prepared(
                            connection,
                            "SELECT wrapped_key FROM message WHERE wrapped_key IS NOT NULL ORDER BY no " + order
                                    + " LIMIT 1")
                    .all(row -> {
                        byte[] key = row.getBytes(1);
                        return opens(() -> vault.originalKeyAnew(key));
                    }));
        }
        return opened;
    }

    private static boolean opens(Runnable opening) {
        try {
            opening.run();
            return true;
        } catch (DamagedVaultException _) {
            return false;
        }
    }
}
