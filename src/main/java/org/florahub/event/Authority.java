package org.florahub.event;

import java.util.regex.Pattern;

/// An authority (Behörde) by its DVDV identifier, for example `ane:140010`.
///
/// @param prefix the kind of authority: `dbs` BAMF, `azr` Ausländerbehörde, `ane` Aufnahmeeinrichtung, …
/// @param id     the identifier within that kind
public record Authority(String prefix, String id) {

    private static final Pattern SHAPE = Pattern.compile("([a-z]{3}):([A-Za-z0-9]{1,20})");

    public Authority {
        if (!SHAPE.matcher(prefix + ":" + id).matches()) {
            throw new IllegalArgumentException("An authority is a DVDV prefix of three letters, a colon and an id");
        }
    }

    /// Reads `prefix:id`.
    ///
    /// @throws IllegalArgumentException if the text has another shape; the message does not quote it
    public static Authority parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("An authority is a DVDV prefix of three letters, a colon and an id");
        }
        return new Authority(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return prefix + ":" + id;
    }
}
