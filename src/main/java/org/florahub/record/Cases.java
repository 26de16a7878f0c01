package org.florahub.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.vault.CaseLinks;
import org.florahub.vault.CaseLinks.Part;
import org.florahub.vault.Prepared;
import org.florahub.vault.Vault;

/// Cases for operators: found by any of their identifiers, merged and split. Thread-safe. What changes them blocks
/// until durable, and shares its commits with the recorder.
///
/// Merging sets a link and nothing else: events, persons, keys and pseudonyms stay where they are. From then on all
/// linked cases are one wherever a case as a whole counts: its state, who is competent, the order of its deliveries,
/// and which event a correction means.
public final class Cases {

    private final Writer writer;
    private final Readers readers;
    private final Vault vault;

    Cases(Writer writer, Readers readers, Vault vault) {
        this.writer = writer;
        this.readers = readers;
        this.vault = vault;
    }

    /// The cases that an identifier names, each with its parts; none twice.
    ///
    /// @param field the BAMF file number, the AZR number or the arrival number
    /// @throws IllegalArgumentException if the field names no case
    public List<CaseFile> named(Field field, String value) {
        return readers.read(connection -> {
            CaseLinks links = vault.caseLinks(connection);
            var files = new ArrayList<CaseFile>();
            for (long root : links.named(field, value).stream().map(Part::root).collect(Collectors.toSet())) {
                files.add(file(connection, links, root));
            }
            return files;
        });
    }

    /// The case of a pseudonym, with its parts.
    public Optional<CaseFile> find(CaseRef ref) {
        return readers.find(connection -> {
            CaseLinks links = vault.caseLinks(connection);
            Part part = links.find(ref);
            return part == null ? null : file(connection, links, part.root());
        });
    }

    /// Makes two cases one.
    ///
    /// @param part  becomes part of the other, with all that is part of it
    /// @param whole leads from now on
    /// @param actor who decided it
    /// @throws CaseLinkException if they cannot be merged; then nothing has changed
    public CaseFile merge(CaseRef part, CaseRef whole, String actor) {
        writer.submit(tx -> {
            Part from = root(tx.links, part);
            Part to = root(tx.links, whole);
            if (from.no() == to.no()) {
                throw new CaseLinkException("Both are one case already. See them: flora case show.");
            }
            if (!from.filed() || !to.filed()) {
                throw new CaseLinkException("Only cases with a BAMF file number are merged by hand: one without "
                        + "becomes part of a file as soon as a message names its person with the file number.");
            }
            tx.links.merge(from, to);
            tx.outbox.union(from.no(), to.no());
            refold(tx, to.no());
            tx.audit.add(new AuditTable.Act(actor, "merge", from.ref(), to.ref()), tx);
            return to.no();
        });
        return find(whole).orElseThrow();
    }

    /// Takes a case out of the one that it is part of.
    ///
    /// @param ref   that case; what was part of it before stays with it
    /// @param actor who decided it
    /// @throws CaseLinkException if it was not merged; then nothing has changed
    public CaseFile split(CaseRef ref, String actor) {
        writer.submit(tx -> {
            Part part = known(tx.links, ref);
            if (part.partOf() == null) {
                throw new CaseLinkException(
                        "The case is part of no other. Name the one that became part: flora case show lists it.");
            }
            if (!part.filed()) {
                throw new CaseLinkException("The case never had a file number: it was the beginning of the file that "
                        + "it is part of, and cannot be taken out.");
            }
            Part whole = root(tx.links, ref);
            tx.links.split(part);
            tx.outbox.part(whole.no(), part.no());
            refold(tx, whole.no());
            refold(tx, part.no());
            tx.audit.add(new AuditTable.Act(actor, "split", part.ref(), whole.ref()), tx);
            return part.no();
        });
        return find(ref).orElseThrow();
    }

    private static void refold(Transaction tx, long root) throws SQLException {
        tx.events.setState(root, CaseFold.of(tx.events.ofCase(root).stream()).text());
    }

    private static Part known(CaseLinks links, CaseRef ref) throws SQLException {
        Part part = links.find(ref);
        if (part == null) {
            throw new CaseLinkException("There is no case of that pseudonym. Find it: flora case show --azr NUMBER.");
        }
        return part;
    }

    private static Part root(CaseLinks links, CaseRef ref) throws SQLException {
        long root = known(links, ref).root();
        return links.parts(root).stream()
                .filter(part -> part.no() == root)
                .findFirst()
                .orElseThrow();
    }

    private static CaseFile file(Connection connection, CaseLinks links, long root) throws SQLException {
        List<Part> parts = links.parts(root);
        Map<Long, CaseRef> refs = parts.stream().collect(Collectors.toMap(Part::no, Part::ref));
        var shown = new ArrayList<CaseFile.Part>();
        var acts = new ArrayList<CaseFile.Act>();
        for (Part part : parts) {
            CaseRef partOf = part.partOf() == null ? null : refs.get(part.partOf());
            shown.add(new CaseFile.Part(part.ref(), part.filed(), partOf, links.identifiers(part)));
            acts.addAll(acts(connection, part.ref()));
        }
        long events = new Prepared(
                        connection,
                        "SELECT count(*) FROM event WHERE person IN (SELECT no FROM vault_person WHERE case_no IN ("
                                + EventTable.PARTS + "))")
                .number(root, root);
        CaseRef leads = refs.get(root);
        return new CaseFile(Objects.requireNonNull(leads), shown, acts, Math.toIntExact(events));
    }

    private static List<CaseFile.Act> acts(Connection connection, CaseRef subject) throws SQLException {
        return new Prepared(
                        connection,
                        "SELECT at, actor, act, subject, other, leaf FROM audit_act WHERE subject = ? ORDER BY no")
                .all(
                        row -> new CaseFile.Act(
                                Instant.ofEpochMilli(row.getLong(1)),
                                row.getString(2),
                                row.getString(3),
                                new CaseRef(Prepared.uuid(row, 4)),
                                row.getBytes(5) == null ? null : new CaseRef(Prepared.uuid(row, 5)),
                                row.getLong(6)),
                        subject.value());
    }
}
