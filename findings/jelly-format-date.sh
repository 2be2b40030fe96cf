#!/usr/bin/env bash
# Apache Commons Jelly, tags fmt 1.0: fmt:formatDate lists all locales of the Java runtime for every date that it writes.
#
# Expected by a reader: a date costs what DateFormat takes for it, some kilobytes, whatever else the runtime knows.
# Seen: each date allocates more than ten times that, for a new array of all locales, in which the tag looks for one that it has
# been given already.
# Met by: pages with a date in each row. Jenkins renders its pages with a fork of this library that does the same; of a table with
# fifty rows that was a third of the time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>commons-jelly</groupId>
      <artifactId>commons-jelly</artifactId>
      <version>1.0.1</version>
    </dependency>
    <dependency>
      <groupId>commons-jelly</groupId>
      <artifactId>commons-jelly-tags-fmt</artifactId>
      <version>1.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib || exit 2

cat >Finding.java <<'JAVA'
import com.sun.management.ThreadMXBean;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.text.DateFormat;
import java.util.Date;
import java.util.Locale;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.Script;
import org.apache.commons.jelly.XMLOutput;
import org.xml.sax.InputSource;

public class Finding {
    interface Work {
        String write() throws Exception;
    }

    static long bytes(Work work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 200; i++) {
            work.write();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            work.write();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 100;
    }

    static Work script(JellyContext context, String body) throws Exception {
        Script script = context.compileScript(new InputSource(
                new StringReader("<j:jelly xmlns:j='jelly:core' xmlns:f='jelly:fmt'>" + body + "</j:jelly>")));
        return () -> {
            StringWriter text = new StringWriter();
            XMLOutput output = XMLOutput.createXMLOutput(text);
            script.run(context, output);
            output.flush();
            return text.toString();
        };
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        JellyContext context = new JellyContext();
        Date date = new Date(0);
        context.setVariable("date", date);
        context.setVariable("org.apache.commons.jelly.tags.fmt.locale", Locale.ENGLISH);
        Work tag = script(context, "<f:formatDate value='${date}' type='both' dateStyle='medium' timeStyle='long'/>");
        Work empty = script(context, "no date");
        Work plain = () -> DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.LONG, Locale.ENGLISH).format(date);
        System.out.println("the same text: " + tag.write().equals(plain.write()));
        long above = bytes(tag) - bytes(empty);
        long needed = bytes(plain);
        System.err.println(above + " bytes allocated by the tag, " + needed + " by DateFormat, "
                + DateFormat.getAvailableLocales().length + " locales");
        System.out.println("more than ten times what DateFormat allocates: " + (above > 10 * needed));
    }
}
JAVA
timeout 60 java -Dslf4j.internal.verbosity=ERROR -cp 'lib/*' Finding.java | tee seen.txt
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
the same text: true
more than ten times what DateFormat allocates: true
SEEN
