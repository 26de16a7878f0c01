package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.FolderCopy;
import org.florahub.intake.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What callers of an adapter see while its folder, or that of its format, is taken over anew.
@Timeout(120)
class EdgeReloadTest {

    private static final int RELOADS = 10;
    private static final int CALLERS = 4;
    private static final String SERVICE = "/services/rp-add";

    @RegisterExtension
    private static final HttpEdge edge = new HttpEdge();

    private volatile boolean calling = true;

    @Test
    void turnsNoDocumentAwayWhileItsAdapterChanges() throws Exception {
        Path yaml = edge.folder("adapters/xx-http/adapter.yaml");
        var posted = new ArrayList<Future<List<String>>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                String caller = "caller " + i;
                posted.add(callers.submit(() -> postAgainAndAgain(caller)));
            }
            for (int i = 0; i < RELOADS; i++) {
                String version = edge.adapter("xx-http").version();
                FolderCopy.edit(yaml, text -> text + "# another remark\n");
                edge.reload().now();
                assertThat(edge.adapter("xx-http").version()).isNotEqualTo(version);
                assertThat(adapterThatTakes("after change %d".formatted(i)))
                        .as("who takes what is posted when the change is over")
                        .isEqualTo(edge.adapter("xx-http"));
            }
            calling = false;
            var all = new ArrayList<String>();
            for (Future<List<String>> one : posted) {
                all.addAll(one.get(20, TimeUnit.SECONDS));
            }
            assertThat(all).hasSizeGreaterThan(RELOADS * CALLERS);
            assertThat(edge.receiver().texts()).containsAll(all).hasSize(all.size() + RELOADS);
        } finally {
            calling = false;
        }
    }

    private static Adapter adapterThatTakes(String document) throws Exception {
        String key = document.replace(' ', '-');
        var body = BodyPublishers.ofString(document);
        edge.post("/in/xx-http", body, "Content-Type", "text/csv", "Idempotency-Key", key);
        return edge.receiver().received().stream()
                .filter(incoming -> key.equals(incoming.transportMessageId()))
                .map(Incoming::adapter)
                .findFirst()
                .orElseThrow();
    }

    /// A caller that never repeats: every call must be taken at once.
    private List<String> postAgainAndAgain(String caller) throws Exception {
        var posted = new ArrayList<String>();
        while (calling) {
            String document = "%s, document %d".formatted(caller, posted.size());
            HttpResponse<String> answer = post(document);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            posted.add(document);
        }
        return posted;
    }

    @Test
    void closesTheBoxOfAnAdapterThatGoesAndOpensItAgain() throws Exception {
        Path folder = edge.folder("adapters/xx-http");
        Path aside = edge.folder("aside");
        FolderCopy.copy(folder, aside);
        FolderCopy.remove(folder);
        edge.reload().now();
        assertThat(post("x").statusCode()).isEqualTo(403);

        FolderCopy.copy(aside, folder);
        edge.reload().now();
        assertThat(post("x").statusCode()).isEqualTo(200);
    }

    @Test
    void describesAServiceAsItIsAfterAReload() throws Exception {
        assertThat(schemaOfTheService()).doesNotContain("a remark of this test");
        Path schema = edge.folder("transforms/statusdienst-soap/schema/statusdienst-1.xsd");
        FolderCopy.edit(schema, text -> text.replaceFirst("(<xs:schema[^>]*>)", "$1<!-- a remark of this test -->"));
        edge.reload().now();
        assertThat(schemaOfTheService()).contains("a remark of this test");
    }

    private static HttpResponse<String> post(String document) throws Exception {
        return edge.post("/in/xx-http", BodyPublishers.ofString(document), "Content-Type", "text/csv");
    }

    private static String schemaOfTheService() throws Exception {
        String wsdl =
                edge.get(SERVICE + "?wsdl", HttpEdge.USER, HttpEdge.PASSWORD).body();
        String schema = wsdl.replaceAll("(?s).*schemaLocation=\"[^\"]*(/services/[^\"]*)\".*", "$1");
        return edge.get(schema.replace("&amp;", "&"), HttpEdge.USER, HttpEdge.PASSWORD)
                .body();
    }
}
