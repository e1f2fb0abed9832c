package io.yiping;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The arrows between the packages: a rating flows ingest → ledger → count, the counts flow count → stats. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.yiping");

    @Test
    void rating_knowsTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage("io.yiping.rating..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.yiping.rating.."));
    }

    @Test
    void platform_knowsNoFeature() {
        onlyKnows("platform");
    }

    @Test
    void ledger_knowsTheWordsOnly() {
        onlyKnows("ledger", "rating", "platform");
    }

    @Test
    void count_knowsTheLedgersPort() {
        onlyKnows("count", "rating", "ledger", "platform");
        check(noClasses()
                .that()
                .resideInAPackage("io.yiping.count..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.yiping.ledger.Ledger"));
    }

    @Test
    void ingest_knowsTheLedgerAndNoSql() {
        onlyKnows("ingest", "rating", "ledger", "platform");
        check(noClasses()
                .that()
                .resideInAPackage("io.yiping.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.mutiny.sqlclient..", "java.sql.."));
    }

    @Test
    void stats_knowsTheCounts() {
        onlyKnows("stats", "rating", "count", "registry", "platform");
    }

    /** Neither ingest nor the ledger: ratings never wait for it. */
    @Test
    void registry_knowsTheCountsVersion() {
        onlyKnows("registry", "rating", "count", "platform");
        check(noClasses()
                .that()
                .resideInAPackage("io.yiping.registry..")
                .and()
                .haveSimpleNameNotEndingWith("Load")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.yiping.count.."));
    }

    @Test
    void lookup_knowsTheWordsAndTheirNames() {
        onlyKnows("lookup", "rating", "registry", "platform");
    }

    @Test
    void packages_haveNoCycles() {
        check(SlicesRuleDefinition.slices().matching("io.yiping.(*)..").should().beFreeOfCycles());
    }

    @Test
    void nobody_waitsOnAnEventLoop() {
        check(noClasses().should().callMethod(io.smallrye.mutiny.Uni.class, "await"));
    }

    private static void onlyKnows(String feature, String... others) {
        String[] known = new String[others.length + 1];
        known[0] = "io.yiping." + feature + "..";
        for (int i = 0; i < others.length; i++) {
            known[i + 1] = "io.yiping." + others[i] + "..";
        }
        check(noClasses()
                .that()
                .resideInAPackage(known[0])
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.yiping..").and(DescribedPredicate.not(resideInAnyPackage(known)))));
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
