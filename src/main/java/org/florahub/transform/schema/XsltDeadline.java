package org.florahub.transform.schema;

import java.time.Duration;
import java.util.Map;
import net.sf.saxon.Controller;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.Logger;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.om.Item;
import net.sf.saxon.trace.Traceable;
import net.sf.saxon.trans.Mode;

/// Stops a stylesheet that does not end: it is asked before every instruction. Used once.
public final class XsltDeadline implements TraceListener {

    public static final int SECONDS = 5;

    private static final int STEPS_BETWEEN_LOOKS = 256;

    private final long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    private long steps;

    /// The time is up. An error, since Saxon prints and wraps every exception that passes through a template rule.
    public static final class Passed extends Error {

        private Passed() {
            super(null, null, false, false);
        }
    }

    @Override
    public void enter(Traceable instruction, Map<String, Object> properties, XPathContext context) {
        if (++steps % STEPS_BETWEEN_LOOKS == 0 && System.nanoTime() - end > 0) {
            throw new Passed();
        }
    }

    @Override
    public void leave(Traceable instruction) {}

    @Override
    public void setOutputDestination(Logger stream) {}

    @Override
    public void open(Controller controller) {}

    @Override
    public void close() {}

    @Override
    public void startCurrentItem(Item item) {}

    @Override
    public void endCurrentItem(Item item) {}

    @Override
    public void startRuleSearch() {}

    @Override
    public void endRuleSearch(Object rule, Mode mode, Item item) {}
}
