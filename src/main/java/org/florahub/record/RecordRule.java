package org.florahub.record;

/// What holds in every record at every moment, each as one query for the places where it does not: one statement sees
/// one moment, so that a running hub causes no false alarm.
enum RecordRule {
    MESSAGES_HAVE_NO_GAP("message", gap("message", "no"), "no row", "a message of each number"),
    EVENTS_HAVE_NO_GAP("event", gap("event", "seq"), "no row", "an event of each number"),
    DELIVERIES_HAVE_NO_GAP("delivery", gap("delivery", "no"), "no row", "a delivery of each number"),
    ACTS_HAVE_NO_GAP("audit act", gap("audit_act", "no"), "no row", "an act of each number"),

    LEAVES_ARE_OF_A_KNOWN_KIND(
            "leaf",
            "SELECT idx FROM leaf WHERE substr(entry, 1, 1) NOT BETWEEN x'00' AND x'04'"
                    + " OR (substr(entry, 1, 1) IN (x'01', x'02', x'04') AND length(entry) <> 33)",
            "an entry of no known kind",
            "a commitment, an order, an act or padding"),
    EVENTS_ARE_ANCHORED(
            "event",
            "SELECT seq FROM event e WHERE NOT EXISTS (SELECT 1 FROM leaf l WHERE l.idx = e.leaf"
                    + " AND substr(l.entry, 1, 1) = x'01')",
            "no entry of it in the ledger",
            "one entry"),
    LEAVES_ARE_OF_ONE_EVENT(
            "leaf",
            "SELECT leaf FROM event GROUP BY leaf HAVING count(*) > 1",
            "several events for one entry",
            "one event"),
    LEAVES_HAVE_THEIR_EVENT(
            "leaf",
            "SELECT idx FROM leaf WHERE substr(entry, 1, 1) = x'01' AND idx NOT IN (SELECT leaf FROM event)",
            "an entry of an event that is not recorded",
            "its event"),
    ACTS_ARE_ANCHORED(
            "audit act",
            "SELECT no FROM audit_act a WHERE NOT EXISTS (SELECT 1 FROM leaf l WHERE l.idx = a.leaf"
                    + " AND substr(l.entry, 1, 1) = CASE WHEN a.key IS NULL THEN x'01' ELSE x'04' END)",
            "no entry of it in the ledger",
            "one entry"),
    LEAVES_HAVE_THEIR_ACT(
            "leaf",
            "SELECT idx FROM leaf WHERE substr(entry, 1, 1) = x'04' AND idx NOT IN (SELECT leaf FROM audit_act)",
            "an entry of an act that is not recorded",
            "its act"),

    EVENTS_CAME_IN_A_MESSAGE(
            "event",
            "SELECT seq FROM event e WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.no = e.message)",
            "no message that it came in",
            "its message"),
    MESSAGES_HAVE_ALL_EVENTS(
            "message",
            "SELECT no FROM message m WHERE disposition <> 'in-progress'"
                    + " AND events <> (SELECT count(*) FROM event e WHERE e.message = m.no)",
            "another number of events than was answered",
            "every event that was accepted"),
    REFUSALS_HAVE_REASONS(
            "message",
            "SELECT no FROM message m WHERE disposition = 'rejected'"
                    + " AND NOT EXISTS (SELECT 1 FROM message_problem p WHERE p.message = m.no)",
            "a refusal without a reason",
            "the problems that its sender was told"),
    REPLAYS_ARE_RECORDED(
            "message",
            "SELECT no FROM message m WHERE replayed_by <> 0"
                    + " AND NOT EXISTS (SELECT 1 FROM message r WHERE r.no = m.replayed_by)",
            "a replay that is not recorded",
            "the message that took its place"),

    WHAT_WAITS_IS_RECORDED("outbox position", waiting("outbox"), "an event that is not recorded", "a recorded one"),
    WHAT_IS_PARKED_IS_RECORDED("parked position", waiting("parked"), "an event that is not recorded", "a recorded one"),
    WHAT_WAITS_IS_NOT_DELIVERED(
            "outbox position",
            "SELECT d.name || ' ' || o.position FROM outbox o JOIN destination d ON d.no = o.destination"
                    + " JOIN delivery_event v ON v.event = o.event AND v.destination = o.destination",
            "an event that is delivered already",
            "an event that waits"),
    WHAT_IS_PARKED_CAN_GO_ON(
            "parked position",
            "SELECT d.name || ' ' || p.position FROM parked p JOIN destination d ON d.no = p.destination"
                    + " WHERE NOT EXISTS (SELECT 1 FROM parked_case c"
                    + " WHERE c.destination = p.destination AND c.case_no = p.case_no)",
            "a case that nothing says is parked",
            "the parked case with its problem"),
    NOTHING_IS_LOST_ON_ITS_WAY(
            "destination",
            Completeness.LOST,
            "events that are neither delivered nor waiting, parked or erased",
            "none"),
    NOTHING_IS_TAKEN_OUT_WITHOUT_ORDER(
            "destination",
            "SELECT name FROM destination d WHERE erased > (SELECT count(DISTINCT x.event) FROM erasure_event x"
                    + " WHERE NOT EXISTS (SELECT 1 FROM delivery_event v"
                    + " WHERE v.event = x.event AND v.destination = d.no))",
            "more events taken out than orders name",
            "only erased ones"),

