package org.florahub;

import java.util.ArrayList;
import java.util.List;
import org.florahub.adapter.BrokenAdapterException;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.record.StoreInUseException;
import org.florahub.record.StoreUnavailableException;
import org.florahub.vault.BrokenKeyStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/// Says why the hub cannot start in the words of the stage that found it, without a stack trace: each of these
/// messages names the place and what to do.
class StartFailure implements FailureAnalyzer {

    private static final List<Class<? extends Exception>> OURS = List.of(
            BrokenAdapterException.class,
            BrokenKeyStoreException.class,
            StoreInUseException.class,
            StoreUnavailableException.class,
            LedgerMismatchException.class,
            UnusableSettingException.class);

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain.stream()
                .filter(cause -> OURS.stream().anyMatch(ours -> ours.isInstance(cause)))
                .findFirst()
                .map(cause -> new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause))
                .orElse(null);
    }
}
