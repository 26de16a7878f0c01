package org.florahub.transform.row;

import java.io.IOException;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.ProblemLog;

/// Why a workbook cannot be read as a whole.
///
/// An [IOException], so that it comes through parsers and streams; it never says that the source failed.
final class SheetFault extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Mismatch mismatch;
    private final String place;
    private final boolean cutOff;

    /// @param place a part or a cell of the workbook; empty for the whole of it
    SheetFault(String place, String found, String expected, String remedy) {
        this(place, new Mismatch("X000", found, expected, remedy), false);
    }

    private SheetFault(String place, Mismatch mismatch, boolean cutOff) {
        super(mismatch.found());
        this.place = place;
        this.mismatch = mismatch;
        this.cutOff = cutOff;
    }

    /// The file stops before its end.
    static SheetFault cutOff() {
        return new SheetFault(
                "",
                new Mismatch("X000", "a file that ends in the middle", "a whole workbook", "Send the whole file."),
                true);
    }

    /// Bytes that are no workbook, or a damaged one.
    static SheetFault broken(String place) {
        return new SheetFault(
                place, "a workbook that cannot be read", "an .xlsx file", "Save the list again as .xlsx.");
    }

    static SheetFault tooBig(String found, String expected) {
        return new SheetFault("", found, expected, "Spread the list over several files.");
    }

    void tell(ProblemLog document) {
        document.add(
                mismatch.code(),
                0,
                0,
                place.isEmpty() ? null : place,
                mismatch.found(),
                mismatch.expected(),
                mismatch.remedy());
    }

    boolean isCutOff() {
        return cutOff;
    }
}
