#!/usr/bin/env bash
# HtmlUnit 5.7.0: what a promise calls runs beside another script of the same page.
#
# Expected by a reader: one script of a page at a time, as in browsers and as HtmlUnit's own comment beside its lock of the page says.
# A test that clicks while a response is dealt with waits until that is over.
# Seen: so it is for what a timer calls. What a promise calls, and so all that follows a fetch, is run after that lock was given back;
# the test's own thread, and the scripts of its clicks, see a list in the middle of being filled.
# Met by: a form sent right after it was opened, whose lists are filled by fetch: a list that shows something all the time is now and
# then sent as empty, on a slow machine.
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
      <groupId>org.htmlunit</groupId>
      <artifactId>htmlunit</artifactId>
      <version>5.7.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib || exit 2

cat >Finding.java <<'JAVA'
import java.net.URL;
import java.util.concurrent.CountDownLatch;
import org.htmlunit.MockWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;

public class Finding {
    static final CountDownLatch[] EMPTIED = {new CountDownLatch(1), new CountDownLatch(1)};

    /** What a click sees of a list that is emptied and filled by {@code call}, half a second later. */
    static String seen(String call, int number) throws Exception {
        URL url = new URL("http://localhost/");
        try (WebClient web = new WebClient()) {
            MockWebConnection pages = new MockWebConnection();
            pages.setResponse(url, "<select id='list'><option value='1'>one</option></select><button id='send' onclick='send()'>"
                    + "</button><p id='sent'></p><script>"
                    + "function send() { document.getElementById('sent').textContent = 'sent: ' + list.value; }"
                    + "const list = document.getElementById('list');"
                    + "function fill() {"
                    + "  while (list.length > 0) { list.options[0] = null; }"
                    + "  window.alert('emptied');"
                    + "  const end = Date.now() + 2000; while (Date.now() < end) {}"
                    + "  list.options[0] = new Option('one', '1');"
                    + "}"
                    + "setTimeout(function () { " + call + " }, 500);</script>");
            web.setWebConnection(pages);
            web.setAlertHandler((page, message) -> EMPTIED[number].countDown());
            HtmlPage page = web.getPage(url);
            EMPTIED[number].await();
            page.getElementById("send").click();
            return page.getElementById("sent").getTextContent();
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println("called by the timer: " + seen("fill();", 0));
        System.out.println("called by a promise: " + seen("Promise.resolve().then(fill);", 1));
    }
}
JAVA
timeout 90 java -cp 'lib/*' Finding.java 2>errors.txt | tee seen.txt || { cat errors.txt >&2; exit 2; }
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
called by the timer: sent: 1
called by a promise: sent: 
SEEN
