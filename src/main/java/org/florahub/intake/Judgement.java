package org.florahub.intake;

import java.util.List;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// All that an answer says about one message. Built from what is recorded, so that a repeated message gets it
/// again.
///
/// @param message      the hub's number
/// @param name         what the sender called it the first time
/// @param messageId    the sender's id, if the message has one
/// @param events       events recorded
/// @param alreadyKnown rows recorded before
/// @param rejected     rows not taken; 0 where the message is taken or rejected as a whole
/// @param accepted     whether anything was taken
/// @param unread       whether it was too large to be read
/// @param problems     the first problems, at most 100
record Judgement(
        long message,
        String name,
        @Nullable String messageId,
        long events,
        long alreadyKnown,
        long rejected,
        boolean accepted,
        boolean unread,
        List<Problem> problems) {

    Judgement {
        problems = List.copyOf(problems);
    }

    String result() {
        if (!accepted) {
            return "abgewiesen";
        }
        return rejected > 0 ? "teilweise angenommen" : "angenommen";
    }
}
