package org.florahub.demo;

import java.util.List;

/// One message of the demonstration, and what must come of it.
///
/// @param partner who sends it
/// @param letter  what is sent
/// @param facts   the facts that the hub must take from it; empty if it must reject all
/// @param verdict how it must be answered
/// @param codes   the codes that the answer must give, one for each thing wrong, in any order
/// @param again   whether it was sent before, so that nothing new may come of it
record Act(String partner, Letter letter, List<Fact> facts, Reply.Verdict verdict, List<String> codes, boolean again) {

    Act {
        facts = List.copyOf(facts);
        codes = List.copyOf(codes);
    }

    static Act taken(String partner, Letter letter, List<Fact> facts) {
        return new Act(partner, letter, facts, Reply.Verdict.TAKEN, List.of(), false);
    }

    static Act rejected(String partner, Letter letter, List<String> codes) {
        return new Act(partner, letter, List.of(), Reply.Verdict.REJECTED, codes, false);
    }

    /// How many messages or rows must come back with a reason.
    int rejections() {
        return verdict == Reply.Verdict.REJECTED ? 1 : codes.size();
    }
}
