package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFileTests {

  private static final String GOOD =
      """
      name: mine
      title: Mine
      version: 2
      order: 5
      applies_to: tier == "enterprise" && age_days > 30
      why: it is large
      bands:
        - {band: at_risk, from: 0, to: 40.5}
        - {band: healthy, from: 40.5, to: 100}
      groups:
        - name: use
          title: Use
          measures:
            - name: reach
              title: Reach
              input: reach
              direction: more_is_better
              curve:
                linear: [[0, 0], [1, 100]]
              weight: 2.5
              signal: leading
      """;

  @Test
  void aGoodFileIsRead() {
    HealthProfile profile = HealthProfiles.read("mine.yaml", GOOD);
    assertThat(profile.label()).isEqualTo("mine v2");
    assertThat(profile.bands().of(40_499)).isEqualTo(Band.AT_RISK);
    assertThat(profile.bands().of(40_500)).isEqualTo(Band.HEALTHY);
    Measure measure = profile.measures().getFirst();
    assertThat(measure.weight()).isEqualByComparingTo("2.5");
    assertThat(measure.missing()).isEqualTo(MissingPolicy.EXCLUDE);
    assertThat(((Curve.Fixed) measure.curve()).thousandths(0.5)).isEqualTo(50_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          version: 2              | version: two           | 3: 'version' must be a number, not 'two'
          version: 2              | version: 0             | the version must be 1 or more
          title: Mine             | titel: Mine            | 1: 'title' is missing
          why: it is large        | because: it is large   | 'why' is missing
          order: 5                | order: 1.5             | 4: 'order' must be a whole number
          input: reach            | input: fun             | 16: 'input' cannot be 'fun'; it is one of: reach, usage_change_28
          more_is_better          | less_is_better         | 14: less is better, but the curve rises with the input
          weight: 2.5             | weight: 0              | 14: the weight must be above 0
          weight: 2.5             | weight: -3             | 14: the weight must be above 0
          weight: 2.5             | weight: heavy          | 20: 'weight' must be a number
          to: 40.5                | to: 40                 | 8: bands: they must follow each other without gap or overlap from 0; one begins at 40.5 where 40 is expected
          from: 40.5              | from: 39               | bands: they must follow each other
          to: 100                 | to: 99.9               | 8: bands: they must end at 100, not at 99.9
          {band: healthy          | {band: unknown         | bands: 'unknown' cannot stand here
          band: at_risk           | band: red              | 8: 'band' cannot be 'red'
          [[0, 0], [1, 100]]      | [[0, 0], [1, 101]]     | points must lie between 0 and 100, not 101
          [[0, 0], [1, 100]]      | [[0, 0], [1]]          | 19: a point of a curve is [input, points]
          linear:                 | cubic:                 | a curve is 'linear', 'steps' with 'beyond', 'percentile' or 'by_age'
          tier ==                 | teir ==                | applies_to:
          signal: leading         | signal: loud           | 21: 'signal' cannot be 'loud'
          name: use               | name: [use]            | 'name' must be a text
          name: mine              | name: ../mine          | 1: 'name' has small letters, digits, _ and -
          linear: [[0, 0], [1, 100]] | percentile: country | 19: 'percentile' cannot be 'country'; it is one of: profile, tier, segment
          linear: [[0, 0], [1, 100]] | by_age: [{from: 5, percentile: tier}] | 19: the first age must be from: 0
          linear: [[0, 0], [1, 100]] | by_age: [{from: 0, percentile: tier, to: 5}] | 19: 'to' is not known here
          linear: [[0, 0], [1, 100]] | by_age: [{from: 0, linear: [[0, 100], [1, 0]]}] | 14: more is better, but the curve falls
          linear: [[0, 0], [1, 100]] | by_age: [{from: 0, by_age: []}] | 19: a curve is 'linear'
          """)
  void aMistakeIsPointedAt(String right, String wrong, String message) {
    String file = GOOD.replace(right, wrong);
    assertThat(file).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> HealthProfiles.read("mine.yaml", file))
        .isInstanceOf(HoldfastException.class)
        .hasMessageStartingWith("mine.yaml:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear: [[0, 0], [0.25, 33.333], [1, 100]]",
        "steps: [[1, 0], [2, 70]], beyond: 100",
        "percentile: segment",
        "by_age: [{from: 0, linear: [[0, 0], [1, 100]]}, {from: 60, percentile: tier},"
            + " {from: 180, steps: [[0.5, 0]], beyond: 99.5}]"
      })
  void whatIsWrittenReadsAsTheSameProfile(String curve) {
    String file =
        GOOD.replace("linear: [[0, 0], [1, 100]]", "{" + curve + "}")
            .replace("title: Mine", "title: \"Mine: \\\"ours\\\" \\\\ # & others\"");
    HealthProfile profile = HealthProfiles.read("mine.yaml", file);
    String written = ProfileText.of(profile);
    assertThat(HealthProfiles.read("mine.yaml", written)).isEqualTo(profile);
    assertThat(written).contains("curve: {" + curve + "}");
    assertThat(profile.title()).isEqualTo("Mine: \"ours\" \\ # & others");
  }

  @Test
  void theShippedProfilesAreWrittenAsTheyAreRead() {
    for (HealthProfile profile : HealthProfiles.shipped().inForce()) {
      assertThat(HealthProfiles.read("x.yaml", ProfileText.of(profile))).isEqualTo(profile);
    }
  }

  @Test
  void anUnknownKeyAndAKeyGivenTwiceAreRefused() {
    assertThatThrownBy(() -> HealthProfiles.read("x.yaml", GOOD + "colour: red\n"))
        .hasMessageContaining("x.yaml:22: 'colour' is not known here; there can be: applies_to,");
    assertThatThrownBy(() -> HealthProfiles.read("x.yaml", GOOD + "title: Again\n"))
        .hasMessageContaining("x.yaml:22");
    assertThatThrownBy(() -> HealthProfiles.read("x.yaml", "name: [a"))
        .hasMessageContaining("this is not YAML");
  }

  @Test
  void theShippedProfilesAreTriedFromTheSpecialToTheGeneral() {
    HealthProfiles profiles = HealthProfiles.shipped();
    assertThat(profiles.inForce())
        .extracting(HealthProfile::name)
        .containsExactly("onboarding", "default");
    assertThat(profiles.find("default", 1)).isPresent();
    assertThat(profiles.find("default", 2)).isEmpty();
  }

  @Test
  void theDefaultProfileWeighsItsGroupsAsAgreed() {
    HealthProfile profile = HealthProfiles.shipped().get("default", 1);
    Map<String, Integer> weights =
        profile.groups().stream()
            .collect(
                Collectors.toMap(
                    MeasureGroup::name,
                    group ->
                        group.measures().stream()
                            .map(Measure::weight)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .intValueExact()));
    assertThat(weights)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "adoption",
                40,
                "outcomes",
                15,
                "support",
                15,
                "sentiment",
                15,
                "relationship",
                10,
                "commercial",
                5));
    assertThat(profile.measures())
        .filteredOn(measure -> measure.input() == HealthInput.NPS_180)
        .allMatch(measure -> measure.weight().compareTo(BigDecimal.valueOf(15)) <= 0);
  }

  @Test
  void profilesThatLeaveAnAccountWithoutOneOrWithTwoAreRefused() {
    HealthProfile narrow = HealthProfiles.read("mine.yaml", GOOD);
    assertThatThrownBy(() -> HealthProfiles.of(List.of(narrow), List.of()))
        .hasMessageContaining("must apply to every account");
    HealthProfile same = HealthProfiles.read("mine.yaml", GOOD.replace("order: 5", "order: 1000"));
    assertThatThrownBy(() -> HealthProfiles.shipped().with(List.of(same)))
        .hasMessageContaining("the order of");
  }

  @Test
  void aCompanysProfileTakesThePlaceOfTheShippedOneWhichIsKeptForThePast() {
    HealthProfile mine =
        HealthProfiles.read(
            "default.yaml",
            GOOD.replace("name: mine", "name: default")
                .replace("order: 5", "order: 1000")
                .replace("tier == \"enterprise\" && age_days > 30", "\"true\""));
    HealthProfiles profiles = HealthProfiles.shipped().with(List.of(mine));
    assertThat(profiles.inForce())
        .extracting(HealthProfile::label)
        .containsExactly("onboarding v1", "default v2");
    assertThat(profiles.find("default", 1)).isPresent();
  }
}