    DELIVERIES_ARE_OF_RECORDED_EVENTS(
            "delivery",
            "SELECT DISTINCT no FROM delivery l, json_each('[' || l.events || ']') j"
                    + " WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = j.value)",
            "an event that is not recorded",
            "recorded events"),
    DELIVERED_EVENTS_KNOW_THEIR_DELIVERY(
            "delivery",
            "SELECT DISTINCT no FROM delivery l, json_each('[' || l.events || ']') j WHERE NOT EXISTS"
                    + " (SELECT 1 FROM delivery_event v WHERE v.event = j.value AND v.destination = l.destination)",
            "an event that does not know of it",
            "each of its events marked as delivered"),
    DELIVERIES_ARE_WRITTEN_DOWN(
            "event",
            "SELECT event FROM (SELECT event, destination, delivery FROM delivery_event EXCEPT"
                    + " SELECT j.value, l.destination, l.no FROM delivery l, json_each('[' || l.events || ']') j)",
            "a delivery that does not hold it",
            "the delivery that it went with"),
    DELIVERIES_HAVE_A_DIGEST(
            "delivery",
            "SELECT no FROM delivery l WHERE length(sha256) <> 32 AND (length(sha256) <> 0 OR EXISTS"
                    + " (SELECT 1 FROM json_each('[' || l.events || ']') j"
                    + " WHERE j.value NOT IN (SELECT event FROM erasure_event)))",
            "no SHA-256 of what was sent",
            "32 bytes, unless all of it is erased"),

    EVENTS_KEEP_THEIR_KEY(
            "event",
            "SELECT seq FROM event e WHERE NOT EXISTS (SELECT 1 FROM vault_event v WHERE v.seq = e.seq)"
                    + " AND NOT EXISTS (SELECT 1 FROM erasure_event x JOIN erasure o ON o.no = x.erasure"
                    + " WHERE x.event = e.seq AND o.approved_at IS NOT NULL)",
            "no key and no order to erase it",
            "its sealed key and fields"),
    CASES_KEEP_THEIR_KEY(
            "event",
            "SELECT seq FROM vault_event v WHERE NOT EXISTS (SELECT 1 FROM vault_case c WHERE c.no = v.case_no)",
            "no key of the case that seals it",
            "the case's key"),
    EVENTS_HAVE_THEIR_PERSON(
            "event",
            "SELECT seq FROM event e JOIN vault_event v USING (seq)"
                    + " WHERE NOT EXISTS (SELECT 1 FROM vault_person p WHERE p.no = e.person)",
            "no person whom it is about",
            "the person in the vault"),
    PERSONS_HAVE_THEIR_CASE(
            "person",
            "SELECT no FROM vault_person p WHERE NOT EXISTS (SELECT 1 FROM vault_case c WHERE c.no = p.case_no)",
            "no case",
            "the person's case"),
    CASES_ARE_FOUND(
            "case",
            "SELECT no FROM vault_case c WHERE file_number IS NOT NULL AND no NOT IN"
                    + " (SELECT target FROM vault_index WHERE kind = 1)",
            "a file number that nothing finds",
            "an entry of it in the index"),
    PERSONS_ARE_FOUND(
            "person",
            "SELECT no FROM vault_person p WHERE"
                    + " (known_by & 1 AND no NOT IN (SELECT target FROM vault_index WHERE kind = 2))"
                    + " OR (known_by & 2 AND no NOT IN (SELECT target FROM vault_index WHERE kind = 3))",
            "a number that nothing finds",
            "an entry of it in the index"),
    INDEX_LEADS_SOMEWHERE(
            "index entry",
            "SELECT 'to case ' || target FROM vault_index WHERE kind = 1 AND target NOT IN"
                    + " (SELECT no FROM vault_case WHERE file_number IS NOT NULL) UNION ALL"
                    + " SELECT 'to person ' || target FROM vault_index i WHERE kind <> 1 AND NOT EXISTS"
                    + " (SELECT 1 FROM vault_person p WHERE p.no = i.target AND p.known_by & (i.kind - 1))",
            "nothing that is known by it",
            "a case or person of such a number"),
    STATES_ARE_OF_CASES(
            "state of case",
            "SELECT case_no FROM case_state WHERE case_no NOT IN (SELECT no FROM vault_case)",
            "no case",
            "the case that it was added up for"),
    EVENTS_HAVE_A_STATE(
            "case",
            "SELECT DISTINCT coalesce(c.merged_into, c.no) FROM event e JOIN vault_event v USING (seq)"
                    + " JOIN vault_case c ON c.no = v.case_no"
                    + " WHERE coalesce(c.merged_into, c.no) NOT IN (SELECT case_no FROM case_state)",
            "events and no state that they add up to",
            "its state"),
    CASES_LEAD_TO_THEIR_WHOLE(
            "case",
            "WITH RECURSIVE lead(no, whole) AS (SELECT no, no FROM vault_case WHERE part_of IS NULL UNION ALL"
                    + " SELECT c.no, lead.whole FROM vault_case c JOIN lead ON c.part_of = lead.no)"
                    + " SELECT c.no FROM vault_case c JOIN lead l ON l.no = c.no"
                    + " WHERE c.merged_into IS NOT nullif(l.whole, c.no)",
            "that its links lead to another case than it says",
            "the case that it is part of"),

