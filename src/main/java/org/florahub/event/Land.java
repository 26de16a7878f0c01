package org.florahub.event;

/// A federal state by the first two digits of its Amtlicher Gemeindeschlüssel.
///
/// A record and not an enum: the engine knows no state by name.
///
/// @param key two digits, `01` to `16`
public record Land(String key) {

    public Land {
        if (!key.matches("0[1-9]|1[0-6]")) {
            throw new IllegalArgumentException("A Land key is two digits, 01 to 16");
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
