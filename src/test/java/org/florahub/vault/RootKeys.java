package org.florahub.vault;

import java.util.Arrays;
import java.util.List;

/// The root keys themselves, for tests that look for traces of them.
public final class RootKeys {

    private RootKeys() {}

    public static List<byte[]> of(KeyStore keys) {
        return Arrays.stream(RootKey.values()).map(keys::root).toList();
    }
}
