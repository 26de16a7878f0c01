package org.florahub.record;

import java.time.Instant;
import org.florahub.event.CaseRef;
import org.florahub.event.Problem;

/// A case whose deliveries to one destination stand still until an operator lets them go on.
///
/// @param destination name of the adapter
/// @param caseRef     the case
/// @param problem     why the destination refused
/// @param since       when it did
/// @param waiting     how many events wait behind it, the refused ones included
public record Parked(String destination, CaseRef caseRef, Problem problem, Instant since, long waiting) {}