    ERASED_EVENTS_HAVE_NO_KEY(
            "event",
            "SELECT x.event FROM erasure_event x JOIN vault_event v ON v.seq = x.event",
            "a key that an order had destroyed",
            "none"),
    ERASED_EVENTS_SAY_NOTHING(
            "event",
            "SELECT DISTINCT e.seq FROM erasure_event x JOIN event e ON e.seq = x.event"
                    + " WHERE e.case_ref <> x'' OR e.status <> '' OR e.statement <> '{}'",
            "details that an order had destroyed",
            "none"),
    ORDERS_NAME_THEIR_LEAVES(
            "erasure",
            "SELECT DISTINCT x.erasure FROM erasure_event x WHERE NOT EXISTS"
                    + " (SELECT 1 FROM event e WHERE e.seq = x.event AND e.leaf = x.leaf)",
            "another leaf than that of the event",
            "the leaf of each erased event"),
    ORDERS_ARE_APPROVED(
            "erasure",
            "SELECT DISTINCT x.erasure FROM erasure_event x WHERE NOT EXISTS"
                    + " (SELECT 1 FROM erasure o WHERE o.no = x.erasure AND o.approved_at IS NOT NULL)",
            "events erased by an order that nobody approved",
            "an order of two operators"),
    ORDERS_ARE_ANCHORED(
            "erasure",
            "SELECT no FROM erasure o WHERE EXISTS (SELECT 1 FROM erasure_event x WHERE x.erasure = o.no)"
                    + " AND NOT EXISTS (SELECT 1 FROM erasure_order r JOIN leaf l ON l.idx = r.leaf"
                    + " WHERE r.erasure = o.no AND substr(l.entry, 1, 1) = x'03')",
            "no order in the ledger",
            "a leaf that names the erased leaves"),
    LEAVES_HAVE_THEIR_ORDER(
            "leaf",
            "SELECT idx FROM leaf WHERE substr(entry, 1, 1) = x'03' AND idx NOT IN (SELECT leaf FROM erasure_order)",
            "an order that is not recorded",
            "its erasure"),
    MESSAGES_KEEP_THEIR_KEY(
            "message",
            "SELECT no FROM message WHERE wrapped_key IS NULL AND no NOT IN (SELECT message FROM erasure_message)",
            "no key of its original and no order to erase it",
            "the original's key"),
    ERASED_MESSAGES_HAVE_NO_KEY(
            "message",
            "SELECT DISTINCT x.message FROM erasure_message x JOIN message m ON m.no = x.message"
                    + " WHERE m.wrapped_key IS NOT NULL",
            "a key of its original that an order had destroyed",
            "none");

    private final String kind;
    private final String places;
    private final String found;
    private final String expected;

    RecordRule(String kind, String places, String found, String expected) {
        this.kind = kind;
        this.places = places;
        this.found = found;
        this.expected = expected;
    }

    private static String gap(String table, String number) {
        return "SELECT %2$s - 1 FROM %1$s r WHERE %2$s > 1 AND NOT EXISTS (SELECT 1 FROM %1$s p WHERE p.%2$s = r.%2$s - 1)"
                .formatted(table, number);
    }

    private static String waiting(String table) {
        return "SELECT coalesce(d.name, o.destination) || ' ' || o.position FROM %s o LEFT JOIN destination d"
                        .formatted(table)
                + " ON d.no = o.destination WHERE d.no IS NULL OR NOT EXISTS (SELECT 1 FROM vault_event v"
                + " WHERE v.seq = o.event)";
    }

    /// What the places are, in `record.db`.
    String kind() {
        return kind;
    }

    /// SQL: one column, a row for each place.
    String places() {
        return places;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }
}
