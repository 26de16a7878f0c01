package org.florahub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CodesCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path list = Path.of("");

    @BeforeEach
    void aPublishedList() throws IOException {
        list = Files.writeString(folder.resolve("liste.xml"), """
                <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
                  <Identification>
                    <ShortName>Gründe (GEAS)</ShortName><Version>2</Version><CanonicalUri>urn:example:gruende</CanonicalUri>
                  </Identification>
                  <ColumnSet>
                    <Column Id="c"><ShortName>code</ShortName></Column><Column Id="n"><ShortName>name</ShortName></Column>
                  </ColumnSet>
                  <SimpleCodeList>
                    <Row><Value><SimpleValue>1</SimpleValue></Value><Value><SimpleValue>Rücknahme</SimpleValue></Value></Row>
                    <Row><Value><SimpleValue>2</SimpleValue></Value><Value><SimpleValue>Fristablauf</SimpleValue></Value></Row>
                  </SimpleCodeList>
                </gc:CodeList>
                """);
    }

    private int flora(String... arguments) {
        CommandLine flora = Flora.commandLine();
        flora.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return flora.execute(arguments);
    }

    @Test
    void printsATableWhoseValuesAreOpen() {
        assertThat(flora("codes", "import", list.toString())).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                #: codelist uri=urn:example:gruende version=2
                code;value;label;from;to
                1;?;Rücknahme;;
                2;?;Fristablauf;;
                """);
        assertThat(err.toString()).contains("to decide: 1, 2");
    }

    @Test
    void putsANewVersionBesideTheTableAndKeepsWhatIsTheSame() throws IOException {
        Path table = folder.resolve("gruende-geas.codes");
        Files.writeString(table, """
                #: codelist uri=urn:example:gruende version=1
                code;value;label;from;to
                1;withdrawn;Rücknahme;;
                2;not-pursued;Nichtbetreiben;;
                """);

        assertThat(flora("codes", "import", list.toString(), "--into", folder.toString()))
                .isEqualTo(1);

        assertThat(folder.resolve("gruende-geas@2.codes"))
                .content()
                .contains("version=2", "1;withdrawn;Rücknahme;;", "2;?;Fristablauf;;");
        assertThat(table).content().contains("version=1", "2;not-pursued;Nichtbetreiben;;");
        assertThat(err.toString()).contains("gruende-geas@2.codes", "another name now: 2");
        assertThat(flora("codes", "import", list.toString(), "--into", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("exists already");
    }

    @Test
    void saysWhatIsNoList() throws IOException {
        Files.writeString(list, "<list/>");

        assertThat(flora("codes", "import", list.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("liste.xml", "genericode 1.0");
        assertThat(flora("codes", "import", folder.resolve("none.xml").toString()))
                .isEqualTo(1);
        assertThat(flora("codes")).isEqualTo(2);
    }
}
