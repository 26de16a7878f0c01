package org.florahub.channel;

/// Names as senders give them, made fit for logs and problems.
final class Names {

    private static final int LENGTH_MAX = 200;

    private Names() {}

    /// Without control characters, at most 200 characters.
    static String clean(String name) {
        String printable = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "_");
        return printable.length() <= LENGTH_MAX ? printable : printable.substring(0, LENGTH_MAX);
    }
}
