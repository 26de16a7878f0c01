package org.florahub.intake;

import java.util.List;
import org.florahub.event.Problem;

/// What became of a received message. Whoever holds a receipt other than [Unfinished] may tell the sender and forget
/// the message: it is durable.
public sealed interface Receipt {

    /// The hub's number of the message; it names it in logs, in the quarantine and in answers. 0 if nothing is
    /// recorded.
    long message();

    /// Why it, or a part of it, was not taken; empty if all was.
    List<Problem> problems();

    /// What goes back to the sender, the acknowledgement first. Empty only while it is unfinished.
    List<Answer> answers();

    /// Whether the same message had been received before, so that nothing was recorded this time.
    boolean duplicate();

    /// Everything in it was taken.
    ///
    /// @param events       how many events were recorded
    /// @param alreadyKnown how many rows had been recorded before from this sender
    record Accepted(long message, long events, long alreadyKnown, List<Answer> answers, boolean duplicate)
            implements Receipt {

        public Accepted {
            answers = List.copyOf(answers);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }

    /// The good rows were taken, the others come back in one of the answers.
    ///
    /// @param rejected how many rows were not taken
    record PartlyAccepted(
            long message,
            long events,
            long alreadyKnown,
            long rejected,
            List<Problem> problems,
            List<Answer> answers,
            boolean duplicate)
            implements Receipt {

        public PartlyAccepted {
            problems = List.copyOf(problems);
            answers = List.copyOf(answers);
        }
    }

    /// Nothing was taken; the original lies in quarantine.
    ///
    /// @param rejected how many rows were not taken; 0 where the message was rejected as a whole
    record Rejected(long message, long rejected, List<Problem> problems, List<Answer> answers, boolean duplicate)
            implements Receipt {

        public Rejected {
            problems = List.copyOf(problems);
            answers = List.copyOf(answers);
        }
    }

    /// Too large: not read and not copied. The hub has recorded name and size; the channel moves the original aside
    /// whole.
    record Refused(long message, List<Problem> problems, List<Answer> answers) implements Receipt {

        public Refused {
            problems = List.copyOf(problems);
            answers = List.copyOf(answers);
        }

        @Override
        public boolean duplicate() {
            return false;
        }
    }

    /// The document ends early and may still be growing: nothing is recorded. The channel hands it over again
    /// later.
    record Unfinished() implements Receipt {

        @Override
        public long message() {
            return 0;
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public List<Answer> answers() {
            return List.of();
        }

        @Override
        public boolean duplicate() {
            return false;
        }
    }
}
