package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.base.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form has the mistakes of a file, each at its field. */
class ProfileFormTests {

  private static final ProfileForm DEFAULT =
      ProfileForm.of(HealthProfiles.shipped().get("default", 1));

  @Test
  void aFormOfAProfileReadsAsThatProfile() {
    for (HealthProfile profile : HealthProfiles.shipped().inForce()) {
      HealthProfile read =
          HealthProfiles.read(OwnProfiles.DRAFT_FILE, ProfileForm.of(profile).yaml());
      assertThat(ProfileDiff.between(profile, read)).isEmpty();
      assertThat(read.bands()).isEqualTo(profile.bands());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          title     |                                 | title      | 'title' must be a text
          order     | soon                            | order      | 'order' must be a number, not 'soon'
          rule      | teir == "gold"                  | applies_to | applies_to:
          at_risk   | 80                              | at_risk_to | 'watch' is empty
          roll_up   | best_child                      | roll_up    | 'roll_up' cannot be 'best_child'; it is one of: own, children_by_revenue, worst_child
          at_risk   | low                             | at_risk_to | 'to' must be a number, not 'low'
          weight    | heavy                           | m3.weight  | 'weight' must be a number, not 'heavy'
          weight    | 0                               | m3.name    | the weight must be above 0
          input     | fun                             | m3.input   | 'input' cannot be 'fun'
          curve     | linear: [[0, 0]]                | m3.curve   | a line needs two points or more
          curve     | cubic: [[0, 0]]                 | m3.curve   | a curve is 'linear'
          curve     | percentile: country             | m3.curve   | 'percentile' cannot be 'country'
          curve     | linear: [[0, 100], [1, 0]]      | m3.name    | more is better, but the curve falls
          name      | reach                           | name       | two measures are called 'reach'
          """)
  void aMistakeIsAtItsField(String what, String typed, String field, String words) {
    ProfileForm form = with(what, typed == null ? "" : typed);
    HoldfastException e =
        catchThrowableOfType(
            HoldfastException.class,
            () -> HealthProfiles.read(OwnProfiles.DRAFT_FILE, form.yaml()));
    ProfileForm.Mistake mistake = form.mistake(String.valueOf(e.getMessage()));
    assertThat(mistake.words()).contains(words);
    assertThat(mistake.field()).isEqualTo(field);
  }

  /** The default profile with one thing typed otherwise; of a measure, in the fourth. */
  private static ProfileForm with(String what, String typed) {
    List<ProfileForm.Row> rows = new ArrayList<>(DEFAULT.measures());
    ProfileForm.Row row = rows.get(3);
    rows.set(
        3,
        new ProfileForm.Row(
            row.group(),
            what.equals("name") ? typed : row.name(),
            row.title(),
            what.equals("input") ? typed : row.input(),
            row.direction(),
            what.equals("curve") ? typed : row.curve(),
            what.equals("weight") ? typed : row.weight(),
            row.missing(),
            row.signal()));
    return new ProfileForm(
        DEFAULT.name(),
        what.equals("title") ? typed : DEFAULT.title(),
        what.equals("order") ? typed : DEFAULT.order(),
        what.equals("rule") ? typed : DEFAULT.appliesTo(),
        DEFAULT.why(),
        what.equals("at_risk") ? typed : DEFAULT.atRiskTo(),
        DEFAULT.watchTo(),
        what.equals("roll_up") ? typed : DEFAULT.rollUp(),
        rows);
  }
}
