package io.dray.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the module map of ARCHITECTURE.md: who may know whom, and which library is whose secret. */
class ModuleMapTest {
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "core", Set.of(),
            "template", Set.of("core"),
            "attributes", Set.of("core", "template"),
            "linux", Set.of("core"),
            "image", Set.of("core", "linux"),
            "pod", Set.of("core", "linux", "image", "template", "attributes"),
            "build", Set.of("core", "linux", "image", "template", "attributes", "pod"),
            "clikit", Set.of("core"),
            "cli", Set.of("core", "linux", "image", "template", "attributes", "pod", "build", "clikit"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dray");

    @Test
    void usesOnlyTheModulesOnTheMap() {
        Set<String> strays = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            String module = moduleOf(javaClass);
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("io.dray.")
                        && !moduleOf(target).equals(module)
                        && !MAY_USE.getOrDefault(module, Set.of()).contains(moduleOf(target))) {
                    strays.add(javaClass.getName() + " uses " + target.getName());
                }
            }
        }
        assertThat(strays).isEmpty();
    }

    @Test
    void knowsEveryModule() {
        Set<String> modules = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            modules.add(moduleOf(javaClass));
        }
        assertThat(modules).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.dray.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void callsNativeCodeAndProgramsOnlyInLinux() {
        onlyInside("io.dray.linux..", "java.lang.foreign..");
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dray.linux..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ProcessBuilder.class.getName())
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(CLASSES);
    }

    @Test
    void keepsEachFormatLibraryInOnePlace() {
        onlyInside("io.dray.core..", "org.yaml..");
        onlyInside("io.dray.image.trust..", "org.bouncycastle..");
        onlyInside("io.dray.image.http..", "java.net.http..");
    }

    @Test
    void marksEveryPackageAgainstNull() {
        List<String> unmarked = new ArrayList<>();
        JavaPackage root = CLASSES.getPackage("io.dray");
        for (JavaPackage javaPackage : root.getSubpackagesInTree()) {
            if (!javaPackage.getClasses().isEmpty() && !javaPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(javaPackage.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static void onlyInside(String home, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static String moduleOf(JavaClass javaClass) {
        String[] parts = javaClass.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
