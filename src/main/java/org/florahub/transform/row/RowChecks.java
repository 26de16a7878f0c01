package org.florahub.transform.row;

import java.util.List;
import org.florahub.transform.row.RowPicture.Role;
import org.florahub.transform.source.Findings;
import org.florahub.transform.template.Content.Slot;

/// Checks that the kinds of row of a template can stand where they do and can be told apart.
record RowChecks(Findings findings) {

    void check(List<RowPicture> pictures, RowFormat format) {
        order(pictures, format);
        alike(pictures);
    }

    /// Records that stand once need positions to be told by, and come before and after all others.
    private void order(List<RowPicture> pictures, RowFormat format) {
        boolean ended = false;
        Role before = Role.BEFORE;
        for (RowPicture picture : pictures) {
            boolean misplaced = switch (picture.role()) {
                case BEFORE -> format.named();
                case EVENT -> ended;
                case WITH -> format.named() || before == Role.BEFORE || ended;
                case AFTER -> format.named() || picture.columns().stream().anyMatch(c -> c.content() instanceof Slot);
            };
            ended |= picture.role() == Role.AFTER;
            before = picture.role();
            if (misplaced) {
                findings.add(
                        picture.at(),
                        "record-misplaced",
                        null,
                        "a record that cannot stand here",
                        "without a header: those that stand once first or, without values, last; #: record with after"
                                + " the row that it continues",
                        "Move the record.");
            }
        }
    }

    private void alike(List<RowPicture> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (pictures.get(i).alike(pictures.get(j))) {
                    findings.add(
                            pictures.get(i).at(),
                            "records-alike",
                            null,
                            "a record that those of line %d fit too"
                                    .formatted(pictures.get(j).at().line()),
                            "a constant at the same place that differs, in lines of fixed width at their beginning",
                            "Add the constant.");
                    return;
                }
            }
        }
    }
}
