package org.florahub.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// A recipient's word that it has erased what an erasure notice named. It comes over the recipient's own channel like
/// any other message and has the same short forms on all of them: an element `loeschbestaetigung`, a line of a list, or
/// a JSON object.
///
/// @param erasure number of the order that it acknowledges
record Acknowledgement(long erasure) {

    private static final int BYTES_MAX = 4096;

    private static final Pattern XML = Pattern.compile("(?s)(?:<\\?xml[^>]*>\\s*)?<(?:[\\w.-]+:)?loeschbestaetigung\\s"
            + "(?=[^>]*\"urn:florahub:loeschmitteilung:1\")[^>]*\\bnummer=\"(\\d{1,18})\"[^>]*>.*");
    private static final Pattern LINE = Pattern.compile("loeschbestaetigung;(\\d{1,18});*\\s*");
    private static final Pattern JSON = Pattern.compile("\\{\\s*\"loeschbestaetigung\"\\s*:\\s*(\\d{1,18})\\s*}\\s*");

    /// The one that a message is, or `null` if it is any other.
    static @Nullable Acknowledgement in(Content content) throws IOException {
        if (content.sizeBytes() > BYTES_MAX || content instanceof Content.Unread) {
            return null;
        }
        try (InputStream in = content.open()) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static @Nullable Acknowledgement of(String text) {
        String bare = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        for (Pattern form : new Pattern[] {XML, LINE, JSON}) {
            Matcher matcher = form.matcher(bare);
            if (matcher.matches()) {
                return new Acknowledgement(Long.parseLong(matcher.group(1)));
            }
        }
        return null;
    }

    /// That its sender has no such notice.
    Problem unknown(String file) {
        return new Problem(
                "S999",
                file,
                0,
                0,
                "nummer",
                "no erasure of which the sender has been told",
                "the number of an erasure notice to the sender",
                "Copy the number from the notice, and send it as the authority that got it.");
    }
}
