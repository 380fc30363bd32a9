package dev.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseTests {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/stats/"))
          .importPackages("dev.holdfast");
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.holdfast.architecture.planted");

  @Test
  void everyRoomKeepsToItsImports() {
    HouseRules rules = new HouseRules(PRODUCT, "dev.holdfast");
    assertThat(rules.breaches()).isEmpty();
  }

  @Test
  void theRulesLookAtTheWholeHouse() {
    assertThat(new HouseRules(PRODUCT, "dev.holdfast").rooms())
        .contains("base", "warehouse", "facts");
    assertThat(PRODUCT.size()).isGreaterThan(50);
  }

  @Test
  void plantedBreachesAreFound() {
    HouseRules rules = new HouseRules(PLANTED, "dev.holdfast.architecture.planted");
    assertThat(rules.rooms()).containsExactly("attic", "cellar", "nameless");
    assertThat(rules.breaches())
        .containsExactlyInAnyOrder(
            "nameless has no @Room in its package-info",
            "cellar is not @NullMarked",
            "cellar may not list attic: it is not lower",
            "cellar imports nameless: dev.holdfast.architecture.planted.cellar.ReachesUp",
            "SQL outside a Queries or Store class:"
                + " dev.holdfast.architecture.planted.attic.WritesSql");
  }
}
