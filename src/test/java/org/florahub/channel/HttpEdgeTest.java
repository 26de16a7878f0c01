package org.florahub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.florahub.intake.IntakeUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SOAP and operations over real HTTP, with real credentials.
@Timeout(120)
class HttpEdgeTest {

    private static final String SERVICE = "/services/rp-add";
    private static final String SOAP_11 = "text/xml; charset=utf-8";
    private static final String SOAP_12 = "application/soap+xml; charset=utf-8";
    private static final String ID = "0b9f3c1e-0000-4000-8000-000000000001";

    @RegisterExtension
    private static final HttpEdge edge = new HttpEdge();

    @ParameterizedTest
    @ValueSource(strings = {SOAP_11, SOAP_12})
    void acknowledgesACallOfEitherVersion(String type) throws Exception {
        int before = edge.receiver().texts().size();
        HttpResponse<String> answer = edge.call(SERVICE, type, envelope(type, meldung("x")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type.substring(0, 8));
        assertThat(answer.body())
                .contains("meldeStatusAntwort")
                .contains(ID)
                .contains("ANGENOMMEN")
                .contains("anzahl>1<");
        assertThat(edge.receiver().texts()).hasSize(before + 1);
        assertThat(edge.receiver().texts().getLast()).startsWith("<?xml").contains("<m:meldeStatus");
        assertThat(edge.receiver().received().getLast().name()).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({SOAP_11 + ", Client", SOAP_12 + ", Sender"})
    void answersARejectionWithAFaultThatListsPlacesAndNoValues(String type, String code) throws Exception {
        edge.receiver().answerWith(edge.receiver()::rejected);
        HttpResponse<String> answer = edge.call(SERVICE, type, envelope(type, meldung("Musterfrau")));
        assertThat(answer.statusCode()).isBetween(400, 500);
        assertThat(answer.body())
                .contains(":" + code)
                .contains("meldeStatusFehler")
                .contains("code>S010<")
                .contains("zeile>7<")
                .contains("feld>/a/b<")
                .contains("Codeliste")
                .doesNotContain("Musterfrau");
    }

    @ParameterizedTest
    @ValueSource(strings = {SOAP_11, SOAP_12})
    void asksForARepetitionWhileTheStoreIsUnavailable(String type) throws Exception {
        edge.receiver().answerWith(_ -> {
            throw new IntakeUnavailableException(new IllegalStateException("the disk is full"));
        });
        HttpResponse<String> answer = edge.call(SERVICE, type, envelope(type, meldung("x")));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .containsAnyOf(":Server", ":Receiver")
                .contains("wiederholen")
                .doesNotContain("disk");
    }

    @Test
    void handsABodyThatIsNotWellFormedToIntake() throws Exception {
        edge.receiver().answerWith(edge.receiver()::rejected);
        HttpResponse<String> answer = edge.call(SERVICE, SOAP_11, envelope(SOAP_11, "<m:a xmlns:m='urn:m'><b></m:a>"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Client").contains("meldeStatusFehler");
        assertThat(edge.receiver().texts().getLast()).contains("Envelope").contains("<b></m:a>");
    }

    @Test
    void refusesADoctype() throws Exception {
        int before = edge.receiver().texts().size();
        String call =
                "<!DOCTYPE s:Envelope [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + envelope(SOAP_11, meldung("&x;"));
        HttpResponse<String> answer = edge.call(SERVICE, SOAP_11, call);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("Client")
                .contains("Dokumenttypdeklaration")
                .doesNotContain("root:");
        assertThat(edge.receiver().texts()).hasSize(before);
    }

    @Test
    void refusesACallThatIsTooLarge() throws Exception {
        int before = edge.receiver().texts().size();
        HttpResponse<String> answer = edge.call(SERVICE, SOAP_12, envelope(SOAP_12, meldung("x".repeat(200_000))));
        assertThat(answer.statusCode()).isBetween(400, 500);
        assertThat(answer.body()).contains("S999").contains("102400");
        assertThat(edge.receiver().texts()).hasSize(before);
    }

    @Test
    void takesHeadersOfAddressingThatMustBeUnderstood() throws Exception {
        String header = """
                <w:MessageID xmlns:w="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">urn:uuid:9</w:MessageID>\
                <w:ReplyTo xmlns:w="http://www.w3.org/2005/08/addressing"><w:Address>http://elsewhere.example/</w:Address></w:ReplyTo>""";
        String call =
                envelope(SOAP_11, meldung("x")).replace("<s:Body>", "<s:Header>" + header + "</s:Header><s:Body>");
        HttpResponse<String> answer = edge.call(SERVICE, SOAP_11, call);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(edge.receiver().received().getLast().transportMessageId()).isEqualTo("urn:uuid:9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"meldeStatus\"", "\"\"", "\"urn:example:other\"", "unquoted"})
    void judgesACallByItsBodyWhateverItsActionSays(String action) throws Exception {
        HttpResponse<String> answer = edge.callWithAction(SERVICE, action, envelope(SOAP_11, meldung("x")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("ANGENOMMEN");
        String withAction = SOAP_12 + "; action=" + (action.startsWith("\"") ? action : '"' + action + '"');
        assertThat(edge.call(SERVICE, withAction, envelope(SOAP_12, meldung("x")))
                        .body())
                .contains("ANGENOMMEN");
    }

    @Test
    void asksForARepetitionWhileTheChannelsAreNotOpen() throws Exception {
        int before = edge.receiver().texts().size();
        edge.camel().suspend();
        try {
            HttpResponse<String> answer = edge.call(SERVICE, SOAP_11, envelope(SOAP_11, meldung("x")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("wiederholen");
        } finally {
            edge.camel().resume();
        }
        assertThat(edge.receiver().texts()).hasSize(before);
        assertThat(edge.call(SERVICE, SOAP_11, envelope(SOAP_11, meldung("x"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void describesItselfWithBothPortsAndTheSchema() throws Exception {
        HttpResponse<String> wsdl = edge.get(SERVICE + "?wsdl", HttpEdge.USER, HttpEdge.PASSWORD);
        assertThat(wsdl.statusCode()).isEqualTo(200);
        assertThat(wsdl.body())
                .contains("StatusdienstSoap11")
                .contains("StatusdienstSoap12")
                .doesNotContain("/services/NAME");
        String schema = wsdl.body().replaceAll("(?s).*schemaLocation=\"[^\"]*(/services/[^\"]*)\".*", "$1");
        assertThat(edge.get(schema.replace("&amp;", "&"), HttpEdge.USER, HttpEdge.PASSWORD)
                        .body())
                .contains("meldeStatusAntwort");
    }

    @ParameterizedTest
    @CsvSource({
        "rp-add, wrong-password-here, 401",
        "nobody, correct-horse-battery, 401",
        "flora-hub, correct-horse-battery, 401",
        "bamf, correct-horse-battery, 403",
        "operator, correct-horse-battery, 403",
        ", '', 401"
    })
    void letsNobodyElseCallAnAuthoritysService(String user, String password, int status) throws Exception {
        int before = edge.receiver().texts().size();
        String call = envelope(SOAP_11, meldung("x"));
        assertThat(edge.call(SERVICE, SOAP_11, call, user, password).statusCode())
                .isEqualTo(status);
        assertThat(edge.get(SERVICE + "?wsdl", user, password).statusCode()).isEqualTo(status);
        assertThat(edge.receiver().texts()).hasSize(before);
    }

    @Test
    void saysInGermanAndForItsRealmThatALoginIsMissingOrWrong() throws Exception {
        try (var said = new LogLines(RefusalLog.class)) {
            HttpResponse<String> missing = edge.call("/in/xx-http", "text/csv", "x", null, "");
            HttpResponse<String> wrong = edge.call("/in/xx-http", "text/csv", "x", "bamf", "not-its-password");
            for (HttpResponse<String> answer : List.of(missing, wrong)) {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"FLORA Hub\"");
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/json");
                assertThat(answer.body()).contains("nicht entgegengenommen", "Benutzer und Passwort");
            }
            assertThat(said.lines()).contains("HTTP refused bamf from 127.0.0.1: wrong user or password");
        }
    }

    @Test
    void saysInGermanThatAUserHasNoRight() throws Exception {
        try (var said = new LogLines(RefusalLog.class)) {
            HttpResponse<String> answer = edge.call("/in/xx-http", "text/csv", "x", "rp-add", HttpEdge.PASSWORD);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("nicht entgegengenommen", "keinen Zugang");
            assertThat(said.lines()).allMatch(line -> line.startsWith("HTTP refused rp-add from 127.0.0.1: no right"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health/liveness, , 200",
        "/actuator/health/readiness, , 200",
        "/actuator/health, , 401",
        "/actuator/prometheus, , 401",
        "/actuator/prometheus, rp-add, 403",
        "/actuator/prometheus, operator, 200",
        "/services, rp-add, 403",
        "/services/, rp-add, 403",
        "/services/none, rp-add, 403",
        "/, operator, 403",
        "/elsewhere, , 401"
    })
    void showsOperationsToTheOperatorAlone(String path, String user, int status) throws Exception {
        assertThat(edge.get(path, user, HttpEdge.PASSWORD).statusCode()).isEqualTo(status);
    }

    private static String meldung(String name) {
        return """
                <m:meldeStatus xmlns:m="urn:florahub:statusdienst:1" version="1"><m:kopf><m:nachrichtId>%s</m:nachrichtId></m:kopf>\
                <m:name>%s</m:name></m:meldeStatus>""".formatted(ID, name);
    }

    private static String envelope(String type, String body) {
        String namespace = type.equals(SOAP_11)
                ? "http://schemas.xmlsoap.org/soap/envelope/"
                : "http://www.w3.org/2003/05/soap-envelope";
        return "<s:Envelope xmlns:s=\"%s\"><s:Body>%s</s:Body></s:Envelope>".formatted(namespace, body);
    }
}
