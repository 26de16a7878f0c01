package org.florahub.channel;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.jspecify.annotations.Nullable;

/// `POST /in/ADAPTER`: takes one document and answers when it is recorded. Whose box it is has been checked before;
/// that it is open, too.
final class Postbox extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Map<String, PostConsumer> boxes = new ConcurrentHashMap<>();
    private final transient Semaphore calls;

    /// @param callsMax documents taken at the same time
    Postbox(int callsMax) {
        this.calls = new Semaphore(callsMax);
    }

    void open(String adapter, PostConsumer box) {
        boxes.put(adapter, box);
    }

    /// Lets the box of an adapter, where one is open, serve this version from the next call on.
    ///
    /// @return whether one is open
    boolean serve(Adapter adapter, InChannel channel) {
        PostConsumer box = boxes.get(adapter.name());
        if (box != null) {
            box.serve(adapter, channel);
        }
        return box != null;
    }

    void close(String adapter, PostConsumer box) {
        boxes.remove(adapter, box);
    }

    /// The way into the box of an adapter, or `null` if it has none.
    @Nullable
    Turnstile calls(String adapter) {
        PostConsumer box = boxes.get(adapter);
        return box == null ? null : box.calls();
    }

    @Override
    protected void service(HttpServletRequest call, HttpServletResponse answer) throws IOException {
        var reply = new PostReply(call.getHeader("Accept"), answer);
        String path = call.getPathInfo();
        PostConsumer box = path == null ? null : boxes.get(path.substring(1));
        if (!call.getMethod().equals("POST")) {
            answer.setHeader("Allow", "POST");
            reply.problem(405, "Hier werden nur Dokumente entgegengenommen (POST).");
        } else if (box == null) {
            reply.problem(404, "Hier nimmt niemand Dokumente entgegen.");
        } else if (!calls.tryAcquire()) {
            reply.repeatLater(1);
        } else {
            try {
                box.take(call, reply);
            } finally {
                calls.release();
            }
        }
    }
}
