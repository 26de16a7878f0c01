package org.florahub.record;

import java.time.LocalDate;
import java.util.UUID;
import org.florahub.event.Statement;

/// A standing event by which time is counted for a case.
///
/// @param caseRef    pseudonym of the case, of merged files that of the leading one
/// @param statement  without what is personal
/// @param recordedOn in UTC
public record Milestone(UUID caseRef, String status, Statement statement, LocalDate recordedOn) {}
