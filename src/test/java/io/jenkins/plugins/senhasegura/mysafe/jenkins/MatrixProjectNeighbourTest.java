package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.Item;
import hudson.model.Result;
import hudson.tasks.BuildWrapper;
import hudson.tasks.Builder;
import io.jenkins.plugins.senhasegura.mysafe.audit.AllRecords;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.WithPasswordWrapper;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Multi-configuration jobs of Matrix Project: their configurations build under their number, and they do nothing themselves. */
class MatrixProjectNeighbourTest extends SharedJenkins {
    private static final String ENABLE_11 = "/api/mysafe/password/active/11";

    private static MatrixProject matrix(Builder... builders) throws Exception {
        return in(jenkins.createProject(MatrixProject.class), builders);
    }

    private static MatrixProject in(MatrixProject matrix, Builder... builders) throws Exception {
        matrix.setAxes(new AxisList(new TextAxis("OS", "linux", "windows")));
        for (Builder builder : builders) {
            matrix.getBuildersList().add(builder);
        }
        return matrix;
    }

    private static MatrixBuild build(Result expected, MatrixProject matrix) throws Exception {
        return jenkins.assertBuildStatus(expected, matrix.scheduleBuild2(0).get());
    }

    @Test
    void pageOfTheWholeShowsWhatItsPartsHaveDone() throws Exception {
        MatrixProject matrix = matrix(new EnablePasswordBuilder("10"));
        build(Result.SUCCESS, matrix);
        MatrixBuild whole = build(Result.SUCCESS, matrix);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.getPage(whole).asNormalizedText()).contains("linux", "windows", "ACTIVATED");
            HtmlPage own = web.getPage(whole, "mysafe/");
            assertThat(own.asNormalizedText()).contains("linux", "windows", "ACTIVATED");
            HtmlPage part = own.getAnchors().stream()
                    .filter(anchor -> anchor.getHrefAttribute().endsWith("OS=linux/2/")
                            && anchor.getEnclosingElement("table")
                                    .getAttribute("class")
                                    .contains("mysafe"))
                    .findFirst()
                    .orElseThrow()
                    .click();
            assertThat(part.asNormalizedText()).contains("ACTIVATED");
            String job = web.getPage(matrix, "mysafe/").asNormalizedText();
            assertThat(job.split("linux", -1)).hasSize(3);
            assertThat(job.split("windows", -1)).hasSize(3);
            assertThat(web.getPage(matrix).getAnchors())
                    .extracting(anchor -> anchor.getHrefAttribute())
                    .anyMatch(link -> link.matches(".*/mysafe/?"));
        }
    }

    @Test
    void restOfTheWholeTellsWhatItsPartsHaveDone() throws Exception {
        MatrixBuild whole = build(Result.SUCCESS, matrix(new EnablePasswordBuilder("10")));
        JobKindsTest.assertRestTellsOfTwo(whole);
    }

    @Test
    void auditNamesThePartAndLeadsToItsBuild() throws Exception {
        MatrixProject matrix = matrix(new EnablePasswordBuilder("10"));
        build(Result.SUCCESS, matrix);

        assertThat(audit())
                .contains("\"" + matrix.getFullName() + "/OS=linux\"", "\"" + matrix.getFullName() + "/OS=windows\"");
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.goTo("manage/mysafe-audit/").getAnchors())
                    .extracting(anchor -> anchor.getHrefAttribute())
                    .anyMatch(link -> link.endsWith(matrix.getUrl() + "OS=linux/1/"));
        }
    }

    @Test
    void partsWithoutRecordsShowNothing() throws Exception {
        MatrixBuild whole = build(Result.SUCCESS, matrix());
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(web.getPage(whole).asNormalizedText()).doesNotContain("MySafe");
        }
    }

    /** The axis decides which password: one is there, and one is not. */
    @Test
    void mappingOfOnePartReachesTheWhole() throws Exception {
        server.response(SimulatedServer.ENABLE_10, Responses.passwordNotFound());
        EnablePasswordBuilder builder = new EnablePasswordBuilder("${ID}");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        MatrixProject matrix = jenkins.createProject(MatrixProject.class);
        matrix.setAxes(new AxisList(new TextAxis("ID", "10", "11")));
        matrix.getBuildersList().add(builder);
        server.response(ENABLE_11, Responses.activated());

        MatrixBuild whole = build(Result.UNSTABLE, matrix);

        assertThat(whole.getExactRuns())
                .extracting(MatrixRun::getResult)
                .containsExactlyInAnyOrder(Result.UNSTABLE, Result.SUCCESS);
        assertThat(whole.getExactRuns())
                .flatExtracting(AllRecords::of)
                .extracting(OperationRecord::outcome)
                .containsExactlyInAnyOrder("PASSWORD_NOT_FOUND", "ACTIVATED");
    }

    /** The configurations share one password: who ends first must not take it from the other. */
    @Test
    void windowOfTheConfigurationsIsOpenedAndClosedOnceAround() throws Exception {
        server.response(SimulatedServer.DISABLE_10, Responses.deactivated());
        MatrixProject matrix = matrix(new EnablePasswordBuilder("11"));
        server.response(ENABLE_11, Responses.activated());
        matrix.getBuildWrappersList().add(new WithPasswordWrapper("10"));

        MatrixBuild whole = build(Result.SUCCESS, matrix);

        for (MatrixRun part : whole.getExactRuns()) {
            assertThat(AllRecords.of(part))
                    .extracting(OperationRecord::operation, OperationRecord::id)
                    .hasSizeBetween(2, 3);
        }
        assertThat(server.requests(SimulatedServer.DISABLE_10)).isNotEmpty();
        assertThat(server.requests().get(server.requests().size() - 1).target()).isEqualTo(SimulatedServer.DISABLE_10);
    }

    @Test
    void jobIsOpenedAndSavedWithoutALoss() throws Exception {
        EnablePasswordBuilder builder = new EnablePasswordBuilder("${OS}");
        builder.setServer("main");
        builder.setCredentialsId("credentials-that-are-gone");
        builder.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        builder.setFailOn(new String[] {"UNAVAILABLE", "UNREACHABLE"});
        builder.setPassOn(new String[] {"RATE_LIMITED"});
        WithPasswordWrapper window = new WithPasswordWrapper("10, 11");
        window.setServer("main");
        window.setCredentialsId(Controller.CREDENTIALS_ID);
        window.setUnstableOn(new String[] {"PASSWORD_NOT_FOUND"});
        window.setPassOn(new String[] {"SERVER_ERROR", "RATE_LIMITED"});
        window.setWhenFoundActive("DISABLE");
        MatrixProject matrix = matrix(builder);
        matrix.getBuildWrappersList().add(window);

        jenkins.configRoundtrip((Item) matrix);

        assertThat(matrix.getBuildersList().toList())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(builder);
        assertThat(matrix.getBuildWrappersList().toList())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly((BuildWrapper) window);
    }

    @Test
    void limitsOfAFolderHoldInTheConfigurations() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        MySafeFolderProperty limits = new MySafeFolderProperty();
        limits.setIds("11");
        folder.addProperty(limits);
        MatrixProject matrix = in(folder.createProject(MatrixProject.class, "matrix"), new EnablePasswordBuilder("10"));

        MatrixBuild whole = build(Result.FAILURE, matrix);

        for (MatrixRun part : whole.getExactRuns()) {
            assertThat(log(part)).contains("NOT_PERMITTED");
        }
        assertThat(server.requests()).isEmpty();
    }
}
